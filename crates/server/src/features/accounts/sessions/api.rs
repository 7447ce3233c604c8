//! Who am I, and where am I signed in, for programs.

use axum::http::StatusCode;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Session;
use crate::actor::{OrganisationId, PersonId, SessionId};
use crate::app::App;
use crate::door::Door;

/// The operations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(me)).routes(routes!(sessions)).routes(routes!(end_session))
}

/// The person behind the key.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The person.
    pub person: PersonId,
    /// Their full name.
    pub name: String,
    /// What they do.
    pub job_title: String,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Roles held for organisations today.
    pub roles: Vec<HeldRole>,
}

/// A role held for an organisation.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldRole {
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Which role, such as `programme_admin`.
    pub role: &'static str,
}

/// Who the key belongs to.
#[utoipa::path(get, path = "/me", tag = "accounts", responses((status = 200, body = Me)))]
async fn me(door: Door) -> Result<Reply> {
    let actor = &door.actor;
    let roles = actor
        .roles
        .iter()
        .map(|(organisation, role)| HeldRole { organisation: *organisation, role: role.as_str() })
        .collect();
    let me = Me {
        person: actor.person,
        name: actor.name.clone(),
        job_title: actor.job_title.clone(),
        organisation: actor.organisation,
        organisation_name: actor.organisation_name.clone(),
        roles,
    };
    Ok(Reply::json(StatusCode::OK, &me))
}

/// The browsers in which the person is signed in.
#[utoipa::path(get, path = "/sessions", tag = "accounts", responses((status = 200, body = Vec<Session>)))]
async fn sessions(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let sessions = super::list(&mut cx).await?;
    Ok(Reply::json(StatusCode::OK, &sessions))
}

/// Ends one of the person's sessions.
#[utoipa::path(delete, path = "/sessions/{id}", tag = "accounts", params(("id" = String, Path)),
    responses((status = 200, body = Vec<Session>), (status = 404, description = "Not one of theirs")))]
async fn end_session(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: SessionId = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    super::end(&mut cx, id).await?;
    let left = super::list(&mut cx).await?;
    cx.finish_json(&left).await
}
