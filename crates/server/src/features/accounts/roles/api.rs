//! Roles, by programs.

use axum::http::StatusCode;
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{Grant, RoleRow};
use crate::app::App;
use crate::door::Door;

/// The operations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(roles, grant)).routes(routes!(end))
}

/// A role to give.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    /// The work email of a person of the organisation.
    pub email: String,
    /// `programme_admin`, `hr`, `finance`, `legal`, `auditor` or `sys_admin`.
    pub role: String,
    /// The first day, ISO 8601; today when missing.
    #[serde(default)]
    pub from_date: String,
    /// The last day, ISO 8601; no end when missing.
    #[serde(default)]
    pub to_date: String,
}

/// Who holds which role for the organisation. For its administrators.
#[utoipa::path(get, path = "/roles", tag = "accounts", responses((status = 200, body = Vec<RoleRow>)))]
async fn roles(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let rows = super::list(&mut cx).await?;
    Ok(Reply::json(StatusCode::OK, &rows))
}

/// Gives a role.
#[utoipa::path(post, path = "/roles", tag = "accounts", request_body = NewRole,
    responses((status = 201, body = RoleRow), (status = 409, description = "Refused by the rules")))]
async fn grant(door: Door, Body(new): Body<NewRole>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let grant = Grant { email: new.email, role: new.role, from: new.from_date, to: new.to_date };
    let row = super::grant(&mut cx, &grant).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &row)).await
}

/// Ends a role now.
#[utoipa::path(delete, path = "/roles/{id}", tag = "accounts", params(("id" = String, Path)),
    responses((status = 200, body = Vec<RoleRow>), (status = 409, description = "Refused by the rules")))]
async fn end(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    super::end(&mut cx, id).await?;
    let rows = super::list(&mut cx).await?;
    cx.finish_json(&rows).await
}
