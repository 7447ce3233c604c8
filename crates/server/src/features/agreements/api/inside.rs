//! Operations with a key.

use axum::http::StatusCode;
use sojourn_kit::auth::TokenHash;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};

use super::views::{
    ClauseRequest, CodeSent, IssueRequest, ReasonRequest, RecordAgreementView, SignRequest, answer, sees,
};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::drafting;
use crate::features::agreements::issuing;
use crate::features::agreements::model::{Agreement, ClauseInput, Signatory};
use crate::features::agreements::signing::codes::{self, Tried};
use crate::features::agreements::signing::{act, aside, asker, decline, proof, views};
use crate::features::agreements::store;
use crate::features::secondments::{self, Record};

pub(in crate::features::agreements) struct Loaded {
    pub(in crate::features::agreements) record: Record,
    pub(in crate::features::agreements) agreement: Agreement,
    pub(in crate::features::agreements) signatories: Vec<Signatory>,
}

pub(in crate::features::agreements) async fn load(cx: &mut Cx, number: &str) -> Result<Loaded> {
    let record = secondments::store::load(cx, number).await?;
    let agreement = store::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    if !sees(&record, &agreement) {
        return Err(Error::NotFound);
    }
    let signatories = store::signatories(cx, agreement.id).await?;
    Ok(Loaded { record, agreement, signatories })
}

pub(in crate::features::agreements) async fn reloaded(mut cx: Cx, number: &str) -> Result<Reply> {
    let now = load(&mut cx, number).await?;
    let view = answer(&mut cx, &now.record, &now.agreement, &now.signatories).await?;
    cx.finish_json(&view).await
}

/// The newest version of the agreement, with what is missing and who signs.
#[utoipa::path(get, path = "/secondments/{number}/agreement", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 404, body = Problem)))]
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let loaded = load(&mut cx, &number).await?;
    let view = answer(&mut cx, &loaded.record, &loaded.agreement, &loaded.signatories).await?;
    views::shown_version(&door, cx, &loaded.agreement).await;
    Ok(Reply::json(StatusCode::OK, &view))
}

/// Writes one clause of the draft anew.
#[utoipa::path(put, path = "/secondments/{number}/agreement/clauses/{clause}", tag = "agreements",
    request_body = ClauseRequest,
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("clause" = u16, Path, description = "The number of the clause")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn edit_clause(
    door: Door,
    Route((number, clause)): Route<(String, u16)>,
    Body(input): Body<ClauseRequest>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    let input = ClauseInput {
        form_id: String::new(),
        version: input.revision,
        title: input.title,
        text: input.text,
        plain_words: input.plain_words,
    };
    drafting::edit_clause(&mut cx, &loaded.record, clause, &input).await?;
    reloaded(cx, &number).await
}

/// Fixes the text and asks the first person to sign.
#[utoipa::path(post, path = "/secondments/{number}/agreement/issue", tag = "agreements", request_body = IssueRequest,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn issue(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<IssueRequest>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut loaded = load(&mut cx, &number).await?;
    issuing::issue_as(&mut cx, &mut loaded.record, input.revision, input.signing).await?;
    reloaded(cx, &number).await
}

/// The caller’s own signature, ready to be given, and what the code is bound to.
fn mine(cx: &Cx, loaded: &Loaded) -> Result<(Signatory, TokenHash)> {
    let own = act::own(&loaded.signatories, cx.actor.person).ok_or(Error::Forbidden)?;
    act::ready(&loaded.agreement, &loaded.signatories, own)?;
    Ok((own.clone(), asker(&cx.actor).ok_or(Error::Forbidden)?))
}

/// Mails a six-digit code to the caller’s own address: a key alone does not sign.
#[utoipa::path(post, path = "/secondments/{number}/agreement/codes", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 202, body = CodeSent), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 429, body = Problem)))]
pub async fn send_code(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    let (own, key) = mine(&cx, &loaded)?;
    codes::send(&mut cx, &loaded.record.secondment, &own, key).await?;
    let sent = CodeSent { session: String::new(), expires_at: cx.now() + codes::GOOD_FOR };
    cx.finish(Reply::json(StatusCode::ACCEPTED, &sent)).await
}

/// Tries a code and keeps that it was tried, whatever comes of it.
pub(super) async fn prove(mut cx: Cx, signatory: &Signatory, asker: &TokenHash, code: &str) -> Result<()> {
    let tried = codes::enter(&mut cx, signatory, asker, code).await?;
    cx.commit().await?;
    match tried {
        Tried::Right => Ok(()),
        other => Err(Error::field("code", other.sentence().unwrap_or_default())),
    }
}

/// Signs. Needs a code that was mailed to the caller within the last ten minutes.
#[utoipa::path(post, path = "/secondments/{number}/agreement/signatures", tag = "agreements",
    request_body = SignRequest,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn sign(door: Door, Route(number): Route<String>, Body(input): Body<SignRequest>) -> Result<Reply> {
    // words first: a wrong word must not cost a try
    let typed = input.input().check()?;
    if !input.code.is_empty() {
        // a request that was answered before is answered alike, before anything is tried
        let mut cx = door.write().await?;
        let loaded = load(&mut cx, &number).await?;
        let (own, key) = mine(&cx, &loaded)?;
        let is_proven = proof(&mut cx, &own, &key).await?.is_some();
        drop(cx);
        if !is_proven {
            prove(aside(door.app(), &door.actor, door.meta()).await?, &own, &key, &input.code).await?;
        }
    }
    let mut cx = door.write().await?;
    let mut loaded = load(&mut cx, &number).await?;
    let (own, key) = mine(&cx, &loaded)?;
    let proof = proof(&mut cx, &own, &key).await?.ok_or_else(needs_code)?;
    act::sign(&mut cx, &mut loaded.record, &own, &typed, &proof).await?;
    reloaded(cx, &number).await
}

/// What a signature without a proof is answered with.
pub(super) fn needs_code() -> Error {
    Error::field("code", "Ask for a code first, then enter the six digits from the email")
}

/// Declines to sign, with a reason.
#[utoipa::path(post, path = "/secondments/{number}/agreement/refusals", tag = "agreements",
    request_body = ReasonRequest,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn refuse(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ReasonRequest>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut loaded = load(&mut cx, &number).await?;
    let own = act::own(&loaded.signatories, cx.actor.person).ok_or(Error::Forbidden)?.clone();
    decline::decline(&mut cx, &mut loaded.record, &own, &input.reason).await?;
    reloaded(cx, &number).await
}

/// Takes the text back to change it; signatures given so far no longer count.
#[utoipa::path(post, path = "/secondments/{number}/agreement/recall", tag = "agreements", request_body = ReasonRequest,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn recall(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ReasonRequest>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut loaded = load(&mut cx, &number).await?;
    decline::recall(&mut cx, &mut loaded.record, &input.reason).await?;
    reloaded(cx, &number).await
}
