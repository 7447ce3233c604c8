//! Proposals as JSON: the same verbs as the pages.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{
    ComingBack, Costs, CoverPlan, Decision, Destination, Document, Goals, InviteInput, PartInput, StartInput,
    Why,
};
use super::views::{ProposalView, TogetherView};
use super::{actions, store};
use crate::actor::PersonId;
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::calendar;
use crate::features::secondments::{self, RecordView, Scope, Workflow};

/// All operations.
pub fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(start))
        .routes(routes!(read, write))
        .routes(routes!(write_part))
        .routes(routes!(invite))
        .routes(routes!(remove))
        .routes(routes!(send))
        .routes(routes!(agree))
        .routes(routes!(ask_consent))
        .routes(routes!(release))
}

/// What a new proposal starts from, and for whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInput {
    /// What the person will be there, such as “Accountant”.
    pub title: String,
    /// Another department of the home organisation, or another organisation.
    pub scope: Scope,
    /// Who goes; absent for yourself. Somebody who reports to you, or whose secondments you run.
    #[serde(default)]
    pub secondee: Option<PersonId>,
}

/// Starts a secondment as an idea: your own, which only you see, or one for somebody you may write for, who sees it
/// too and has to agree before it is sent.
#[utoipa::path(post, path = "/secondments", tag = "proposals", request_body = NewInput,
    responses((status = 201, body = RecordView), (status = 422, body = Problem)))]
pub async fn start(door: Door, Body(input): Body<NewInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let start = StartInput { title: input.title, scope: input.scope };
    let record = match input.secondee {
        Some(secondee) => actions::start_for(&mut cx, secondee, start).await?,
        None => actions::start(&mut cx, start).await?,
    };
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &view)).await
}

/// The proposal, as far as you may see it.
#[utoipa::path(get, path = "/secondments/{number}/proposal", tag = "proposals",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = ProposalView), (status = 404, body = Problem)))]
pub async fn read(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let view = shown(&mut cx, &number).await?;
    Ok(Reply::json(StatusCode::OK, &view))
}

/// The proposal for its reader; of a draft also who writes it and who wrote each part last.
async fn shown(cx: &mut Cx, number: &str) -> Result<ProposalView> {
    let record = secondments::store::load(cx, number).await?;
    let proposal = store::load(cx, &record).await?;
    let decisions = store::decisions(cx, record.secondment.id).await?;
    let mut view = ProposalView::of(&record, &proposal, &decisions, cx.today())?;
    let is_covered = proposal.cover_plan == Some(CoverPlan::Recruit);
    view.team = calendar::cover_note(cx, &record, is_covered).await?;
    if record.secondment.workflow == Workflow::Idea {
        let sections = store::sections(cx, record.secondment.id).await?;
        let writers = store::writers(cx, &record.secondment).await?;
        view.together = Some(TogetherView::of(&writers, &sections));
    }
    Ok(view)
}

/// All answers, and the version that was read.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalInput {
    /// The version that was read.
    pub version: i64,
    /// Why and what.
    #[serde(default)]
    pub why: Why,
    /// Where and when.
    #[serde(default)]
    pub destination: Destination,
    /// Costs and cover.
    #[serde(default)]
    pub costs: Costs,
    /// Goals.
    #[serde(default)]
    pub goals: Goals,
    /// Coming back.
    #[serde(default)]
    pub coming_back: ComingBack,
}

/// Replaces all answers of a draft.
#[utoipa::path(put, path = "/secondments/{number}/proposal", tag = "proposals", request_body = ProposalInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn write(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ProposalInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let ProposalInput { version, why, destination, costs, goals, coming_back } = input;
    let document = Document { why, destination, costs, goals, coming_back };
    let record = actions::save_document(&mut cx, &number, Some(version), document).await?;
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}

/// Saves one part of a draft that several write together; what others save in other parts meanwhile is no matter.
#[utoipa::path(put, path = "/secondments/{number}/proposal/part", tag = "proposals", request_body = PartInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = ProposalView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn write_part(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<PartInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::save_part(&mut cx, &number, input).await?;
    let view = shown(&mut cx, &number).await?;
    cx.finish_json(&view).await
}

/// Invites the home manager or the host manager to write a draft together; they are told by letter.
#[utoipa::path(post, path = "/secondments/{number}/proposal/writers", tag = "proposals", request_body = InviteInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = ProposalView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn invite(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<InviteInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::invite_writer(&mut cx, &number, input.side).await?;
    let view = shown(&mut cx, &number).await?;
    cx.finish_json(&view).await
}

/// Ends an invitation; what they wrote stays.
#[utoipa::path(post, path = "/secondments/{number}/proposal/writers/removal", tag = "proposals",
    request_body = InviteInput, params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = ProposalView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn remove(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<InviteInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::remove_writer(&mut cx, &number, input.side).await?;
    let view = shown(&mut cx, &number).await?;
    cx.finish_json(&view).await
}

/// The version that was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendInput {
    /// The version that was read.
    pub version: i64,
}

/// Asks the home manager for release. What is missing comes back by field.
#[utoipa::path(post, path = "/secondments/{number}/sending", tag = "proposals", request_body = SendInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn send(door: Door, Route(number): Route<String>, Body(input): Body<SendInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::send(&mut cx, &number, Some(input.version)).await?;
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}

/// Agrees to a proposal that somebody else wrote for you. What is missing comes back by field.
#[utoipa::path(post, path = "/secondments/{number}/consent", tag = "proposals", request_body = SendInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn agree(door: Door, Route(number): Route<String>, Body(input): Body<SendInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::agree(&mut cx, &number, Some(input.version)).await?;
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}

/// Asks the secondee to agree to what you wrote for them.
#[utoipa::path(post, path = "/secondments/{number}/consent/request", tag = "proposals", request_body = SendInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn ask_consent(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<SendInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::ask_consent(&mut cx, &number, Some(input.version)).await?;
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}

/// The home manager's answer, and the version that was read.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReleaseInput {
    /// The version that was read.
    pub version: i64,
    /// The answer.
    #[serde(flatten)]
    pub decision: Decision,
}

/// Releases, sends back or declines.
#[utoipa::path(post, path = "/secondments/{number}/release", tag = "proposals", request_body = ReleaseInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn release(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ReleaseInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::decide_release(&mut cx, &number, Some(input.version), input.decision).await?;
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}
