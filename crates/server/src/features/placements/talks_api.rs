//! The JSON operations around check-ins.

use chrono::NaiveDate;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::cadence::Slot;
use super::model::{ActionInput, PrepLine, PrepareInput, ReplyInput, SupportWords, TalkAction};
use super::{store, talks};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Record, Slice};

/// The operations around check-ins.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(plan))
        .routes(routes!(prepare))
        .routes(routes!(reply))
        .routes(routes!(add_action))
        .routes(routes!(finish_action))
}

/// A planned check-in.
#[derive(Serialize, ToSchema)]
#[schema(as = PlannedTalk)]
struct Planned {
    #[serde(flatten)]
    slot: Slot,
    /// Whether it was held.
    held: bool,
}

/// The check-ins that are planned, and what is prepared.
#[derive(Serialize, ToSchema)]
struct PlanView {
    /// In their order.
    planned: Vec<Planned>,
    /// The day of the one to prepare now.
    current: Option<NaiveDate>,
    /// How many days it is late.
    days_late: Option<i64>,
    /// The lines written before it.
    lines: Vec<PrepLine>,
    /// Who does what by when.
    actions: Vec<TalkAction>,
    /// Words for the mobility team alone; absent for those who do not see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    support: Option<Vec<SupportWords>>,
}

async fn told(mut cx: Cx, record: Record) -> Result<Reply> {
    let plan = talks::plan(&mut cx, &record).await?;
    let current = plan.as_ref().and_then(|plan| plan.current).map(|slot| slot.on);
    let lines = match current {
        Some(day) => store::lines(&mut cx, &record, day).await?,
        None => Vec::new(),
    };
    let sees = record.standing.sees(Slice::Support);
    let support = if sees { Some(store::support(&mut cx, &record).await?) } else { None };
    let view = PlanView {
        days_late: plan.as_ref().and_then(|plan| plan.late),
        planned: plan
            .map(|plan| {
                plan.slots.into_iter().zip(plan.held).map(|(slot, held)| Planned { slot, held }).collect()
            })
            .unwrap_or_default(),
        current,
        lines,
        actions: store::talk_actions(&mut cx, &record).await?,
        support,
    };
    cx.finish_json(&view).await
}

/// The plan of check-ins, the lines before the next one, and the actions.
#[utoipa::path(get, path = "/secondments/{number}/check-ins/plan", tag = "placements",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = PlanView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn plan(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = talks::seen(&mut cx, &number).await?;
    told(cx, record).await
}

/// Writes a line before a check-in.
#[utoipa::path(post, path = "/secondments/{number}/check-ins/plan/{day}", tag = "placements",
    request_body = PrepareInput,
    params(("number" = String, Path, description = "SO-0312"), ("day" = String, Path, description = "2026-12-02")),
    responses((status = 200, body = PlanView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn prepare(
    door: Door,
    Route(at): Route<(String, String)>,
    Body(input): Body<PrepareInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    talks::seen(&mut cx, &at.0).await?;
    let day = at.1.parse().map_err(|_| Error::NotFound)?;
    let record = talks::prepare(&mut cx, &at.0, day, &input).await?;
    told(cx, record).await
}

/// Agrees to the notes of a check-in, or adds to them.
#[utoipa::path(post, path = "/secondments/{number}/check-ins/{id}/replies", tag = "placements",
    request_body = ReplyInput,
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The check-in")),
    responses((status = 200, body = PlanView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn reply(
    door: Door,
    Route(at): Route<(String, String)>,
    Body(input): Body<ReplyInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    talks::seen(&mut cx, &at.0).await?;
    let id = at.1.parse().map_err(|_| Error::NotFound)?;
    let record = talks::reply(&mut cx, &at.0, id, &input).await?;
    told(cx, record).await
}

/// Notes who does what by when.
#[utoipa::path(post, path = "/secondments/{number}/check-ins/actions", tag = "placements",
    request_body = ActionInput, params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = PlanView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add_action(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ActionInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = talks::add_action(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// Notes that an action is done.
#[utoipa::path(post, path = "/secondments/{number}/check-ins/actions/{id}", tag = "placements",
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The action")),
    responses((status = 200, body = PlanView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn finish_action(door: Door, Route(at): Route<(String, String)>) -> Result<Reply> {
    let mut cx = door.write().await?;
    talks::seen(&mut cx, &at.0).await?;
    let id = at.1.parse().map_err(|_| Error::NotFound)?;
    let record = talks::finish_action(&mut cx, &at.0, id).await?;
    told(cx, record).await
}
