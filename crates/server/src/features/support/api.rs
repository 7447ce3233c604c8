//! The JSON operations of requests for help.

use axum::http::StatusCode;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{CloseInput, HelpInput, HelpWords, Request, SayInput, SupportRequestId};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(requests, ask_for_help))
        .routes(routes!(help, say))
        .routes(routes!(close_help))
}

/// The requests of a record that the caller reads.
#[derive(Serialize, ToSchema)]
struct RequestsView {
    data: Vec<Request>,
}

/// A request with what was said on it.
#[derive(Serialize, ToSchema)]
struct HelpView {
    #[serde(flatten)]
    request: Request,
    /// What was said, in its order.
    said: Vec<HelpWords>,
}

fn parse(text: &str) -> Result<SupportRequestId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn told(mut cx: Cx, number: &str, id: SupportRequestId, status: StatusCode) -> Result<Reply> {
    let record = actions::seen(&mut cx, number).await?;
    let request = store::load(&mut cx, &record, id).await?;
    let said = store::said(&mut cx, &request).await?;
    cx.finish(Reply::json(status, &HelpView { request, said })).await
}

/// The help that was asked for on a record, as far as the caller reads it, the newest first.
#[utoipa::path(get, path = "/secondments/{number}/support", tag = "support",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = RequestsView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn requests(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, &number).await?;
    let data = store::all(&mut cx, &record).await?;
    cx.finish_json(&RequestsView { data }).await
}

/// The secondee asks for help: of home, of the host, of both, or of the mobility team alone.
#[utoipa::path(post, path = "/secondments/{number}/support", tag = "support", request_body = HelpInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 201, body = HelpView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn ask_for_help(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<HelpInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = actions::ask(&mut cx, &number, &input).await?;
    told(cx, &number, id, StatusCode::CREATED).await
}

/// A request that the caller reads.
#[utoipa::path(get, path = "/secondments/{number}/support/{id}", tag = "support",
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The request")),
    responses((status = 200, body = HelpView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn help(door: Door, Route((number, id)): Route<(String, String)>) -> Result<Reply> {
    let mut cx = door.read().await?;
    actions::seen(&mut cx, &number).await?;
    told(cx, &number, parse(&id)?, StatusCode::OK).await
}

/// Writes on a request: an answer, or more about it as the secondee.
#[utoipa::path(post, path = "/secondments/{number}/support/{id}", tag = "support", request_body = SayInput,
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The request")),
    responses((status = 200, body = HelpView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn say(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Body(input): Body<SayInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::seen(&mut cx, &number).await?;
    let id = parse(&id)?;
    actions::say(&mut cx, &number, id, &input).await?;
    told(cx, &number, id, StatusCode::OK).await
}

/// Closes a request: the secondee at any time, others once it is answered.
#[utoipa::path(post, path = "/secondments/{number}/support/{id}/closing", tag = "support", request_body = CloseInput,
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The request")),
    responses((status = 200, body = HelpView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn close_help(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Body(input): Body<CloseInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::seen(&mut cx, &number).await?;
    let id = parse(&id)?;
    actions::close(&mut cx, &number, id, &input).await?;
    told(cx, &number, id, StatusCode::OK).await
}
