//! The first ninety days at home.

use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::model::{CallInput, CheckDay, CheckInput, CheckView};
use super::super::{access, actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::Record;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(checks)).routes(routes!(answer)).routes(routes!(call))
}

/// The checks of a record.
#[derive(Serialize, ToSchema)]
struct ChecksView {
    /// In their order; none before the return.
    data: Vec<CheckView>,
}

async fn told(mut cx: Cx, record: Record) -> Result<Reply> {
    let with_support = access::reads_support(&record);
    let checks = store::checks(&mut cx, &record).await?;
    let data = checks.into_iter().map(|check| check.seen(with_support)).collect();
    cx.finish_json(&ChecksView { data }).await
}

/// The checks of the first ninety days; the numbers for the secondee and the mobility team alone.
#[utoipa::path(get, path = "/secondments/{number}/reentry", tag = "returns",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ChecksView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn checks(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen_at_home(&mut cx, &number).await?;
    told(cx, record).await
}

/// Which check an address means, once the record exists for the actor.
async fn found(cx: &mut Cx, number: &str, day: &str) -> Result<CheckDay> {
    actions::seen_at_home(cx, number).await?;
    CheckDay::parse(day).ok_or(Error::NotFound)
}

/// The secondee says how it is to be back.
#[utoipa::path(post, path = "/secondments/{number}/reentry/{day}", tag = "returns", request_body = CheckInput,
    params(("number" = String, Path, description = "SO-0312"), ("day" = String, Path, description = "7, 30, 60 or 90")),
    responses((status = 200, body = ChecksView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn answer(
    door: Door,
    Route((number, day)): Route<(String, String)>,
    Body(input): Body<CheckInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let day = found(&mut cx, &number, &day).await?;
    let record = actions::answer_check(&mut cx, &number, day, &input).await?;
    told(cx, record).await
}

/// The mobility team notes a call.
#[utoipa::path(post, path = "/secondments/{number}/reentry/{day}/call", tag = "returns", request_body = CallInput,
    params(("number" = String, Path, description = "SO-0312"), ("day" = String, Path, description = "7, 30, 60 or 90")),
    responses((status = 200, body = ChecksView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn call(
    door: Door,
    Route((number, day)): Route<(String, String)>,
    Body(input): Body<CallInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let day = found(&mut cx, &number, &day).await?;
    let record = actions::make_call(&mut cx, &number, day, &input).await?;
    told(cx, record).await
}
