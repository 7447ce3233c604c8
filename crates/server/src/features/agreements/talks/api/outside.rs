//! Operations for somebody without an account, by the private link and the code that signing uses.

use axum::http::StatusCode;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};

use super::views::{
    AgreementNotesView, OutsideNoteRequest, OutsideSayRequest, OutsideTalkRequest, TalkView, TalksView,
};
use crate::door::Guest;
use crate::features::agreements::api::outside::proven;
use crate::features::agreements::api::views::ReadRequest;
use crate::features::agreements::talks::{actions, notes as noting};

/// Everything that was asked about the text, as far as the signer reads it.
#[utoipa::path(post, path = "/signing/{token}/talks/reading", tag = "agreements", request_body = ReadRequest,
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, body = TalksView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn read(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<ReadRequest>,
) -> Result<Reply> {
    let (request, _) = proven(&guest, &token, &input.session, &input.code).await?;
    let table = actions::by_link(&request)?;
    let mut cx = guest.read_as(request.actor).await?;
    let view = TalksView::of(&mut cx, &table).await?;
    Ok(Reply::json(StatusCode::OK, &view))
}

/// Asks a question about the text, or for a change to a clause.
#[utoipa::path(post, path = "/signing/{token}/talks", tag = "agreements", request_body = OutsideTalkRequest,
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, body = TalkView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn ask(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<OutsideTalkRequest>,
) -> Result<Reply> {
    // words first: a wrong word must not cost a try
    input.talk.check()?;
    let (request, _) = proven(&guest, &token, &input.session, &input.code).await?;
    let table = actions::by_link(&request)?;
    let mut cx = guest.write_as(request.actor).await?;
    let talk = actions::ask(&mut cx, &table, &input.talk).await?;
    cx.finish_json(&TalkView::of(&table, &talk)).await
}

/// Answers what was put to all, or writes more as the one who asked.
#[utoipa::path(post, path = "/signing/{token}/talks/{talk}/answers", tag = "agreements",
    request_body = OutsideSayRequest,
    params(("token" = String, Path, description = "The token of the private link"),
        ("talk" = i64, Path, description = "The number of the talk")),
    responses((status = 200, body = TalkView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn answer(
    guest: Guest,
    Route((token, talk)): Route<(String, i64)>,
    Body(input): Body<OutsideSayRequest>,
) -> Result<Reply> {
    let (request, _) = proven(&guest, &token, &input.session, &input.code).await?;
    let table = actions::by_link(&request)?;
    let mut cx = guest.write_as(request.actor).await?;
    actions::answer(&mut cx, &table, talk, &input.said).await?;
    let talk = actions::one(&mut cx, &table, talk).await?;
    cx.finish_json(&TalkView::of(&table, &talk)).await
}

/// Takes back what the signer asked.
#[utoipa::path(post, path = "/signing/{token}/talks/{talk}/withdrawal", tag = "agreements",
    request_body = OutsideSayRequest,
    params(("token" = String, Path, description = "The token of the private link"),
        ("talk" = i64, Path, description = "The number of the talk")),
    responses((status = 200, body = TalkView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn withdraw(
    guest: Guest,
    Route((token, talk)): Route<(String, i64)>,
    Body(input): Body<OutsideSayRequest>,
) -> Result<Reply> {
    let (request, _) = proven(&guest, &token, &input.session, &input.code).await?;
    let table = actions::by_link(&request)?;
    let mut cx = guest.write_as(request.actor).await?;
    actions::withdraw(&mut cx, &table, talk, input.said.version).await?;
    let talk = actions::one(&mut cx, &table, talk).await?;
    cx.finish_json(&TalkView::of(&table, &talk)).await
}

/// Keeps a note for the host’s side if one comes along, and answers all of them. No other side learns of them.
#[utoipa::path(post, path = "/signing/{token}/notes", tag = "agreements", request_body = OutsideNoteRequest,
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, body = AgreementNotesView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn notes(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<OutsideNoteRequest>,
) -> Result<Reply> {
    let (request, _) = proven(&guest, &token, &input.session, &input.code).await?;
    let table = actions::by_link(&request)?;
    let mut cx = guest.write_as(request.actor).await?;
    if let Some(note) = &input.note {
        noting::write(&mut cx, &table, note).await?;
    }
    let view = AgreementNotesView::of(&mut cx, &table).await?;
    cx.finish_json(&view).await
}
