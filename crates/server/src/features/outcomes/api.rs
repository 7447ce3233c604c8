//! The JSON operations of follow-ups and of the record to take along.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{AnswerInput, FollowUp, Line, RecordView, Wanted};
use super::{actions, store};
use crate::actor::{Actor, Role};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::returns;
use crate::features::secondments::Record;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(of_record))
        .routes(routes!(answer))
        .routes(routes!(record))
}

/// Lines on one page.
const PAGE: usize = 50;

/// What somebody looks for in the list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FollowUpsQuery {
    /// Only these: `later`, `open` or `answered`.
    #[serde(default)]
    pub state: Option<String>,
    /// Only what stands after this one: the next page.
    #[serde(default)]
    pub before: Option<String>,
}

impl FollowUpsQuery {
    /// The words, understood.
    ///
    /// # Errors
    /// Invalid, naming the part that means nothing.
    pub fn wanted(&self) -> Result<Wanted> {
        Wanted::of(self.state.as_deref(), self.before.as_deref())
    }
}

/// Whether the actor runs secondments somewhere, and so has this list.
#[must_use]
pub fn lists(actor: &Actor) -> bool {
    actor.holds_anywhere(Role::ProgrammeAdmin) || actor.holds_anywhere(Role::Hr)
}

/// A page of follow-ups.
#[derive(Serialize, ToSchema)]
#[schema(as = OutcomeListView)]
struct ListView {
    data: Vec<Line>,
    /// Give it as `before` for the next page; absent on the last one.
    next: Option<String>,
}

/// Follow-ups of the organisation, the newest day first; for those who run secondments.
#[utoipa::path(get, path = "/follow-ups", tag = "outcomes", params(FollowUpsQuery),
    responses((status = 200, body = ListView), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn list(door: Door, Search(query): Search<FollowUpsQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    if !lists(&cx.actor) {
        return Err(Error::Forbidden);
    }
    let (data, has_more) = store::page(&mut cx, query.wanted()?, PAGE).await?;
    let next = data.last().filter(|_| has_more).map(|line| line.id.to_string());
    cx.finish_json(&ListView { data, next }).await
}

/// The follow-ups of a record.
#[derive(Serialize, ToSchema)]
struct FollowUpsView {
    /// After 3, 6, 12 and 24 months; none before the return, or another end of the time away.
    data: Vec<FollowUp>,
}

async fn told(mut cx: Cx, record: Record) -> Result<Reply> {
    let data = store::of_record(&mut cx, &record).await?;
    cx.finish_json(&FollowUpsView { data }).await
}

/// What became of it, for those at home.
#[utoipa::path(get, path = "/secondments/{number}/follow-ups", tag = "outcomes",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = FollowUpsView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn of_record(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = returns::actions::seen_at_home(&mut cx, &number).await?;
    told(cx, record).await
}

/// Answers a follow-up as secondee, as home manager, or for the mobility team.
#[utoipa::path(post, path = "/secondments/{number}/follow-ups/{months}", tag = "outcomes", request_body = AnswerInput,
    params(("number" = String, Path, description = "SO-0312"), ("months" = String, Path, description = "3, 6, 12 or 24")),
    responses((status = 200, body = FollowUpsView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn answer(
    door: Door,
    Route((number, months)): Route<(String, String)>,
    Body(input): Body<AnswerInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    returns::actions::seen_at_home(&mut cx, &number).await?;
    let months = months.parse().map_err(|_| Error::NotFound)?;
    let record = actions::answer(&mut cx, &number, months, &input).await?;
    told(cx, record).await
}

/// The record to take along: for the secondee and the mobility team, once the return is confirmed.
#[utoipa::path(get, path = "/secondments/{number}/record", tag = "outcomes",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = RecordView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn record(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let view = actions::record_to_take(&mut cx, &number).await?;
    cx.finish_json(&view).await
}
