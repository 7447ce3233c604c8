//! Skills in use, proposals, and what is passed on.

use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::model::{
    AnswerInput, DoneInput, Knowledge, KnowledgeDone, KnowledgeInput, Proposal, ProposalInput, SkillUse,
    SkillUseInput,
};
use super::super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::Record;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(skills, plan))
        .routes(routes!(finish))
        .routes(routes!(propose))
        .routes(routes!(answer))
        .routes(routes!(pass_on))
        .routes(routes!(passed_on))
}

/// What became of the new skills at home.
#[derive(Serialize, ToSchema)]
struct SkillsView {
    /// Where they are used, by day.
    uses: Vec<SkillUse>,
    /// What is passed on, by day.
    knowledge: Vec<Knowledge>,
    /// What was proposed, the newest first.
    proposals: Vec<Proposal>,
}

async fn told(mut cx: Cx, record: Record) -> Result<Reply> {
    let view = SkillsView {
        uses: store::uses(&mut cx, &record).await?,
        knowledge: store::knowledge(&mut cx, &record).await?,
        proposals: store::proposals(&mut cx, &record).await?,
    };
    cx.finish_json(&view).await
}

/// The identifier in an address, once the record exists for the actor.
async fn found<T: std::str::FromStr>(cx: &mut Cx, number: &str, id: &str) -> Result<T> {
    actions::seen_at_home(cx, number).await?;
    id.parse().map_err(|_| Error::NotFound)
}

/// Where the new skills are used, what is passed on, and what is proposed.
#[utoipa::path(get, path = "/secondments/{number}/skills-use", tag = "returns",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = SkillsView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn skills(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen_at_home(&mut cx, &number).await?;
    told(cx, record).await
}

/// Plans where a new skill is used.
#[utoipa::path(post, path = "/secondments/{number}/skills-use", tag = "returns", request_body = SkillUseInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = SkillsView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn plan(door: Door, Route(number): Route<String>, Body(input): Body<SkillUseInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::plan_use(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// Notes that a skill was used, with how one can tell.
#[utoipa::path(post, path = "/secondments/{number}/skills-use/{id}", tag = "returns", request_body = DoneInput,
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The use")),
    responses((status = 200, body = SkillsView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn finish(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Body(input): Body<DoneInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = found(&mut cx, &number, &id).await?;
    let record = actions::finish_use(&mut cx, &number, id, &input).await?;
    told(cx, record).await
}

/// The secondee proposes something to the home manager.
#[utoipa::path(post, path = "/secondments/{number}/skills-use/proposals", tag = "returns",
    request_body = ProposalInput, params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = SkillsView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn propose(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ProposalInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::propose(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// The home manager says what comes of a proposal.
#[utoipa::path(post, path = "/secondments/{number}/skills-use/proposals/{id}", tag = "returns",
    request_body = AnswerInput,
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The proposal")),
    responses((status = 200, body = SkillsView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn answer(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Body(input): Body<AnswerInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = found(&mut cx, &number, &id).await?;
    let record = actions::answer_proposal(&mut cx, &number, id, &input).await?;
    told(cx, record).await
}

/// Plans to pass something on: a talk, a training session or a document.
#[utoipa::path(post, path = "/secondments/{number}/skills-use/knowledge", tag = "returns",
    request_body = KnowledgeInput, params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = SkillsView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn pass_on(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<KnowledgeInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::plan_knowledge(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// Notes that it was passed on: when, to how many people, and where it is kept.
#[utoipa::path(post, path = "/secondments/{number}/skills-use/knowledge/{id}", tag = "returns",
    request_body = KnowledgeDone,
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "What is passed on")),
    responses((status = 200, body = SkillsView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn passed_on(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Body(input): Body<KnowledgeDone>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = found(&mut cx, &number, &id).await?;
    let record = actions::finish_knowledge(&mut cx, &number, id, &input).await?;
    told(cx, record).await
}
