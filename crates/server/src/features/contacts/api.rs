//! The JSON operations of keeping in touch.

use chrono::NaiveDate;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::actions;
use super::model::{Channel, ContactPlanInput, ContactStanding, MadeInput, UNTIL_AGREED};
use super::store::{self, Watched};
use crate::actor::PersonId;
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Record, SecondmentId};

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(contact, plan))
        .routes(routes!(made))
        .routes(routes!(undone))
        .routes(routes!(mine))
        .routes(routes!(made_here))
        .routes(routes!(undone_here))
}

/// How home keeps in touch with a secondee.
#[derive(Serialize, ToSchema)]
struct ContactView {
    /// Whether it was agreed; until then it is the home manager, once a month.
    agreed: bool,
    /// Who at home keeps in touch.
    contact: Option<PersonId>,
    /// How.
    channel: Option<Channel>,
    /// What else was agreed.
    note: String,
    /// Every how many days, before it tightens.
    cadence_days: i64,
    /// Grows with each change; 0 before the first.
    version: i64,
    /// Where it stands; none while the days are not known.
    standing: Option<ContactStanding>,
    /// The days on which they talked, the newest first.
    talks: Vec<NaiveDate>,
}

/// Somebody away with whom the caller keeps in touch.
#[derive(Serialize, ToSchema)]
struct AwayView {
    /// The record, for noting a talk.
    #[schema(value_type = String)]
    id: SecondmentId,
    /// Their name.
    name: String,
    /// The last talk.
    talked_on: Option<NaiveDate>,
    /// Where it stands.
    standing: ContactStanding,
}

impl AwayView {
    fn of(watched: &Watched, today: NaiveDate) -> Self {
        Self {
            id: watched.id,
            name: watched.name.clone(),
            talked_on: watched.talked,
            standing: watched.standing(today),
        }
    }
}

/// Those with whom the caller keeps in touch.
#[derive(Serialize, ToSchema)]
struct AwayListView {
    data: Vec<AwayView>,
}

/// The most talks and people of one answer.
const MOST: i64 = 200;

async fn told(mut cx: Cx, record: Record) -> Result<Reply> {
    let plan = store::plan(&mut cx, &record).await?;
    let watched = store::of_record(&mut cx, &record).await?;
    let talks = store::talks(&mut cx, &record, MOST).await?;
    let today = cx.today();
    let view = ContactView {
        agreed: plan.is_some(),
        contact: plan.as_ref().map(|plan| plan.contact).or(record.secondment.home_manager),
        channel: plan.as_ref().map(|plan| plan.channel),
        note: plan.as_ref().map_or_else(String::new, |plan| plan.note.clone()),
        cadence_days: plan.as_ref().map_or(UNTIL_AGREED, |plan| plan.cadence_days),
        version: plan.map_or(0, |plan| plan.version),
        standing: watched.map(|one| one.standing(today)),
        talks: talks.into_iter().map(|talk| talk.on).collect(),
    };
    cx.finish_json(&view).await
}

/// How home keeps in touch with the secondee, and the talks so far.
#[utoipa::path(get, path = "/secondments/{number}/contact", tag = "contacts",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ContactView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn contact(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, &number).await?;
    told(cx, record).await
}

/// Agrees on who keeps in touch, how and how often.
#[utoipa::path(put, path = "/secondments/{number}/contact", tag = "contacts", request_body = ContactPlanInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ContactView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn plan(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ContactPlanInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::plan(&mut cx, &number, &input).await?;
    let record = actions::seen(&mut cx, &number).await?;
    told(cx, record).await
}

/// Notes a talk; a second note of one day changes nothing.
#[utoipa::path(post, path = "/secondments/{number}/contact/made", tag = "contacts", request_body = MadeInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ContactView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn made(door: Door, Route(number): Route<String>, Body(input): Body<MadeInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::seen(&mut cx, &number).await?;
    actions::note(&mut cx, record.secondment.id, &input).await?;
    told(cx, record).await
}

/// Takes back the note of a talk, as whoever noted it, on the day of the note.
#[utoipa::path(post, path = "/secondments/{number}/contact/undone", tag = "contacts", request_body = MadeInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ContactView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn undone(door: Door, Route(number): Route<String>, Body(input): Body<MadeInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::seen(&mut cx, &number).await?;
    actions::undo(&mut cx, record.secondment.id, &input).await?;
    told(cx, record).await
}

/// Those away with whom the caller keeps in touch, as their home manager or because they were named.
#[utoipa::path(get, path = "/contacts", tag = "contacts", responses((status = 200, body = AwayListView)))]
async fn mine(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let today = cx.today();
    let data = store::mine(&mut cx, MOST).await?.iter().map(|one| AwayView::of(one, today)).collect();
    cx.finish_json(&AwayListView { data }).await
}

/// Notes a talk with one of those; a second note of one day changes nothing.
#[utoipa::path(post, path = "/contacts/{id}", tag = "contacts", request_body = MadeInput,
    params(("id" = String, Path, description = "The id in the list")),
    responses((status = 200, body = AwayView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn made_here(door: Door, Route(id): Route<String>, Body(input): Body<MadeInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let (watched, _) = actions::note(&mut cx, id, &input).await?;
    let view = AwayView::of(&watched, cx.today());
    cx.finish_json(&view).await
}

/// Takes back the note of a talk with one of those, as whoever noted it, on the day of the note.
#[utoipa::path(post, path = "/contacts/{id}/undone", tag = "contacts", request_body = MadeInput,
    params(("id" = String, Path, description = "The id in the list")),
    responses((status = 200, body = AwayView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn undone_here(door: Door, Route(id): Route<String>, Body(input): Body<MadeInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let watched = actions::undo(&mut cx, id, &input).await?;
    let view = AwayView::of(&watched, cx.today());
    cx.finish_json(&view).await
}
