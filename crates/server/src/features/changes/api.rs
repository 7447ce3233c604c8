//! Changes as JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::compare::{Comparison, compare};
use super::model::{
    Amendment, AnswerInput, AskInput, Change, ChangeAnswer, ChangeKind, ChangeSide, ChangeStatus, Ground,
    Needs, NewValues, Said,
};
use super::papered::{self, Papered};
use super::rules::{amendment, needs};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::Record;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, ask))
        .routes(routes!(preview))
        .routes(routes!(one))
        .routes(routes!(answer))
        .routes(routes!(withdraw))
        .routes(routes!(explain))
        .routes(routes!(super::terms::api::show))
        .routes(routes!(super::truth::list))
        .routes(routes!(super::chained::show))
        .merge(super::happenings::api::routes())
}

/// A change as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
struct ChangeView {
    /// Its number on the record, from 1.
    number: i64,
    /// Grows with each change of it; send it back with an answer.
    version: i64,
    /// What is asked for.
    kind: ChangeKind,
    /// How far it has come.
    status: ChangeStatus,
    /// Who has to agree.
    needs: Needs,
    /// Which side asked.
    side: ChangeSide,
    /// Who asked.
    asked_by: String,
    /// When.
    asked_at: DateTime<Utc>,
    /// The first day on which it counts.
    effective_on: NaiveDate,
    /// The new values.
    values: NewValues,
    /// The last day that stood when it was asked.
    ended_on: Option<NaiveDate>,
    /// The length of a notice.
    notice: Option<String>,
    /// Why a notice is shorter than usual.
    ground: Option<Ground>,
    /// Why, for those who may read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Which kind of amendment of the agreement it is; absent for what ends the secondment.
    amendment: Option<Amendment>,
    /// The version of the agreement it was put into, with what that version changes; absent for notices.
    #[serde(skip_serializing_if = "Option::is_none")]
    papered: Option<Papered>,
    /// The day of its last signature; of the notice, where nobody signs.
    signed_on: Option<NaiveDate>,
    /// Whether it counts from a day before it was signed.
    is_retroactive: bool,
    /// Why it counts from a day that had passed.
    retroactive: Option<String>,
    /// Every side that is asked, with what it said last.
    sides: Vec<SideView>,
    /// Before and after, while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<Comparison>,
}

/// What one side said last.
#[derive(Debug, Serialize, ToSchema)]
struct SideView {
    /// The side.
    side: ChangeSide,
    /// What it said; absent while it has not answered.
    said: Option<Said>,
    /// The reason or the question.
    words: Option<String>,
    /// Whether home still holds the post.
    post_held: Option<bool>,
}

impl From<(ChangeSide, Option<ChangeAnswer>)> for SideView {
    fn from((side, said): (ChangeSide, Option<ChangeAnswer>)) -> Self {
        Self {
            side,
            said: said.as_ref().map(|answer| answer.said),
            post_held: said.as_ref().and_then(|answer| answer.post_held),
            words: said.map(|answer| answer.words),
        }
    }
}

/// The changes of a record, the newest first.
#[derive(Debug, Serialize, ToSchema)]
struct ChangesView {
    changes: Vec<ChangeView>,
}

/// Which version of the change was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeVersion {
    /// The version.
    version: i64,
}

async fn view(cx: &mut Cx, record: &Record, change: Change) -> Result<ChangeView> {
    let waiting = actions::waiting(cx, record, &change).await?;
    let compared = match change.is_open() {
        true => Some(compare(cx, record, change.kind, &change.values).await?),
        false => None,
    };
    let amendment = amendment(change.kind, &change.values);
    let papered = papered::of(cx, record, &change).await?;
    let signed_on = papered::signed_on(&change, papered.as_ref());
    Ok(ChangeView {
        amendment,
        signed_on,
        is_retroactive: signed_on.is_some_and(|signed| change.effective_on < signed),
        papered,
        number: change.number,
        version: change.version,
        kind: change.kind,
        status: change.status,
        needs: needs(change.kind, &change.values),
        side: change.side,
        reason: change.reason_for(record).map(str::to_owned),
        asked_by: change.asked_by_name,
        asked_at: change.asked_at,
        effective_on: change.effective_on,
        values: change.values,
        ended_on: change.ended_on,
        notice: change.notice,
        ground: change.ground,
        retroactive: change.retroactive,
        sides: waiting.sides.into_iter().map(SideView::from).collect(),
        compared,
    })
}

async fn changed(mut cx: Cx, number: &str, change: i64) -> Result<Reply> {
    let (record, change) = actions::loaded(&mut cx, number, change).await?;
    let view = view(&mut cx, &record, change).await?;
    cx.finish_json(&view).await
}

/// The changes of a record.
#[utoipa::path(get, path = "/secondments/{number}/changes", tag = "changes",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ChangesView), (status = 404, body = Problem)))]
async fn list(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::followed(&mut cx, &number).await?;
    let mut changes = Vec::new();
    for change in store::all(&mut cx, record.secondment.id).await? {
        changes.push(view(&mut cx, &record, change).await?);
    }
    cx.finish_json(&ChangesView { changes }).await
}

/// Asks for other dates or terms, or gives notice.
#[utoipa::path(post, path = "/secondments/{number}/changes", tag = "changes", request_body = AskInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ChangeView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn ask(door: Door, Route(number): Route<String>, Body(input): Body<AskInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let before = actions::followed(&mut cx, &number).await?;
    let change = actions::ask(&mut cx, &number, &input).await?;
    // whoever hands their part over sees the record no longer
    let view = view(&mut cx, &before, change).await?;
    cx.finish_json(&view).await
}

/// Before and after, and the last day that a notice would lead to, without asking for anything.
#[utoipa::path(post, path = "/secondments/{number}/changes/preview", tag = "changes", request_body = AskInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ChangeView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn preview(door: Door, Route(number): Route<String>, Body(input): Body<AskInput>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::followed(&mut cx, &number).await?;
    let change = actions::prepared(&mut cx, &record, &input).await?;
    let view = view(&mut cx, &record, change).await?;
    Ok(Reply::json(axum::http::StatusCode::OK, &view))
}

/// One change.
#[utoipa::path(get, path = "/secondments/{number}/changes/{change}", tag = "changes",
    params(("number" = String, Path, description = "SO-0312"), ("change" = i64, Path, description = "1")),
    responses((status = 200, body = ChangeView), (status = 404, body = Problem)))]
async fn one(door: Door, Route((number, change)): Route<(String, i64)>) -> Result<Reply> {
    changed(door.read().await?, &number, change).await
}

/// Says what the caller's side says to a change, or to taking a notice back.
#[utoipa::path(post, path = "/secondments/{number}/changes/{change}/answers", tag = "changes",
    request_body = AnswerInput,
    params(("number" = String, Path, description = "SO-0312"), ("change" = i64, Path, description = "1")),
    responses((status = 200, body = ChangeView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn answer(
    door: Door,
    Route((number, change)): Route<(String, i64)>,
    Body(input): Body<AnswerInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let (_, stored) = actions::loaded(&mut cx, &number, change).await?;
    if stored.status == ChangeStatus::Given {
        actions::answer_taking_back(&mut cx, &number, change, &input).await?;
    } else {
        actions::answer(&mut cx, &number, change, &input).await?;
    }
    changed(cx, &number, change).await
}

/// Keeps why a change counts from before it is signed; without it, it is neither sent nor signed late. For mobility
/// and HR.
#[utoipa::path(post, path = "/secondments/{number}/changes/{change}/lateness", tag = "changes",
    request_body = actions::ExplainInput,
    params(("number" = String, Path, description = "SO-0312"), ("change" = i64, Path, description = "1")),
    responses((status = 200, body = ChangeView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn explain(
    door: Door,
    Route((number, change)): Route<(String, i64)>,
    Body(input): Body<actions::ExplainInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::explain(&mut cx, &number, change, &input).await?;
    changed(cx, &number, change).await
}

/// Takes a request back, or asks the others to let a notice be taken back.
#[utoipa::path(post, path = "/secondments/{number}/changes/{change}/withdrawal", tag = "changes",
    request_body = ChangeVersion,
    params(("number" = String, Path, description = "SO-0312"), ("change" = i64, Path, description = "1")),
    responses((status = 200, body = ChangeView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn withdraw(
    door: Door,
    Route((number, change)): Route<(String, i64)>,
    Body(input): Body<ChangeVersion>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let (_, stored) = actions::loaded(&mut cx, &number, change).await?;
    if stored.status == ChangeStatus::Given {
        actions::ask_taking_back(&mut cx, &number, change, input.version).await?;
    } else {
        actions::take_back(&mut cx, &number, change, input.version).await?;
    }
    changed(cx, &number, change).await
}
