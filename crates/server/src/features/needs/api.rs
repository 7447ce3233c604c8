//! The JSON operations of business needs.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{ConsultInput, Fact, Need, NeedId, NeedInput, Outcome, OutcomeInput, ReviewInput, review};
use super::{access, actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::Kind;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, start))
        .routes(routes!(one))
        .routes(routes!(consult))
        .routes(routes!(ask_review))
        .routes(routes!(decide_review))
}

/// Which page of the list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NeedsQuery {
    /// Only what was started before this one: the next page.
    #[serde(default)]
    pub before: Option<String>,
}

impl NeedsQuery {
    /// The key of the page.
    ///
    /// # Errors
    /// Invalid when it is none.
    pub fn key(&self) -> Result<Option<NeedId>> {
        let given = self.before.as_deref().filter(|text| !text.is_empty());
        let wrong = |_| Error::field("before", "This is no place in the list.");
        given.map(|text| text.parse().map_err(wrong)).transpose()
    }
}

/// A business need.
#[derive(Serialize, ToSchema)]
struct NeedView {
    number: String,
    person_name: String,
    kind: Kind,
    title: String,
    need: String,
    why_no_advert: String,
    why_short_notice: String,
    account: String,
    is_confidential: bool,
    place: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    /// Share of working time, in ten-thousandths.
    fte_bp: i64,
    /// The day on which the person was told.
    told_on: NaiveDate,
    /// The last day for asking for a review.
    review_until: NaiveDate,
    /// Whether a review is open: nothing is sent meanwhile.
    review_open: bool,
    /// How the last review ended.
    review_outcome: Option<Outcome>,
    /// Talks and reviews, in order.
    facts: Vec<Fact>,
    /// The number of the record, for those who see it.
    secondment: Option<String>,
    /// Whether the caller notes talks.
    may_consult: bool,
    /// Whether the caller decides a review.
    may_decide: bool,
}

/// A line of the list.
#[derive(Serialize, ToSchema)]
struct NeedLine {
    number: String,
    person_name: String,
    title: String,
    kind: Kind,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
}

/// A page of the list.
#[derive(Serialize, ToSchema)]
struct NeedsView {
    data: Vec<NeedLine>,
    /// Give it as `before` for the next page; absent on the last one.
    next: Option<String>,
}

async fn shown(mut cx: Cx, n: Need) -> Result<Reply> {
    let facts = store::facts(&mut cx, &n).await?;
    let (review_open, review_outcome) = review(&facts);
    let view = NeedView {
        person_name: people::store::brief(&mut cx, n.person).await?.name,
        secondment: store::record_number(&mut cx, &n).await?,
        may_consult: access::may_consult(&cx.actor, &n),
        may_decide: review_open && access::may_decide(&cx.actor, &n),
        number: n.number,
        kind: n.kind,
        title: n.title,
        need: n.need,
        why_no_advert: n.why_no_advert,
        why_short_notice: n.why_short_notice,
        account: n.account,
        is_confidential: n.is_confidential,
        place: n.place,
        starts_on: n.starts_on,
        ends_on: n.ends_on,
        fte_bp: n.fte_bp,
        told_on: n.told_on,
        review_until: n.review_until,
        review_open,
        review_outcome,
        facts,
    };
    cx.finish_json(&view).await
}

/// The business needs that the caller reads, the newest first.
#[utoipa::path(get, path = "/needs", tag = "needs", params(NeedsQuery),
    responses((status = 200, body = NeedsView), (status = 422, body = Problem)))]
async fn list(door: Door, Search(query): Search<NeedsQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (needs, has_more) = store::page(&mut cx, query.key()?, 100).await?;
    let next = needs.last().filter(|_| has_more).map(|(need, _)| need.id.to_string());
    let data = needs
        .into_iter()
        .map(|(need, person_name)| NeedLine {
            number: need.number,
            person_name,
            title: need.title,
            kind: need.kind,
            starts_on: need.starts_on,
            ends_on: need.ends_on,
        })
        .collect();
    cx.finish_json(&NeedsView { data, next }).await
}

/// Names somebody for a business need; they are told with it.
#[utoipa::path(post, path = "/needs", tag = "needs", request_body = NeedInput,
    responses((status = 200, body = NeedView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn start(door: Door, Body(input): Body<NeedInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let need = actions::start(&mut cx, input).await?;
    shown(cx, need).await
}

/// One business need.
#[utoipa::path(get, path = "/needs/{need}", tag = "needs", params(("need" = String, Path, description = "BN-0003")),
    responses((status = 200, body = NeedView), (status = 404, body = Problem)))]
async fn one(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let need = store::load(&mut cx, &number).await?;
    shown(cx, need).await
}

/// Notes a talk with the person.
#[utoipa::path(post, path = "/needs/{need}/consultations", tag = "needs", request_body = ConsultInput,
    params(("need" = String, Path, description = "BN-0003")),
    responses((status = 200, body = NeedView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn consult(door: Door, Route(number): Route<String>, Body(input): Body<ConsultInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let need = actions::consult(&mut cx, &number, &input).await?;
    shown(cx, need).await
}

/// The person asks for a review.
#[utoipa::path(post, path = "/needs/{need}/review", tag = "needs", request_body = ReviewInput,
    params(("need" = String, Path, description = "BN-0003")),
    responses((status = 200, body = NeedView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn ask_review(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ReviewInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let need = actions::ask_review(&mut cx, &number, &input).await?;
    shown(cx, need).await
}

/// Decides the review.
#[utoipa::path(post, path = "/needs/{need}/review/decision", tag = "needs", request_body = OutcomeInput,
    params(("need" = String, Path, description = "BN-0003")),
    responses((status = 200, body = NeedView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn decide_review(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<OutcomeInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let need = actions::decide_review(&mut cx, &number, &input).await?;
    shown(cx, need).await
}
