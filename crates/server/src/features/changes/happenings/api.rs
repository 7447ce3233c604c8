//! What happened, as JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::actions;
use super::model::{HappeningInput, HappeningKind};
use crate::app::App;
use crate::door::Door;
use crate::features::changes::actions::followed;
use crate::features::secondments::{self, RecordView};

/// The operations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, report))
}

/// A fact as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
struct HappeningView {
    /// What; absent for the host's side of an absence.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<HappeningKind>,
    /// What, in words that everybody may read.
    what: &'static str,
    /// The day, or the first day.
    from: NaiveDate,
    /// The last day, if it has one.
    to: Option<NaiveDate>,
    /// What was noted.
    note: String,
    /// Who reported it.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

/// What happened, in order.
#[derive(Debug, Serialize, ToSchema)]
struct HappeningsView {
    happenings: Vec<HappeningView>,
}

/// What happened on a record.
#[utoipa::path(get, path = "/secondments/{number}/happenings", tag = "changes",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = HappeningsView), (status = 404, body = Problem)))]
async fn list(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = followed(&mut cx, &number).await?;
    let is_home = record.standing.parties.iter().any(|party| !party.is_host());
    let all = actions::seen(&mut cx, &record).await?;
    let view = |one: super::model::Happening| HappeningView {
        kind: (is_home || !one.kind.is_absence()).then_some(one.kind),
        what: one.kind.public_word(),
        from: one.from,
        to: one.to,
        note: one.note,
        by: one.by,
        at: one.at,
    };
    cx.finish_json(&HappeningsView { happenings: all.into_iter().map(view).collect() }).await
}

/// Reports something that happened; what follows from it follows at once.
#[utoipa::path(post, path = "/secondments/{number}/happenings", tag = "changes", request_body = HappeningInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = RecordView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn report(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<HappeningInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::report(&mut cx, &number, &input).await?;
    let record = secondments::store::load(&mut cx, &number).await?;
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}
