//! The JSON operations of feedback.

use axum::http::StatusCode;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::link;
use super::model::{AnswerInput, AskInput, Feedback, FeedbackId, GiveInput, OpenRequest, QuestionView};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::{Door, Guest};
use crate::features::secondments::Record;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(feedback, give))
        .routes(routes!(ask))
        .routes(routes!(answer))
        .routes(routes!(by_link, answer_by_link))
}

/// Feedback that the caller may read, and the caller's open requests.
#[derive(Serialize, ToSchema)]
struct FeedbackView {
    data: Vec<Feedback>,
    asked: Vec<OpenRequest>,
}

/// What was kept.
#[derive(Serialize, ToSchema)]
struct GivenView {
    #[schema(value_type = String)]
    id: FeedbackId,
}

/// The most of one answer.
const MOST: i64 = 200;

async fn told(mut cx: Cx, record: Record, status: StatusCode) -> Result<Reply> {
    let view = FeedbackView {
        data: store::feedback(&mut cx, &record, MOST).await?,
        asked: store::open_requests(&mut cx, &record).await?,
    };
    cx.finish(Reply::json(status, &view)).await
}

/// The feedback of a record, as far as the caller may read it.
#[utoipa::path(get, path = "/secondments/{number}/feedback", tag = "feedback",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = FeedbackView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn feedback(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, &number).await?;
    told(cx, record, StatusCode::OK).await
}

/// Gives feedback that nobody asked for, as one of the two managers.
#[utoipa::path(post, path = "/secondments/{number}/feedback", tag = "feedback", request_body = GiveInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 201, body = GivenView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn give(door: Door, Route(number): Route<String>, Body(input): Body<GiveInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = actions::give(&mut cx, &number, &input).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &GivenView { id })).await
}

/// Asks somebody for feedback: a letter with a private link goes to them.
#[utoipa::path(post, path = "/secondments/{number}/feedback/requests", tag = "feedback", request_body = AskInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 201, body = FeedbackView), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
async fn ask(door: Door, Route(number): Route<String>, Body(input): Body<AskInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::ask(&mut cx, &number, &input).await?;
    let record = actions::seen(&mut cx, &number).await?;
    told(cx, record, StatusCode::CREATED).await
}

/// Answers a request to the caller, once.
#[utoipa::path(post, path = "/feedback/requests/{id}/answer", tag = "feedback", request_body = AnswerInput,
    params(("id" = String, Path, description = "The request")),
    responses((status = 201, body = GivenView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn answer(door: Door, Route(id): Route<String>, Body(input): Body<AnswerInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let request = store::load_mine(&mut cx, id.parse().map_err(|_| Error::NotFound)?).await?;
    let id = actions::answer(&mut cx, &request, &input).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &GivenView { id })).await
}

/// What is asked by a private link. Looking changes nothing.
#[utoipa::path(get, path = "/feedback/links/{token}", tag = "feedback",
    params(("token" = String, Path, description = "The secret part of the link")),
    responses((status = 200, body = QuestionView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn by_link(guest: Guest, Route(token): Route<String>) -> Result<Reply> {
    let mut cx = guest.read_as(link::actor()).await?;
    let request = link::find(&guest, &mut cx, &token).await?.open(store::answered_already)?;
    cx.finish_json(&QuestionView::from(&*request)).await
}

/// Answers by a private link, once.
#[utoipa::path(post, path = "/feedback/links/{token}", tag = "feedback", request_body = AnswerInput,
    params(("token" = String, Path, description = "The secret part of the link")),
    responses((status = 201, body = GivenView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn answer_by_link(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<AnswerInput>,
) -> Result<Reply> {
    let mut cx = guest.write_as(link::actor()).await?;
    let request = link::find(&guest, &mut cx, &token).await?.open(store::answered_already)?;
    let id = actions::answer(&mut cx, &request, &input).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &GivenView { id })).await
}
