//! Delegations and the rules of an organisation.

use chrono::NaiveDate;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;

use super::super::model::{Delegation, DelegationId, DelegationInput, Rules, RulesInput};
use super::super::{actions, store};
use crate::actor::PersonId;
use crate::door::Door;

/// Who decides in whose place.
#[derive(Serialize, ToSchema)]
pub struct DelegationView {
    id: DelegationId,
    person: PersonId,
    person_name: String,
    delegate: PersonId,
    delegate_name: String,
    from: NaiveDate,
    to: NaiveDate,
    reason: String,
    /// Whether it was ended before its last day.
    ended_early: bool,
}

impl From<Delegation> for DelegationView {
    fn from(one: Delegation) -> Self {
        Self {
            id: one.id,
            person: one.person,
            person_name: one.person_name,
            delegate: one.delegate,
            delegate_name: one.delegate_name,
            from: one.from,
            to: one.to,
            reason: one.reason,
            ended_early: one.ended_at.is_some(),
        }
    }
}

/// The caller's delegations.
#[derive(Serialize, ToSchema)]
pub struct DelegationsView {
    data: Vec<DelegationView>,
}

/// The delegations that the caller made, and those made to them, the newest first.
#[utoipa::path(get, path = "/delegations", tag = "approvals", responses((status = 200, body = DelegationsView)))]
pub async fn delegations(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let all = store::delegations::of_actor(&mut cx).await?;
    cx.finish_json(&DelegationsView { data: all.into_iter().map(DelegationView::from).collect() }).await
}

/// Has a colleague decide in the caller's place, from one day to another.
#[utoipa::path(post, path = "/delegations", tag = "approvals", request_body = DelegationInput,
    responses((status = 200, body = DelegationView), (status = 422, body = Problem)))]
pub async fn delegate(door: Door, Body(input): Body<DelegationInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let made = actions::delegate(&mut cx, &input).await?;
    cx.finish_json(&DelegationView::from(made)).await
}

/// Ends a delegation before its last day.
#[utoipa::path(post, path = "/delegations/{delegation}/end", tag = "approvals",
    params(("delegation" = String, Path, description = "The id of the delegation")),
    responses((status = 200, body = DelegationView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn end(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let ended = actions::end_delegation(&mut cx, id).await?;
    cx.finish_json(&DelegationView::from(ended)).await
}

/// The rules of approval of an organisation.
#[derive(Serialize, ToSchema)]
pub struct RulesView {
    #[serde(flatten)]
    rules: Rules,
    /// The currency of `cost_over`.
    currency: String,
    /// To send back with a change; 0 while the rules of the product hold.
    version: i64,
}

impl From<(Rules, i64, String)> for RulesView {
    fn from((rules, version, currency): (Rules, i64, String)) -> Self {
        Self { rules, currency, version }
    }
}

/// Who has to approve releases of the caller's organisation, for those who keep the rules.
#[utoipa::path(get, path = "/approval-rules", tag = "approvals",
    responses((status = 200, body = RulesView), (status = 404, body = Problem)))]
pub async fn rules(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let read = actions::read_rules(&mut cx).await?;
    cx.finish_json(&RulesView::from(read)).await
}

/// Changes who has to approve releases from now on.
#[utoipa::path(put, path = "/approval-rules", tag = "approvals", request_body = RulesInput,
    responses((status = 200, body = RulesView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn change(door: Door, Body(input): Body<RulesInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let changed = actions::change_rules(&mut cx, &input).await?;
    cx.finish_json(&RulesView::from(changed)).await
}
