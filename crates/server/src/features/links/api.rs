//! The JSON operations of the addresses of a record.

use axum::http::StatusCode;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{LinkInput, RecordLink};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(links, add_link)).routes(routes!(remove_link))
}

/// The addresses of a record that the caller sees.
#[derive(Serialize, ToSchema)]
struct LinksView {
    data: Vec<RecordLink>,
}

async fn told(mut cx: Cx, number: &str, status: StatusCode) -> Result<Reply> {
    let record = actions::seen(&mut cx, number).await?;
    let view = LinksView { data: store::all(&mut cx, &record).await? };
    cx.finish(Reply::json(status, &view)).await
}

/// The addresses of a record that the caller sees, the oldest first.
#[utoipa::path(get, path = "/secondments/{number}/links", tag = "links",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = LinksView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn links(door: Door, Route(number): Route<String>) -> Result<Reply> {
    told(door.read().await?, &number, StatusCode::OK).await
}

/// Adds an address.
#[utoipa::path(post, path = "/secondments/{number}/links", tag = "links", request_body = LinkInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 201, body = LinksView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add_link(door: Door, Route(number): Route<String>, Body(input): Body<LinkInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::add(&mut cx, &number, &input).await?;
    told(cx, &number, StatusCode::CREATED).await
}

/// Removes an address: one's own, or as the mobility team.
#[utoipa::path(delete, path = "/secondments/{number}/links/{id}", tag = "links",
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The link")),
    responses((status = 200, body = LinksView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn remove_link(door: Door, Route((number, id)): Route<(String, String)>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::seen(&mut cx, &number).await?;
    actions::remove(&mut cx, &number, id.parse().map_err(|_| Error::NotFound)?).await?;
    told(cx, &number, StatusCode::OK).await
}
