//! The return plan and the post.

use chrono::NaiveDate;
use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::model::stage::{meet_by, opens_on};
use super::super::model::{HandoverInput, Plan, Post, PostAnswer, PostInput, RoleInput, Stage, WishesInput};
use super::super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::Record;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(plan))
        .routes(routes!(wishes))
        .routes(routes!(role))
        .routes(routes!(handover))
        .routes(routes!(say))
        .routes(routes!(answer))
}

/// The way back of a record.
#[derive(Serialize, ToSchema)]
#[schema(as = ReturnPlanView)]
struct ReturnView {
    /// Where it is on its way back.
    stage: Stage,
    /// The day on which the plan opens, six weeks before the last day.
    opens_on: Option<NaiveDate>,
    /// The day by which home and secondee meet about it.
    meet_by: Option<NaiveDate>,
    /// The plan, once it is open.
    plan: Option<Plan>,
    /// How the post to come back to stands.
    post: Post,
    /// Whether nobody can say at the moment what the person comes back to.
    at_risk: bool,
    /// Everything that was said about the post, the newest first.
    said: Vec<Post>,
}

async fn told(mut cx: Cx, record: Record) -> Result<Reply> {
    let plan = actions::find(&mut cx, &record).await?;
    let last = record.secondment.ends_on;
    let post = actions::current_post(&mut cx, &record).await?;
    let view = ReturnView {
        stage: actions::stage_of(&mut cx, &record).await?,
        opens_on: last.map(opens_on),
        meet_by: last
            .map(|last| meet_by(last, plan.as_ref().map_or_else(|| opens_on(last), |one| one.opened_on))),
        plan,
        at_risk: post.is_alarming(),
        post,
        said: store::posts(&mut cx, &record).await?,
    };
    cx.finish_json(&view).await
}

/// The return plan, and how the post to come back to stands.
#[utoipa::path(get, path = "/secondments/{number}/return-plan", tag = "returns",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ReturnView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn plan(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, &number).await?;
    told(cx, record).await
}

/// The secondee writes what they want to use and learn next.
#[utoipa::path(put, path = "/secondments/{number}/return-plan/wishes", tag = "returns", request_body = WishesInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ReturnView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn wishes(door: Door, Route(number): Route<String>, Body(input): Body<WishesInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::write_wishes(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// The home manager names the role, the first project, whom to teach and when to meet.
#[utoipa::path(put, path = "/secondments/{number}/return-plan/role", tag = "returns", request_body = RoleInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ReturnView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn role(door: Door, Route(number): Route<String>, Body(input): Body<RoleInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::name_role(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// The host writes what stays and who carries it on.
#[utoipa::path(put, path = "/secondments/{number}/return-plan/handover", tag = "returns", request_body = HandoverInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ReturnView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn handover(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<HandoverInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::write_handover(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// Says how the post to come back to stands: held, at risk, removed, or another one is offered.
#[utoipa::path(post, path = "/secondments/{number}/return-plan/post", tag = "returns", request_body = PostInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ReturnView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn say(door: Door, Route(number): Route<String>, Body(input): Body<PostInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::say_post(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// The secondee answers an offer of another post.
#[utoipa::path(post, path = "/secondments/{number}/return-plan/post/answer", tag = "returns",
    request_body = PostAnswer, params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ReturnView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn answer(door: Door, Route(number): Route<String>, Body(input): Body<PostAnswer>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::answer_post(&mut cx, &number, &input).await?;
    told(cx, record).await
}
