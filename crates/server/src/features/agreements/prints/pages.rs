//! The files behind the pages: for people with an account, and for the browser that has proved who is in front of it.

use axum::response::{IntoResponse, Response};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Route};

use super::files::{Kind, find};
use crate::cx::Cx;
use crate::door::{Door, Guest};
use crate::features::agreements::api::views::sees;
use crate::features::agreements::model::{Agreement, Status};
use crate::features::agreements::pages::outside_form::proven;
use crate::features::agreements::signing::views;
use crate::features::agreements::store;
use crate::features::secondments::{self, Record};

/// A version that the actor sees as it stands.
pub(in crate::features::agreements) async fn version_of(
    cx: &mut Cx,
    number: &str,
    version: i64,
) -> Result<(Record, Agreement)> {
    let record = secondments::store::load(cx, number).await?;
    let agreement = store::numbered(cx, record.secondment.id, version).await?.ok_or(Error::NotFound)?;
    if sees(&record, &agreement) { Ok((record, agreement)) } else { Err(Error::NotFound) }
}

/// A file of a version for somebody with an account or a key.
pub(super) async fn send(door: &Door, number: &str, version: i64, kind: Kind) -> Result<Response> {
    let mut cx = door.read().await?;
    let (record, agreement) = version_of(&mut cx, number, version).await?;
    let found = find(&mut cx, &record.secondment, &agreement, kind).await?;
    views::shown_version(door, cx, &agreement).await;
    found.file().await?.response()
}

/// GET `/secondments/{number}/agreement/v/{version}/agreement.pdf`.
pub async fn pdf(door: Door, Route((number, version)): Route<(String, i64)>) -> Result<Response> {
    send(&door, &number, version, Kind::Pdf).await
}

/// GET `/secondments/{number}/agreement/v/{version}/agreement.docx`.
pub async fn word(door: Door, Route((number, version)): Route<(String, i64)>) -> Result<Response> {
    send(&door, &number, version, Kind::Word).await
}

async fn send_outside(guest: &Guest, kind: Kind) -> Result<Response> {
    let Some((_, request, proof)) = proven(guest).await? else { return Err(Error::NotFound) };
    if proof.is_none() {
        // an hour has passed since the code: a fresh one leads back here
        return Ok(Reply::see("/sign").into_response());
    }
    if matches!(request.agreement.status, Status::Superseded | Status::Void) {
        return Err(Error::NotFound);
    }
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let found = find(&mut cx, &request.record.secondment, &request.agreement, kind).await?;
    drop(cx);
    let (agreement, own) = (&request.agreement, &request.signatory);
    views::shown_outside(&guest.app, &request.actor, &guest.meta, agreement, own).await;
    found.file().await?.response()
}

/// GET `/sign/agreement.pdf`.
pub async fn outside_pdf(guest: Guest) -> Result<Response> {
    send_outside(&guest, Kind::Pdf).await
}

/// GET `/sign/agreement.docx`.
pub async fn outside_word(guest: Guest) -> Result<Response> {
    send_outside(&guest, Kind::Word).await
}
