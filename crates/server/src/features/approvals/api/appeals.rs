//! The appeal of a refusal.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;

use super::super::actions;
use super::super::model::{AppealInput, By, Outcome, OutcomeInput};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments;

/// A refusal and its appeal.
#[derive(Serialize, ToSchema)]
pub struct AppealView {
    /// The number of the record.
    number: String,
    /// Who declined; absent when nothing is declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused_by: Option<PersonId>,
    /// As what an approver declined; absent when it was the home manager.
    #[serde(skip_serializing_if = "Option::is_none")]
    declined_as: Option<By>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<String>,
    /// What was offered instead; an approver offers nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative: Option<String>,
    /// The last day for an appeal.
    #[serde(skip_serializing_if = "Option::is_none")]
    appeal_until: Option<NaiveDate>,
    /// The appeal.
    #[serde(skip_serializing_if = "Option::is_none")]
    appeal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    appealed_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered_by: Option<PersonId>,
    /// Whether the caller may appeal.
    may_appeal: bool,
    /// Whether the caller answers it.
    may_answer: bool,
}

async fn view(cx: &mut Cx, number: &str) -> Result<AppealView> {
    let record = secondments::store::load(cx, number).await?;
    let standing = actions::appeal_standing(cx, &record).await?;
    let answer = standing.appeal.as_ref().and_then(|appeal| appeal.answer.clone());
    Ok(AppealView {
        number: record.secondment.number,
        refused_by: standing.refusal.as_ref().map(|one| one.by),
        refusal: standing.refusal.as_ref().map(|one| one.reason.clone()),
        declined_as: standing.refusal.as_ref().and_then(|one| one.step.as_ref()).map(|step| step.by),
        alternative: standing.refusal.map(|one| one.alternative).filter(|offer| !offer.is_empty()),
        appeal_until: standing.until,
        appealed_at: standing.appeal.as_ref().map(|appeal| appeal.made_at),
        appeal: standing.appeal.map(|appeal| appeal.reason),
        outcome: answer.as_ref().map(|one| one.0),
        answered_by: answer.as_ref().map(|one| one.2),
        answer: answer.map(|one| one.1),
        may_appeal: standing.may_appeal,
        may_answer: standing.may_answer,
    })
}

/// A refusal, what was offered instead, and its appeal.
#[utoipa::path(get, path = "/secondments/{number}/appeal", tag = "approvals",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = AppealView), (status = 404, body = Problem)))]
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let view = view(&mut cx, &number).await?;
    cx.finish_json(&view).await
}

/// The secondee, or whoever wrote the proposal, asks for a refusal of the home manager or of an approver to be looked at
/// again: once, within ten working days.
#[utoipa::path(post, path = "/secondments/{number}/appeal", tag = "approvals", request_body = AppealInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = AppealView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn appeal(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<AppealInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::appeal(&mut cx, &number, &input).await?;
    let view = view(&mut cx, &number).await?;
    cx.finish_json(&view).await
}

/// Mobility or HR answers an appeal; never whoever refused.
#[utoipa::path(post, path = "/secondments/{number}/appeal/answer", tag = "approvals", request_body = OutcomeInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = AppealView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn answer(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<OutcomeInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::answer_appeal(&mut cx, &number, &input).await?;
    let view = view(&mut cx, &number).await?;
    cx.finish_json(&view).await
}
