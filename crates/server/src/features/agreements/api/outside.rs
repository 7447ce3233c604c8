//! Operations for signers without an account. The token in the address only locates the request; the code that
//! was mailed opens it, for the program that asked for it.

use axum::http::StatusCode;
use sojourn_kit::auth::{Token, TokenHash};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};

use super::inside::{needs_code, prove};
use super::views::{CodeSent, ReadRequest, ReasonRequest, Receipt, RequestView, SignRequest, TextView};
use crate::door::Guest;
use crate::features::agreements::model::{SignatoryStatus, Status};
use crate::features::agreements::signing::act::Outcome;
use crate::features::agreements::signing::links::Link;
use crate::features::agreements::signing::outside::{self, Found, Request};
use crate::features::agreements::signing::{Proof, act, aside, codes, decline, evidence, views};
use crate::features::agreements::{documents, notices, store};

async fn open(guest: &Guest, token: &str) -> Result<(Request, Link)> {
    match outside::by_link(guest, token).await? {
        Found::Open(request, link) => Ok((*request, link)),
        Found::Expired(..) => Err(Error::refused("link_expired", "This link is too old. Ask for a new one.")),
        Found::Revoked => Err(Error::refused(
            "link_replaced",
            "This link no longer works. Use the one in the newest email.",
        )),
        Found::Unknown => Err(Error::NotFound),
    }
}

/// The request with the proof of this program, after trying the code if one came along.
pub(in crate::features::agreements) async fn proven(
    guest: &Guest,
    token: &str,
    session: &str,
    code: &str,
) -> Result<(Request, Proof)> {
    let (request, _) = open(guest, token).await?;
    let browser: TokenHash = Token::parse(session).ok_or_else(needs_code)?.hash();
    if !code.is_empty() {
        let mut cx = aside(&guest.app, &request.actor, &guest.meta).await?;
        let waiting = codes::is_waiting(&mut cx, request.signatory.id, &browser).await?;
        let known = codes::proven(&mut cx, request.signatory.id, &browser).await?.is_some();
        if waiting || !known {
            prove(cx, &request.signatory, &browser, code).await?;
            let mut cx = aside(&guest.app, &request.actor, &guest.meta).await?;
            outside::opened(&mut cx, &request).await?;
            cx.commit().await?;
        }
    }
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let proof = codes::proven(&mut cx, request.signatory.id, &browser).await?;
    let (id, at) = proof.ok_or_else(needs_code)?;
    Ok((request, Proof::Code { id, at }))
}

/// Who asks, and where the signature stands. Changes nothing and shows nothing of the text.
#[utoipa::path(get, path = "/signing/{token}/signature", tag = "agreements",
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, body = RequestView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn locate(guest: Guest, Route(token): Route<String>) -> Result<Reply> {
    let (request, link) = open(&guest, &token).await?;
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let s = &request.record.secondment;
    let view = RequestView {
        matter: notices::matter(&mut cx, s).await?,
        asked_by: notices::asker(&mut cx, s, &request.agreement).await?,
        status: request.signatory.status,
        expires_at: link.expires_at,
    };
    Ok(Reply::json(StatusCode::OK, &view))
}

/// Mails a six-digit code to the signer’s address and answers what it is bound to.
#[utoipa::path(post, path = "/signing/{token}/codes", tag = "agreements",
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 202, body = CodeSent), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 429, body = Problem)))]
pub async fn send_code(guest: Guest, Route(token): Route<String>) -> Result<Reply> {
    let (request, _) = open(&guest, &token).await?;
    let secret = Token::fresh();
    let mut cx = aside(&guest.app, &request.actor, &guest.meta).await?;
    codes::send(&mut cx, &request.record.secondment, &request.signatory, secret.hash()).await?;
    let sent = CodeSent { session: secret.reveal().to_owned(), expires_at: cx.now() + codes::GOOD_FOR };
    // not stored for a replay: the answer holds a secret
    cx.commit().await?;
    Ok(Reply::json(StatusCode::ACCEPTED, &sent))
}

/// The text to sign, for whoever has proved with a code that they are the signer.
#[utoipa::path(post, path = "/signing/{token}/reading", tag = "agreements", request_body = ReadRequest,
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, body = TextView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn read(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<ReadRequest>,
) -> Result<Reply> {
    let (request, _) = proven(&guest, &token, &input.session, &input.code).await?;
    let agreement = &request.agreement;
    if matches!(agreement.status, Status::Superseded | Status::Void) {
        return Err(Error::refused("not_open", "This version is no longer open."));
    }
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let sha = agreement.issued()?;
    let kept = documents::get(&mut cx, agreement.executed_sha.unwrap_or(sha)).await?;
    let signatories = store::signatories(&mut cx, agreement.id).await?;
    let view = TextView {
        matter: notices::matter(&mut cx, &request.record.secondment).await?,
        document_sha256: hex::encode(sha),
        html: String::from_utf8(kept.bytes).map_err(Error::internal)?,
        consent: evidence::consent(agreement.number, &evidence::signs_for(&request.signatory, agreement)),
        signatories: TextView::signatories(&signatories),
    };
    drop(cx);
    views::shown_outside(&guest.app, &request.actor, &guest.meta, agreement, &request.signatory).await;
    Ok(Reply::json(StatusCode::OK, &view))
}

/// Signs.
#[utoipa::path(post, path = "/signing/{token}/signature", tag = "agreements", request_body = SignRequest,
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, body = Receipt), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn sign(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<SignRequest>,
) -> Result<Reply> {
    // words first: a wrong word must not cost a try
    let typed = input.input().check()?;
    let (request, proof) = proven(&guest, &token, &input.session, &input.code).await?;
    let mut cx = guest.write_as(request.actor.clone()).await?;
    let mut record = request.record.clone();
    let outcome = act::sign(&mut cx, &mut record, &request.signatory, &typed, &proof).await?;
    let receipt = Receipt {
        outcome: if outcome == Outcome::Executed { "executed" } else { "signed" },
        signed_at: cx.now(),
        document_sha256: hex::encode(typed.document),
    };
    cx.finish_json(&receipt).await
}

/// Declines to sign, with a reason.
#[utoipa::path(post, path = "/signing/{token}/refusal", tag = "agreements", request_body = ReasonRequest,
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, body = RequestView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn refuse(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<ReasonRequest>,
) -> Result<Reply> {
    let (request, _) = proven(&guest, &token, &input.session, &input.code).await?;
    let (_, link) = open(&guest, &token).await?;
    let mut cx = guest.write_as(request.actor.clone()).await?;
    let mut record = request.record.clone();
    decline::decline(&mut cx, &mut record, &request.signatory, &input.reason).await?;
    let s = &request.record.secondment;
    let view = RequestView {
        matter: notices::matter(&mut cx, s).await?,
        asked_by: notices::asker(&mut cx, s, &request.agreement).await?,
        status: SignatoryStatus::Declined,
        expires_at: link.expires_at,
    };
    cx.finish_json(&view).await
}
