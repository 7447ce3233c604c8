//! The JSON operations: asking the host, and the host’s answer by a private link.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::link::{self, HostSees};
use super::model::{AnswerInput, AskInput, Given, HostSays, Sounding, SoundingId};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::{Door, Guest};
use crate::features::secondments::Record;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, ask))
        .routes(routes!(withdraw))
        .routes(routes!(by_link, answer_by_link))
}

/// A question to the host, with what was said to it.
#[derive(Serialize, ToSchema)]
struct SoundingView {
    id: SoundingId,
    /// Who asked.
    asked_by: String,
    /// Who was asked.
    asked: String,
    /// What was written beside it.
    words: String,
    asked_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    /// When it was taken back.
    revoked_at: Option<DateTime<Utc>>,
    /// When a yes or a no closed it.
    closed_at: Option<DateTime<Utc>>,
    /// In order.
    answers: Vec<Given>,
}

/// The questions of a record, the newest first.
#[derive(Serialize, ToSchema)]
struct SoundingsView {
    data: Vec<SoundingView>,
}

async fn told(mut cx: Cx, record: &Record, status: StatusCode) -> Result<Reply> {
    let view = |(one, answers): (Sounding, Vec<Given>)| SoundingView {
        id: one.id,
        asked_by: one.asker,
        asked: one.name,
        words: one.words,
        asked_at: one.asked_at,
        expires_at: one.expires_at,
        revoked_at: one.revoked_at,
        closed_at: one.closed_at,
        answers,
    };
    let all = store::all(&mut cx, record.secondment.id).await?;
    let data = all.into_iter().map(view).collect();
    cx.finish(Reply::json(status, &SoundingsView { data })).await
}

/// What the host was asked about a record before there is an agreement, and what they said.
#[utoipa::path(get, path = "/secondments/{number}/host-answers", tag = "soundings",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = SoundingsView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn list(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::followed(&mut cx, &number).await?;
    told(cx, &record, StatusCode::OK).await
}

/// Asks the contact at the host, who has no account, by a private link. An earlier link stops.
#[utoipa::path(post, path = "/secondments/{number}/host-answers", tag = "soundings", request_body = AskInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 201, body = SoundingsView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn ask(door: Door, Route(number): Route<String>, Body(input): Body<AskInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::ask(&mut cx, &number, &input).await?;
    let record = actions::followed(&mut cx, &number).await?;
    told(cx, &record, StatusCode::CREATED).await
}

/// Takes a question back: its link stops working.
#[utoipa::path(post, path = "/secondments/{number}/host-answers/{id}/withdrawal", tag = "soundings",
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The question")),
    responses((status = 200, body = SoundingsView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn withdraw(door: Door, Route((number, id)): Route<(String, String)>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::followed(&mut cx, &number).await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let record = actions::withdraw(&mut cx, &number, id).await?;
    told(cx, &record, StatusCode::OK).await
}

/// What the host is asked. Looking changes nothing.
#[utoipa::path(get, path = "/host-answers/links/{token}", tag = "soundings",
    params(("token" = String, Path, description = "The secret part of the link")),
    responses((status = 200, body = HostSees), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn by_link(guest: Guest, Route(token): Route<String>) -> Result<Reply> {
    let mut cx = guest.read_as(link::actor()).await?;
    let sounding = link::find(&guest, &mut cx, &token).await?.open(store::closed_already)?;
    let view = link::shown(&mut cx, &sounding).await?;
    cx.finish_json(&view).await
}

/// What was kept.
#[derive(Serialize, ToSchema)]
struct SaidView {
    answer: HostSays,
}

/// Answers for the host. A question leaves the link open; a yes or a no closes it.
#[utoipa::path(post, path = "/host-answers/links/{token}", tag = "soundings", request_body = AnswerInput,
    params(("token" = String, Path, description = "The secret part of the link")),
    responses((status = 201, body = SaidView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn answer_by_link(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<AnswerInput>,
) -> Result<Reply> {
    let mut cx = guest.write_as(link::actor()).await?;
    let sounding = link::find(&guest, &mut cx, &token).await?.open(store::closed_already)?;
    actions::answer(&mut cx, &sounding, &input).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &SaidView { answer: input.answer })).await
}
