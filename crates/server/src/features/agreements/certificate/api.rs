//! The evidence for programs.

use axum::http::StatusCode;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};

use super::{CertificateView, Depth, depth, of};
use crate::door::{Door, Guest};
use crate::features::agreements::api::outside::proven;
use crate::features::agreements::api::views::ReadRequest;
use crate::features::agreements::prints::pages::version_of;

/// The signatures of a version that all have signed, with the evidence for each.
#[utoipa::path(get, path = "/secondments/{number}/agreement/v/{version}/evidence", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("version" = i64, Path, description = "The version of the agreement, from 1")),
    responses((status = 200, body = CertificateView), (status = 404, body = Problem)))]
pub async fn show(door: Door, Route((number, version)): Route<(String, i64)>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (record, agreement) = version_of(&mut cx, &number, version).await?;
    let view = of(&mut cx, &record.secondment, &agreement, depth(&record)).await?;
    Ok(Reply::json(StatusCode::OK, &view))
}

/// The same for a signer without an account, who has proved with a code that they are the signer.
#[utoipa::path(post, path = "/signing/{token}/evidence", tag = "agreements", request_body = ReadRequest,
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, body = CertificateView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn outside(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<ReadRequest>,
) -> Result<Reply> {
    let (request, _) = proven(&guest, &token, &input.session, &input.code).await?;
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let view = of(&mut cx, &request.record.secondment, &request.agreement, Depth::Parties).await?;
    Ok(Reply::json(StatusCode::OK, &view))
}
