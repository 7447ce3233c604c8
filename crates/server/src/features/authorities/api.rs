//! Who may sign, by programs.

use axum::http::StatusCode;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::actions;
use super::model::{Authority, AuthorityId, AuthorityInput};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;

/// The operations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, grant)).routes(routes!(end))
}

/// The lines of the caller’s organisation.
#[derive(Debug, Serialize, ToSchema)]
struct AuthoritiesView {
    /// Whether signers are checked. They are not as long as the organisation has no line at all.
    is_checked: bool,
    /// The lines, those in force first.
    authorities: Vec<Authority>,
}

async fn view(cx: &mut Cx) -> Result<AuthoritiesView> {
    let authorities = actions::list(cx).await?;
    Ok(AuthoritiesView { is_checked: !authorities.is_empty(), authorities })
}

/// Who may sign agreements for the organisation. For mobility, legal and administrators.
#[utoipa::path(get, path = "/signature-authorities", tag = "agreements",
    responses((status = 200, body = AuthoritiesView), (status = 404, body = Problem)))]
async fn list(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let view = view(&mut cx).await?;
    Ok(Reply::json(StatusCode::OK, &view))
}

/// Adds a line: a person or whoever holds a role, for a unit, up to an amount, for kinds, from and to a day.
#[utoipa::path(post, path = "/signature-authorities", tag = "agreements", request_body = AuthorityInput,
    responses((status = 201, body = Authority), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn grant(door: Door, Body(input): Body<AuthorityInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let line = actions::grant(&mut cx, &input).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &line)).await
}

/// Ends a line now.
#[utoipa::path(delete, path = "/signature-authorities/{id}", tag = "agreements", params(("id" = String, Path)),
    responses((status = 200, body = AuthoritiesView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn end(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: AuthorityId = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    actions::end(&mut cx, id).await?;
    let view = view(&mut cx).await?;
    cx.finish_json(&view).await
}
