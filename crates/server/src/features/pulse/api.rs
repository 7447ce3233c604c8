//! The JSON operations of the pulse.

use axum::http::StatusCode;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::averages::Average;
use super::model::{Call, CallInput, Pulse, PulseInput};
use super::{actions, store};
use crate::app::App;
use crate::door::Door;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own, send))
        .routes(routes!(team))
        .routes(routes!(calls))
        .routes(routes!(call_done))
}

/// The caller's own pulses, oldest first.
#[derive(Serialize, ToSchema)]
struct PulsesView {
    /// Whether this week's can be sent.
    open: bool,
    data: Vec<Pulse>,
}

/// Averages of groups of five people or more; weeks in which a person could be told are left out.
#[derive(Serialize, ToSchema)]
#[schema(as = PulseTeamView)]
struct TeamView {
    /// Those who are away from the caller's team.
    away_from: Vec<Average>,
    /// Those who work at the host for the caller.
    working_for: Vec<Average>,
}

/// Calls to make.
#[derive(Serialize, ToSchema)]
struct CallsView {
    data: Vec<Call>,
}

/// The most calls of one answer.
const MOST: i64 = 100;

/// The caller's own pulses. Nobody else's are reachable.
#[utoipa::path(get, path = "/pulse", tag = "pulse",
    responses((status = 200, body = PulsesView), (status = 401, body = Problem)))]
async fn own(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let open = actions::away(&mut cx).await?.is_some() && actions::this_week(&mut cx).await?.is_none();
    let data = store::own(&mut cx).await?;
    cx.finish_json(&PulsesView { open, data }).await
}

/// Sends the pulse of this week, once.
#[utoipa::path(post, path = "/pulse", tag = "pulse", request_body = PulseInput,
    responses((status = 201, body = PulsesView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn send(door: Door, Body(input): Body<PulseInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::send(&mut cx, &input).await?;
    let view = PulsesView { open: false, data: store::own(&mut cx).await? };
    cx.finish(Reply::json(StatusCode::CREATED, &view)).await
}

/// How the people of the caller feel, as averages of five or more.
#[utoipa::path(get, path = "/pulse/team", tag = "pulse",
    responses((status = 200, body = TeamView), (status = 401, body = Problem)))]
async fn team(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let [away_from, working_for] = actions::team_averages(&mut cx).await?;
    cx.finish_json(&TeamView { away_from, working_for }).await
}

/// The calls that the caller should make, the most urgent first.
#[utoipa::path(get, path = "/pulse/calls", tag = "pulse",
    responses((status = 200, body = CallsView), (status = 401, body = Problem)))]
async fn calls(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let data = store::open_calls(&mut cx, MOST).await?;
    cx.finish_json(&CallsView { data }).await
}

/// Notes a call that was made.
#[utoipa::path(post, path = "/pulse/calls/{id}", tag = "pulse", request_body = CallInput,
    params(("id" = String, Path, description = "The id of the call")),
    responses((status = 200, body = Call), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn call_done(door: Door, Route(id): Route<String>, Body(input): Body<CallInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let call = actions::finish_call(&mut cx, id, &input).await?;
    cx.finish_json(&call).await
}
