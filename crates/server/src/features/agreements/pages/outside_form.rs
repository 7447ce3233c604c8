//! What a signer without an account does: sign, decline, keep a copy.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sojourn_kit::auth::TokenHash;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply};

use super::inside_form::{ConfirmPage, WordsInput, WordsPage, told as said, words};
use super::outside::{here, page, told, unknown};
use super::printable;
use super::side::Form;
use crate::door::Guest;
use crate::features::agreements::model::{SignInput, SignatoryStatus, Status};
use crate::features::agreements::signing::outside::Request;
use crate::features::agreements::signing::{Proof, act, codes, decline as declining, views};
use crate::features::agreements::store;
use crate::page::{guest_frame, render};

/// Who this browser has proved to be; the code is asked for again when that was too long ago.
pub(in crate::features::agreements) async fn proven(
    guest: &Guest,
) -> Result<Option<(TokenHash, Request, Option<Proof>)>> {
    let Some((browser, request)) = here(guest).await? else { return Ok(None) };
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let proof = codes::proven(&mut cx, request.signatory.id, &browser).await?;
    Ok(Some((browser, request, proof.map(|(id, at)| Proof::Code { id, at }))))
}

/// Back to `/sign`, which knows how far this browser has come.
fn back() -> Reply {
    Reply::see("/sign")
}

/// POST `/sign/signature`.
pub async fn sign(guest: Guest, Fields(input): Fields<SignInput>) -> Result<Reply> {
    let Some((_, request, proof)) = proven(&guest).await? else { return unknown(&guest) };
    let Some(proof) = proof else { return Ok(back()) };
    let typed = match input.check() {
        Ok(typed) => typed,
        Err(Error::Invalid(errors)) => {
            let page = page(&guest, &request, Some(&input), &errors).await?;
            return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY));
        }
        Err(error) => return Err(error),
    };
    if input.confirmed != "yes" {
        return confirm(&guest, &request, input).await;
    }
    let mut cx = guest.write_as(request.actor.clone()).await?;
    let mut record = request.record.clone();
    let outcome = act::sign(&mut cx, &mut record, &request.signatory, &typed, &proof).await?;
    cx.finish(back().flash(said(outcome))).await
}

async fn confirm(guest: &Guest, request: &Request, input: SignInput) -> Result<Reply> {
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let signatories = store::signatories(&mut cx, request.agreement.id).await?;
    act::ready(&request.agreement, &signatories, &request.signatory)?;
    let open = signatories.iter().filter(|s| s.status != SignatoryStatus::Signed).count();
    let form = Form::new(&request.agreement, &request.signatory, open == 1, Some(&input));
    render(&ConfirmPage {
        frame: guest_frame(guest, "Sign"),
        form,
        action: "/sign/signature".to_owned(),
        back: "/sign".to_owned(),
        document: input.document,
    })
}

fn words_page(guest: &Guest, typed: &str, error: Option<&str>) -> WordsPage {
    let frame = guest_frame(guest, "Decline to sign").with_errors(error.is_some());
    words(frame, typed, error, "/sign/refusal".to_owned(), "/sign".to_owned())
}

/// GET `/sign/refusal`: only for a browser that has proved who is in front of it.
pub async fn decline_page(guest: Guest) -> Result<Reply> {
    match proven(&guest).await? {
        None => unknown(&guest),
        Some((.., None)) => Ok(back()),
        Some((.., Some(_))) => render(&words_page(&guest, "", None)),
    }
}

/// POST `/sign/refusal`.
pub async fn decline(guest: Guest, Fields(input): Fields<WordsInput>) -> Result<Reply> {
    let Some((_, request, proof)) = proven(&guest).await? else { return unknown(&guest) };
    if proof.is_none() {
        return Ok(back());
    }
    let mut cx = guest.write_as(request.actor.clone()).await?;
    let mut record = request.record.clone();
    match declining::decline(&mut cx, &mut record, &request.signatory, &input.reason).await {
        Err(Error::Invalid(errors)) => {
            let page = words_page(&guest, &input.reason, errors.get("reason"));
            Ok(render(&page)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        done => {
            done?;
            let lede = "Everybody involved has been told, with your reason. If there is a new version, we write to you.";
            cx.finish(told(&guest, "You declined to sign", lede)?).await
        }
    }
}

/// GET `/sign/document`: the kept bytes, for the browser that has proved who is in front of it.
pub async fn document(guest: Guest) -> Result<Response> {
    let Some((_, request, proof)) = proven(&guest).await? else { return Err(Error::NotFound) };
    if proof.is_none() {
        return Ok(Reply::see("/sign").into_response());
    }
    if matches!(request.agreement.status, Status::Superseded | Status::Void) {
        return Err(Error::NotFound);
    }
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let kept = printable::kept(&mut cx, &request.agreement).await?;
    drop(cx);
    let (agreement, own) = (&request.agreement, &request.signatory);
    views::shown_outside(&guest.app, &request.actor, &guest.meta, agreement, own).await;
    Ok(kept)
}
