//! The JSON operations of one's own notes of people met.

use axum::http::StatusCode;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{Acquaintance, AcquaintanceInput};
use super::{actions, store};
use crate::app::App;
use crate::door::Door;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(own, add)).routes(routes!(change, remove))
}

/// The caller's own notes.
#[derive(Serialize, ToSchema)]
struct AcquaintancesView {
    data: Vec<Acquaintance>,
}

/// The most notes of one answer.
const MOST: i64 = 500;

/// The people that the caller met, as they noted them. Nobody else's are reachable.
#[utoipa::path(get, path = "/my/people", tag = "acquaintances",
    responses((status = 200, body = AcquaintancesView), (status = 401, body = Problem)))]
async fn own(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let data = store::own(&mut cx, MOST).await?;
    cx.finish_json(&AcquaintancesView { data }).await
}

/// Notes a person.
#[utoipa::path(post, path = "/my/people", tag = "acquaintances", request_body = AcquaintanceInput,
    responses((status = 201, body = Acquaintance), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add(door: Door, Body(input): Body<AcquaintanceInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let noted = actions::note(&mut cx, &input).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &noted)).await
}

/// Changes a note.
#[utoipa::path(put, path = "/my/people/{id}", tag = "acquaintances", request_body = AcquaintanceInput,
    params(("id" = String, Path, description = "The note")),
    responses((status = 200, body = Acquaintance), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn change(door: Door, Route(id): Route<String>, Body(input): Body<AcquaintanceInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let noted = actions::change(&mut cx, id.parse().map_err(|_| Error::NotFound)?, &input).await?;
    cx.finish_json(&noted).await
}

/// Removes a note.
#[utoipa::path(delete, path = "/my/people/{id}", tag = "acquaintances",
    params(("id" = String, Path, description = "The note")),
    responses((status = 200, body = AcquaintancesView), (status = 404, body = Problem)))]
async fn remove(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::remove(&mut cx, id.parse().map_err(|_| Error::NotFound)?).await?;
    let data = store::own(&mut cx, MOST).await?;
    cx.finish_json(&AcquaintancesView { data }).await
}
