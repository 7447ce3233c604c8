//! The JSON operations from the start gate to the debrief.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::gate::GateItem;
use super::model::{
    ArrivalInput, CheckIn, CheckInInput, CheckInput, Debrief, DebriefInput, PresenceFact, ReturnConfirmation,
    ReturnInput,
};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::proposals::worth_it::{self, Answers, Score, Stage};
use crate::features::secondments::api::RecordView;
use crate::features::secondments::{self, Record, Slice};

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(start_gate, open_gate))
        .routes(routes!(check))
        .routes(routes!(arrival))
        .routes(routes!(check_ins, note_check_in))
        .routes(routes!(returned, confirm_return))
        .routes(routes!(debrief, write_debrief))
}

/// The start gate as it stands.
#[derive(Serialize, ToSchema)]
struct GateView {
    /// Its items, with what is known or to be done about each.
    items: Vec<GateItem>,
}

/// Which version of the record was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlacementVersionInput)]
struct VersionInput {
    /// Absent means the newest.
    #[serde(default)]
    version: Option<i64>,
}

/// The check-ins, the newest first.
#[derive(Serialize, ToSchema)]
struct CheckInsView {
    check_ins: Vec<CheckIn>,
    /// Where the next page begins, as `before`; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Which page of the list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CheckInsQuery {
    /// Only check-ins before this place: `next` of the page before.
    #[serde(default)]
    before: String,
}

/// What was promised, and what it came to.
#[derive(Serialize, ToSchema)]
#[schema(as = PlacementReturnView)]
struct ReturnView {
    /// The promise in words.
    promise: Option<String>,
    /// The last day at the host, as agreed.
    ends_on: Option<NaiveDate>,
    /// The first day back.
    returned: Option<PresenceFact>,
    /// What the person came back to.
    confirmed: Option<ReturnConfirmation>,
}

/// The eight questions, before and after, and what was brought back.
#[derive(Serialize, ToSchema)]
struct DebriefView {
    /// The answers of the proposal, for those who see it.
    before: Answers,
    /// The answers of the debrief.
    after: Answers,
    /// How the answers before lie together; absent for those who do not see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    score_before: Option<Score>,
    /// How the answers of the debrief lie together, once it was held.
    #[serde(skip_serializing_if = "Option::is_none")]
    score_after: Option<Score>,
    /// The rest of it, once it was held.
    debrief: Option<Debrief>,
}

async fn seen(cx: &mut Cx, number: &str, slice: Slice) -> Result<Record> {
    let record = secondments::store::load(cx, number).await?;
    if record.standing.sees(slice) { Ok(record) } else { Err(Error::Forbidden) }
}

async fn changed(mut cx: Cx, record: Record) -> Result<Reply> {
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}

/// The start gate with its items.
#[utoipa::path(get, path = "/secondments/{number}/start-gate", tag = "placements",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = GateView), (status = 404, body = Problem)))]
async fn start_gate(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, &number).await?;
    if record.standing.parties.iter().all(|party| party.is_host()) {
        return Err(Error::Forbidden);
    }
    let items = actions::gate_items(&mut cx, &record).await?;
    cx.finish_json(&GateView { items }).await
}

/// Confirms an item of the start gate, or takes that back.
#[utoipa::path(post, path = "/secondments/{number}/start-gate/checks", tag = "placements",
    params(("number" = String, Path, description = "SO-0312")), request_body = CheckInput,
    responses((status = 200, body = RecordView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn check(door: Door, Route(number): Route<String>, Body(input): Body<CheckInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::check(&mut cx, &number, &input).await?;
    changed(cx, record).await
}

/// Opens the start gate when nothing is left to do.
#[utoipa::path(post, path = "/secondments/{number}/start-gate", tag = "placements",
    params(("number" = String, Path, description = "SO-0312")), request_body = VersionInput,
    responses((status = 200, body = RecordView), (status = 409, body = Problem)))]
async fn open_gate(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<VersionInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::open_gate(&mut cx, &number, input.version).await?;
    changed(cx, record).await
}

/// Confirms that the person arrived.
#[utoipa::path(post, path = "/secondments/{number}/arrival", tag = "placements",
    params(("number" = String, Path, description = "SO-0312")), request_body = ArrivalInput,
    responses((status = 200, body = RecordView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn arrival(door: Door, Route(number): Route<String>, Body(input): Body<ArrivalInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::confirm_arrival(&mut cx, &number, &input).await?;
    changed(cx, record).await
}

/// A page of check-ins, the newest first.
#[utoipa::path(get, path = "/secondments/{number}/check-ins", tag = "placements",
    params(("number" = String, Path, description = "SO-0312"), CheckInsQuery),
    responses((status = 200, body = CheckInsView), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn check_ins(
    door: Door,
    Route(number): Route<String>,
    Search(query): Search<CheckInsQuery>,
) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = seen(&mut cx, &number, Slice::CheckIns).await?;
    let before = store::Earlier::parse(&query.before)?;
    let (check_ins, earlier) = store::check_ins(&mut cx, &record, before).await?;
    let next = earlier.map(|place| place.text());
    cx.finish_json(&CheckInsView { check_ins, next }).await
}

/// Notes a check-in.
#[utoipa::path(post, path = "/secondments/{number}/check-ins", tag = "placements",
    params(("number" = String, Path, description = "SO-0312")), request_body = CheckInInput,
    responses((status = 200, body = RecordView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn note_check_in(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<CheckInInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::note_check_in(&mut cx, &number, &input).await?;
    changed(cx, record).await
}

/// The promise, and what it came to.
#[utoipa::path(get, path = "/secondments/{number}/return", tag = "placements",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ReturnView), (status = 404, body = Problem)))]
async fn returned(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = seen(&mut cx, &number, Slice::ReturnPlan).await?;
    let proposal = crate::features::proposals::store::load(&mut cx, &record).await?;
    let view = ReturnView {
        promise: actions::promise_words(&proposal),
        ends_on: record.secondment.ends_on,
        returned: store::presence(&mut cx, &record, "returned").await?,
        confirmed: store::return_confirmation(&mut cx, &record).await?,
    };
    cx.finish_json(&view).await
}

/// Confirms that the person is back.
#[utoipa::path(post, path = "/secondments/{number}/return", tag = "placements",
    params(("number" = String, Path, description = "SO-0312")), request_body = ReturnInput,
    responses((status = 200, body = RecordView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn confirm_return(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ReturnInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::confirm_return(&mut cx, &number, &input).await?;
    changed(cx, record).await
}

/// The debrief beside the answers of the proposal.
#[utoipa::path(get, path = "/secondments/{number}/debrief", tag = "placements",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = DebriefView), (status = 404, body = Problem)))]
async fn debrief(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = seen(&mut cx, &number, Slice::Debrief).await?;
    let before = if record.standing.sees(Slice::Proposal) {
        worth_it::load(&mut cx, &record, Stage::Proposal).await?
    } else {
        Answers::new()
    };
    let after = worth_it::load(&mut cx, &record, Stage::Debrief).await?;
    let debrief = store::debrief(&mut cx, &record).await?;
    let score = |answers: &Answers| (!answers.is_empty()).then(|| Score::of(answers));
    let (score_before, score_after) = (score(&before), score(&after));
    cx.finish_json(&DebriefView { before, after, score_before, score_after, debrief }).await
}

/// Writes the debrief; with it the record is closed.
#[utoipa::path(post, path = "/secondments/{number}/debrief", tag = "placements",
    params(("number" = String, Path, description = "SO-0312")), request_body = DebriefInput,
    responses((status = 200, body = RecordView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn write_debrief(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<DebriefInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::write_debrief(&mut cx, &number, &input).await?;
    changed(cx, record).await
}
