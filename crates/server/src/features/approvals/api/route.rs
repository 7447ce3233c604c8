//! The approvals of one record.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route as Path};
use utoipa::ToSchema;

use super::super::model::{
    Answer, By, Decision, Facts, Question, QuestionInput, ReplyInput, RouteState, Rules, Step, StepState,
};
use super::super::{actions, holders, store};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{self, Record, RecordView, Slice, Workflow};

/// What was decided on a step.
#[derive(Serialize, ToSchema)]
pub struct StepDecision {
    decision: Decision,
    reason: String,
    decided_by: PersonId,
    /// In whose place.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_for: Option<PersonId>,
    decided_at: DateTime<Utc>,
}

/// A step of the route.
#[derive(Serialize, ToSchema)]
pub struct StepView {
    /// Its place, from 1.
    position: i64,
    /// Who approves.
    by: By,
    /// Why it is there.
    reason: String,
    state: StepState,
    /// Whether it was declined and the appeal of that went through.
    overturned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_on: Option<NaiveDate>,
    /// Those who can decide it now; empty for the step that waits means that nobody can.
    deciders: Vec<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided: Option<StepDecision>,
}

/// A question and its answer.
#[derive(Serialize, ToSchema)]
#[schema(as = ApprovalQuestionView)]
pub struct QuestionView {
    question: String,
    asked_by: PersonId,
    asked_at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered_by: Option<PersonId>,
}

/// The newest route of a record.
#[derive(Serialize, ToSchema)]
pub struct RouteView {
    /// The number of the record.
    number: String,
    /// The version of the record; send it back with a decision.
    version: i64,
    /// Which route it is: one for each time that a home manager agreed.
    route: i64,
    state: RouteState,
    made_at: DateTime<Utc>,
    /// The rules it was made from.
    rules: Rules,
    /// The facts it was made from, for those who see what home pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<Facts>,
    steps: Vec<StepView>,
    questions: Vec<QuestionView>,
    /// Whether the caller decides now.
    may_decide: bool,
    /// Whether the caller answers the open question.
    may_answer: bool,
}

/// The route of the record for the caller.
async fn view(cx: &mut Cx, number: &str) -> Result<RouteView> {
    let record = secondments::store::load(cx, number).await?;
    if !record.standing.sees(Slice::Approvals) {
        return Err(Error::NotFound);
    }
    let s = &record.secondment;
    let route = store::newest(cx, s.id).await?.ok_or(Error::NotFound)?;
    let questions = store::questions::of_route(cx, route.id).await?;
    let is_open = actions::open_question(&questions).is_some() && s.workflow == Workflow::PendingApproval;
    let mut steps = Vec::new();
    for step in &route.steps {
        let overturned = route.is_overturned(step);
        steps.push(StepView { overturned, ..step_view(cx, &record, step).await? });
    }
    Ok(RouteView {
        number: s.number.clone(),
        version: s.version,
        route: route.number,
        state: route.state,
        made_at: route.made_at,
        rules: route.made_from.rules,
        facts: record.standing.sees(Slice::HomePay).then_some(route.made_from.facts),
        steps,
        may_answer: is_open && actions::may_answer(&record),
        may_decide: holders::is_for(cx, &record).await?,
        questions: questions.into_iter().map(question_view).collect(),
    })
}

async fn step_view(cx: &mut Cx, record: &Record, step: &Step) -> Result<StepView> {
    let deciders = match step.state {
        StepState::Asked => holders::deciders(cx, &record.secondment, step).await?,
        _ => Vec::new(),
    };
    Ok(StepView {
        position: step.position,
        by: step.by,
        reason: step.reason.clone(),
        state: step.state,
        overturned: false,
        due_on: step.due_on,
        deciders,
        decided: step.decided.as_ref().map(|one| StepDecision {
            decision: one.decision,
            reason: one.reason.clone(),
            decided_by: one.by,
            decided_for: one.in_place_of,
            decided_at: one.at,
        }),
    })
}

fn question_view(one: Question) -> QuestionView {
    let (answer, answered_by) = one.answer.map(|(answer, by, _)| (answer, by)).unzip();
    QuestionView {
        question: one.question,
        asked_by: one.asked_by,
        asked_at: one.asked_at,
        answer,
        answered_by,
    }
}

/// Who has to approve a release, and what they said.
#[utoipa::path(get, path = "/secondments/{number}/approvals", tag = "approvals",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RouteView), (status = 404, body = Problem)))]
pub async fn show(door: Door, Path(number): Path<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let view = view(&mut cx, &number).await?;
    cx.finish_json(&view).await
}

/// An approver's answer, and the version that was read.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ApprovalAnswerInput)]
pub struct AnswerInput {
    /// The version of the record that was read.
    pub version: i64,
    /// The answer.
    #[serde(flatten)]
    pub answer: Answer,
}

/// Approves, sends back or declines the step whose turn it is.
#[utoipa::path(post, path = "/secondments/{number}/approvals/decision", tag = "approvals", request_body = AnswerInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn decide(door: Door, Path(number): Path<String>, Body(input): Body<AnswerInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::decide(&mut cx, &number, Some(input.version), input.answer).await?;
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}

/// Asks the secondee and the home manager something before deciding.
#[utoipa::path(post, path = "/secondments/{number}/approvals/question", tag = "approvals", request_body = QuestionInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RouteView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn ask(door: Door, Path(number): Path<String>, Body(input): Body<QuestionInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::ask(&mut cx, &number, &input).await?;
    let view = view(&mut cx, &number).await?;
    cx.finish_json(&view).await
}

/// Answers the open question, as the secondee or the home manager.
#[utoipa::path(post, path = "/secondments/{number}/approvals/answer", tag = "approvals", request_body = ReplyInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RouteView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn answer(door: Door, Path(number): Path<String>, Body(input): Body<ReplyInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::answer(&mut cx, &number, &input).await?;
    let view = view(&mut cx, &number).await?;
    cx.finish_json(&view).await
}
