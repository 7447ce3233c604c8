//! The files for programs.

use axum::response::Response;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Route};

use super::files::{Kind, find};
use super::pages::send;
use crate::door::{Door, Guest};
use crate::features::agreements::api::outside::proven;
use crate::features::agreements::api::views::ReadRequest;
use crate::features::agreements::model::Status;
use crate::features::agreements::signing::views;

/// A version as PDF: sealed once all have signed, marked as a draft or as not yet signed before.
#[utoipa::path(get, path = "/secondments/{number}/agreement/v/{version}/agreement.pdf", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("version" = i64, Path, description = "The version of the agreement, from 1")),
    responses((status = 200, description = "The PDF file", content_type = "application/pdf"),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)))]
pub async fn pdf(door: Door, Route((number, version)): Route<(String, i64)>) -> Result<Response> {
    send(&door, &number, version, Kind::Pdf).await
}

/// A version that not all have signed as a Word file, to work on.
#[utoipa::path(get, path = "/secondments/{number}/agreement/v/{version}/agreement.docx", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("version" = i64, Path, description = "The version of the agreement, from 1")),
    responses((status = 200, description = "The Word file"),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)))]
pub async fn word(door: Door, Route((number, version)): Route<(String, i64)>) -> Result<Response> {
    send(&door, &number, version, Kind::Word).await
}

async fn send_outside(guest: &Guest, token: &str, input: &ReadRequest, kind: Kind) -> Result<Response> {
    let (request, _) = proven(guest, token, &input.session, &input.code).await?;
    if matches!(request.agreement.status, Status::Superseded | Status::Void) {
        return Err(Error::refused("not_open", "This version is no longer open."));
    }
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let found = find(&mut cx, &request.record.secondment, &request.agreement, kind).await?;
    drop(cx);
    let (agreement, own) = (&request.agreement, &request.signatory);
    views::shown_outside(&guest.app, &request.actor, &guest.meta, agreement, own).await;
    found.file().await?.response()
}

/// The text as PDF, for whoever has proved with a code that they are the signer.
#[utoipa::path(post, path = "/signing/{token}/agreement.pdf", tag = "agreements", request_body = ReadRequest,
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, description = "The PDF file", content_type = "application/pdf"),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
pub async fn outside_pdf(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<ReadRequest>,
) -> Result<Response> {
    send_outside(&guest, &token, &input, Kind::Pdf).await
}

/// The text as a Word file, for whoever has proved with a code that they are the signer, while not all have signed.
#[utoipa::path(post, path = "/signing/{token}/agreement.docx", tag = "agreements", request_body = ReadRequest,
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, description = "The Word file"), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn outside_word(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<ReadRequest>,
) -> Result<Response> {
    send_outside(&guest, &token, &input, Kind::Word).await
}
