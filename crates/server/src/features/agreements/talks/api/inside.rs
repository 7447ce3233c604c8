//! Operations with a key.

use axum::http::StatusCode;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};

use super::views::{AgreementNotesView, TalkView, TalksView};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::talks::actions;
use crate::features::agreements::talks::model::{AcceptInput, NoteInput, SayInput, TalkInput};
use crate::features::agreements::talks::notes;

/// The talk as it stands now, as the answer to an act.
async fn reloaded(mut cx: Cx, number: &str, talk: i64) -> Result<Reply> {
    let table = actions::at(&mut cx, number).await?;
    let talk = actions::one(&mut cx, &table, talk).await?;
    cx.finish_json(&TalkView::of(&table, &talk)).await
}

/// Everything that was asked about the texts of a record, as far as the caller reads it.
#[utoipa::path(get, path = "/secondments/{number}/agreement/talks", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = TalksView), (status = 404, body = Problem)))]
pub async fn read(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let table = actions::at(&mut cx, &number).await?;
    let view = TalksView::of(&mut cx, &table).await?;
    Ok(Reply::json(StatusCode::OK, &view))
}

/// Asks a question about the text, or for a change to a clause.
#[utoipa::path(post, path = "/secondments/{number}/agreement/talks", tag = "agreements", request_body = TalkInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = TalkView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn ask(door: Door, Route(number): Route<String>, Body(input): Body<TalkInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    let talk = actions::ask(&mut cx, &table, &input).await?;
    cx.finish_json(&TalkView::of(&table, &talk)).await
}

/// Answers, or writes more as the one who asked.
#[utoipa::path(post, path = "/secondments/{number}/agreement/talks/{talk}/answers", tag = "agreements",
    request_body = SayInput,
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("talk" = i64, Path, description = "The number of the talk")),
    responses((status = 200, body = TalkView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn answer(
    door: Door,
    Route((number, talk)): Route<(String, i64)>,
    Body(input): Body<SayInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    actions::answer(&mut cx, &table, talk, &input).await?;
    reloaded(cx, &number, talk).await
}

/// Accepts a change: the clause is written anew. A text that is out for signature goes back to drafting as its next
/// version first.
#[utoipa::path(post, path = "/secondments/{number}/agreement/talks/{talk}/acceptance", tag = "agreements",
    request_body = AcceptInput,
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("talk" = i64, Path, description = "The number of the talk")),
    responses((status = 200, body = TalkView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn accept(
    door: Door,
    Route((number, talk)): Route<(String, i64)>,
    Body(input): Body<AcceptInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    actions::accept(&mut cx, &table, talk, &input).await?;
    reloaded(cx, &number, talk).await
}

/// Declines a change, with a reason that everybody who is part of the agreement reads.
#[utoipa::path(post, path = "/secondments/{number}/agreement/talks/{talk}/refusal", tag = "agreements",
    request_body = SayInput,
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("talk" = i64, Path, description = "The number of the talk")),
    responses((status = 200, body = TalkView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn refuse(
    door: Door,
    Route((number, talk)): Route<(String, i64)>,
    Body(input): Body<SayInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    actions::refuse(&mut cx, &table, talk, &input).await?;
    reloaded(cx, &number, talk).await
}

/// Takes back what the caller asked.
#[utoipa::path(post, path = "/secondments/{number}/agreement/talks/{talk}/withdrawal", tag = "agreements",
    request_body = SayInput,
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("talk" = i64, Path, description = "The number of the talk")),
    responses((status = 200, body = TalkView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn withdraw(
    door: Door,
    Route((number, talk)): Route<(String, i64)>,
    Body(input): Body<SayInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    actions::withdraw(&mut cx, &table, talk, input.version).await?;
    reloaded(cx, &number, talk).await
}

/// The notes of the caller’s side. No other side learns of them.
#[utoipa::path(get, path = "/secondments/{number}/agreement/notes", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = AgreementNotesView), (status = 404, body = Problem)))]
pub async fn notes(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let table = actions::at(&mut cx, &number).await?;
    let view = AgreementNotesView::of(&mut cx, &table).await?;
    Ok(Reply::json(StatusCode::OK, &view))
}

/// Keeps a note for the caller’s side.
#[utoipa::path(post, path = "/secondments/{number}/agreement/notes", tag = "agreements", request_body = NoteInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = AgreementNotesView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn note(door: Door, Route(number): Route<String>, Body(input): Body<NoteInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    notes::write(&mut cx, &table, &input).await?;
    let view = AgreementNotesView::of(&mut cx, &table).await?;
    cx.finish_json(&view).await
}
