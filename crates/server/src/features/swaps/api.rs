//! The JSON operations of swaps.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{Answer, AnswerInput, Decision, DecisionInput, Status, Swap, SwapId, SwapInput};
use super::{access, actions, pair, store};
use crate::actor::PersonId;
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::{self, Workflow};

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, propose))
        .routes(routes!(one))
        .routes(routes!(answer))
        .routes(routes!(withdraw))
        .routes(routes!(decide))
}

/// Which page of the list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SwapsQuery {
    /// Only what was proposed before this one: the next page.
    #[serde(default)]
    pub before: Option<String>,
}

impl SwapsQuery {
    /// The key of the page.
    ///
    /// # Errors
    /// Invalid when it is none.
    pub fn key(&self) -> Result<Option<SwapId>> {
        let given = self.before.as_deref().filter(|text| !text.is_empty());
        let wrong = |_| Error::field("before", "This is no place in the list.");
        given.map(|text| text.parse().map_err(wrong)).transpose()
    }
}

/// One of the two legs.
#[derive(Serialize, ToSchema)]
struct LegView {
    person: PersonId,
    name: String,
    manager_name: String,
    organisation_name: String,
    unit_name: Option<String>,
    /// The number of the record, for those who see it.
    secondment: Option<String>,
    /// How far it has come.
    workflow: Option<Workflow>,
}

/// What one of the four said.
#[derive(Serialize, ToSchema)]
struct AnswerView {
    name: String,
    /// Absent as long as they have not answered.
    answer: Option<Answer>,
    reason: String,
    at: Option<DateTime<Utc>>,
}

/// What was decided after a leg fell over.
#[derive(Serialize, ToSchema)]
struct DecisionView {
    decision: Decision,
    reason: String,
    by: String,
    at: DateTime<Utc>,
}

/// A swap with both legs.
#[derive(Serialize, ToSchema)]
struct SwapView {
    number: String,
    /// Send it back with a decision.
    version: i64,
    title: String,
    purpose: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    /// Share of working time, in ten-thousandths.
    fte_bp: i64,
    status: Status,
    legs: Vec<LegView>,
    answers: Vec<AnswerView>,
    decision: Option<DecisionView>,
    /// Whether the caller is asked for a yes or no.
    may_answer: bool,
    /// Whether the caller decides about the leg that stands.
    may_decide: bool,
}

/// A page of the list.
#[derive(Serialize, ToSchema)]
struct SwapsView {
    data: Vec<SwapView>,
    /// Give it as `before` for the next page; absent on the last one.
    next: Option<String>,
}

async fn view(cx: &mut Cx, swap: &Swap) -> Result<SwapView> {
    let mut legs = Vec::new();
    for leg in &swap.legs {
        let (mut secondment, mut workflow) = (None, None);
        if let Some(id) = leg.secondment {
            workflow = Some(secondments::store::of_product(cx, id).await?.secondment.workflow);
            secondment = actions::may_open(cx, id).await?.map(|record| record.secondment.number);
        }
        legs.push(LegView {
            person: leg.person,
            name: leg.name.clone(),
            manager_name: leg.manager_name.clone(),
            organisation_name: leg.organisation_name.clone(),
            unit_name: leg.unit_name.clone(),
            secondment,
            workflow,
        });
    }
    let mut answers = Vec::new();
    for person in swap.asked() {
        let said = swap.said(person);
        answers.push(AnswerView {
            name: people::store::brief(cx, person).await?.name,
            answer: said.map(|given| given.answer),
            reason: said.map(|given| given.reason.clone()).unwrap_or_default(),
            at: said.map(|given| given.at),
        });
    }
    let decision = store::decided(cx, swap).await?.map(|one| DecisionView {
        decision: one.decision,
        reason: one.reason,
        by: one.by,
        at: one.at,
    });
    let standing = pair::standing_leg(cx, swap).await?;
    Ok(SwapView {
        number: swap.number.clone(),
        version: swap.version,
        title: swap.title.clone(),
        purpose: swap.purpose.clone(),
        starts_on: swap.starts_on,
        ends_on: swap.ends_on,
        fte_bp: swap.fte_bp,
        status: swap.status,
        legs,
        answers,
        decision,
        may_answer: access::may_answer(&cx.actor, swap),
        may_decide: standing.is_some_and(|(leg, _)| access::may_decide(&cx.actor, swap, &leg)),
    })
}

async fn shown(mut cx: Cx, swap: Swap) -> Result<Reply> {
    let view = view(&mut cx, &swap).await?;
    cx.finish_json(&view).await
}

/// The swaps that the caller reads, the newest first.
#[utoipa::path(get, path = "/swaps", tag = "swaps", params(SwapsQuery),
    responses((status = 200, body = SwapsView), (status = 422, body = Problem)))]
async fn list(door: Door, Search(query): Search<SwapsQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (swaps, has_more) = store::page(&mut cx, query.key()?, 50).await?;
    let next = swaps.last().filter(|_| has_more).map(|swap| swap.id.to_string());
    let mut data = Vec::new();
    for swap in &swaps {
        data.push(view(&mut cx, swap).await?);
    }
    cx.finish_json(&SwapsView { data, next }).await
}

/// Proposes that two people change places.
#[utoipa::path(post, path = "/swaps", tag = "swaps", request_body = SwapInput,
    responses((status = 200, body = SwapView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn propose(door: Door, Body(input): Body<SwapInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let swap = actions::propose(&mut cx, input).await?;
    shown(cx, swap).await
}

/// One swap.
#[utoipa::path(get, path = "/swaps/{swap}", tag = "swaps", params(("swap" = String, Path, description = "SW-0001")),
    responses((status = 200, body = SwapView), (status = 404, body = Problem)))]
async fn one(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let swap = store::load(&mut cx, &number).await?;
    shown(cx, swap).await
}

/// Says yes or no, in the caller's own name.
#[utoipa::path(post, path = "/swaps/{swap}/answer", tag = "swaps", request_body = AnswerInput,
    params(("swap" = String, Path, description = "SW-0001")),
    responses((status = 200, body = SwapView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn answer(door: Door, Route(number): Route<String>, Body(input): Body<AnswerInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let swap = actions::answer(&mut cx, &number, &input).await?;
    shown(cx, swap).await
}

/// Takes it back before everybody has said yes.
#[utoipa::path(post, path = "/swaps/{swap}/withdrawal", tag = "swaps",
    params(("swap" = String, Path, description = "SW-0001")),
    responses((status = 200, body = SwapView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn withdraw(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let swap = actions::withdraw(&mut cx, &number).await?;
    shown(cx, swap).await
}

/// Decides what becomes of the leg that stands after the other fell over.
#[utoipa::path(post, path = "/swaps/{swap}/decision", tag = "swaps", request_body = DecisionInput,
    params(("swap" = String, Path, description = "SW-0001")),
    responses((status = 200, body = SwapView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn decide(door: Door, Route(number): Route<String>, Body(input): Body<DecisionInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let swap = actions::decide(&mut cx, &number, &input).await?;
    shown(cx, swap).await
}
