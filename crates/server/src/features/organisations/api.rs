//! Organisations as JSON.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::access::{Sight, relating};
use super::input::{OrganisationInput, RelationInput, UnitInput};
use super::model::{Organisation, Relation, UnitNode};
use super::{keeping, store};
use crate::actor::{OrganisationId, UnitId};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;

/// The operations on organisations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(show, change))
        .routes(routes!(add_unit))
        .routes(routes!(change_unit))
        .routes(routes!(relate))
        .routes(routes!(end_relation))
}

/// The organisations that the caller sees.
#[derive(Debug, Serialize, ToSchema)]
struct OrganisationsView {
    /// Their own first, then others on this installation, then outside ones.
    data: Vec<Organisation>,
}

/// An organisation with its units and what it is to the caller's.
#[derive(Debug, Serialize, ToSchema)]
struct OrganisationView {
    /// The organisation.
    #[serde(flatten)]
    organisation: Organisation,
    /// Its units by name.
    units: Vec<UnitNode>,
    /// Relations of the caller's organisations.
    relations: Vec<Relation>,
    /// `change`, `change_units`, `relate`.
    allowed_actions: Vec<&'static str>,
}

async fn view(cx: &mut Cx, id: OrganisationId) -> Result<OrganisationView> {
    let (organisation, Sight { edits, edits_units, relates }) = keeping::load(cx, id).await?;
    let own = relating(&cx.actor);
    let actions = [("change", edits), ("change_units", edits_units), ("relate", relates)];
    Ok(OrganisationView {
        organisation,
        units: keeping::store::nodes(cx, id).await?,
        relations: keeping::store::relations(cx, id, &own).await?,
        allowed_actions: actions.into_iter().filter(|(_, may)| *may).map(|(word, _)| word).collect(),
    })
}

/// A change to an organisation. Every field is written as given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrganisationChange {
    /// The version that the change is based on.
    version: i64,
    /// What it is to be.
    organisation: OrganisationInput,
}

/// A change to a unit. Every field is written as given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UnitChange {
    /// The version that the change is based on.
    version: i64,
    /// What it is to be.
    unit: UnitInput,
}

/// The organisations on this installation that the caller belongs to, and the outside ones.
#[utoipa::path(get, path = "/organisations", tag = "organisations",
    responses((status = 200, body = OrganisationsView), (status = 404, body = Problem)))]
async fn list(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    if cx.actor.roles.is_empty() {
        return Err(Error::NotFound);
    }
    let mut data = store::choices(&mut cx).await?;
    data.retain(|one| Sight::of(&cx.actor, one).is_some());
    Ok(Reply::json(StatusCode::OK, &OrganisationsView { data }))
}

/// Adds an organisation.
#[utoipa::path(post, path = "/organisations", tag = "organisations", request_body = OrganisationInput,
    responses((status = 201, body = OrganisationView), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn add(door: Door, Body(input): Body<OrganisationInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let new = keeping::add(&mut cx, &input).await?;
    let view = OrganisationView {
        organisation: new,
        units: Vec::new(),
        relations: Vec::new(),
        allowed_actions: vec!["change", "change_units"],
    };
    cx.finish(Reply::json(StatusCode::CREATED, &view)).await
}

/// An organisation with its units and relations.
#[utoipa::path(get, path = "/organisations/{id}", tag = "organisations", params(("id" = OrganisationId, Path)),
    responses((status = 200, body = OrganisationView), (status = 404, body = Problem)))]
async fn show(door: Door, Route(id): Route<OrganisationId>) -> Result<Reply> {
    let mut cx = door.read().await?;
    Ok(Reply::json(StatusCode::OK, &view(&mut cx, id).await?))
}

/// Changes an organisation.
#[utoipa::path(put, path = "/organisations/{id}", tag = "organisations", params(("id" = OrganisationId, Path)),
    request_body = OrganisationChange,
    responses((status = 200, body = OrganisationView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn change(
    door: Door,
    Route(id): Route<OrganisationId>,
    Body(change): Body<OrganisationChange>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    keeping::change(&mut cx, id, change.version, &change.organisation).await?;
    let view = view(&mut cx, id).await?;
    cx.finish_json(&view).await
}

/// Adds a unit.
#[utoipa::path(post, path = "/organisations/{id}/units", tag = "organisations", params(("id" = OrganisationId, Path)),
    request_body = UnitInput,
    responses((status = 201, body = OrganisationView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
async fn add_unit(
    door: Door,
    Route(id): Route<OrganisationId>,
    Body(input): Body<UnitInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    keeping::add_unit(&mut cx, id, &input).await?;
    let view = view(&mut cx, id).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &view)).await
}

/// Renames a unit, or moves it below another one.
#[utoipa::path(put, path = "/organisations/{id}/units/{unit}", tag = "organisations",
    params(("id" = OrganisationId, Path), ("unit" = UnitId, Path)), request_body = UnitChange,
    responses((status = 200, body = OrganisationView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn change_unit(
    door: Door,
    Route((id, unit)): Route<(OrganisationId, UnitId)>,
    Body(change): Body<UnitChange>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    keeping::change_unit(&mut cx, id, unit, change.version, &change.unit).await?;
    let view = view(&mut cx, id).await?;
    cx.finish_json(&view).await
}

/// Says what an organisation is to one of the caller's.
#[utoipa::path(post, path = "/organisations/{id}/relations", tag = "organisations",
    params(("id" = OrganisationId, Path)), request_body = RelationInput,
    responses((status = 201, body = OrganisationView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
async fn relate(
    door: Door,
    Route(id): Route<OrganisationId>,
    Body(input): Body<RelationInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    keeping::relate(&mut cx, id, &input).await?;
    let view = view(&mut cx, id).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &view)).await
}

/// Ends a relation today.
#[utoipa::path(post, path = "/organisations/{id}/relations/{relation}/end", tag = "organisations",
    params(("id" = OrganisationId, Path), ("relation" = Uuid, Path)),
    responses((status = 200, body = OrganisationView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn end_relation(door: Door, Route((id, relation)): Route<(OrganisationId, Uuid)>) -> Result<Reply> {
    let mut cx = door.write().await?;
    keeping::end_relation(&mut cx, id, relation).await?;
    let view = view(&mut cx, id).await?;
    cx.finish_json(&view).await
}
