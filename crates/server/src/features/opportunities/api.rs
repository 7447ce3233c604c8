//! Opportunities as JSON.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::fit::{self, Fit};
use super::lifecycle::{self, Action};
use super::model::{Asked, ListQuery, Opportunity, OpportunityInput};
use super::pages::sort_of;
use super::store::{self, SavedSearch};
use super::{Posting, actions};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::skills;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, draft))
        .routes(routes!(searches, keep_search))
        .routes(routes!(remove_search))
        .routes(routes!(one, edit))
        .routes(routes!(publish))
        .routes(routes!(approve))
        .routes(routes!(send_back))
        .routes(routes!(close))
        .routes(routes!(withdraw))
        .routes(routes!(copy))
        .routes(routes!(star, unstar))
        .routes(routes!(request))
}

/// An opportunity as the caller sees it. What only those who decide may know is absent for everybody else.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpportunityView {
    /// The opportunity.
    #[serde(flatten)]
    opportunity: Opportunity,
    /// Its skills.
    skills: Vec<Asked>,
    /// How well it fits the caller.
    fit: Fit,
    /// Whether the caller saved it.
    saved: bool,
    /// What the caller may do now.
    allowed_actions: Vec<Action>,
}

impl OpportunityView {
    async fn of(cx: &mut Cx, posting: &Posting) -> Result<Self> {
        let me = cx.actor.person;
        let candidate = skills::store::candidate(cx, me).await?;
        let skills = store::asked(cx, posting.opportunity.id).await?;
        Ok(Self {
            fit: fit::of(&candidate, &posting.opportunity, &skills),
            saved: store::is_starred(cx, posting.opportunity.id).await?,
            allowed_actions: lifecycle::allowed(&posting.opportunity, &posting.standing),
            opportunity: if posting.standing.sees_inside() {
                posting.opportunity.clone()
            } else {
                outside(posting.opportunity.clone())
            },
            skills,
        })
    }
}

/// Without what belongs to those who decide.
fn outside(mut o: Opportunity) -> Opportunity {
    o.why_secondment.clear();
    if o.state != super::State::Withdrawn {
        o.note.clear();
    }
    (o.held, o.taken, o.applied) = (0, 0, 0);
    o
}

/// A page of open opportunities.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityListView)]
struct ListView {
    /// The opportunities in the order asked for.
    data: Vec<OpportunityView>,
    /// Give it as `after` for the next page; absent on the last one.
    next: Option<String>,
}

/// The open opportunities that the caller may see.
#[utoipa::path(get, path = "/opportunities", tag = "opportunities", params(ListQuery),
    responses((status = 200, body = ListView), (status = 401, body = Problem), (status = 422, body = Problem)))]
async fn list(door: Door, Search(query): Search<ListQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let wanted = query.check()?;
    let me = cx.actor.person;
    let candidate = skills::store::candidate(&mut cx, me).await?;
    let most = usize::from(query.limit.unwrap_or(25).clamp(1, 100));
    let sort = sort_of(&wanted, &candidate);
    let (lines, has_more) = store::page(&mut cx, &wanted, sort, most).await?;
    let next = lines.last().filter(|_| has_more).map(|line| line.cursor().text());
    let mut asked = store::asked_of(&mut cx, lines.iter().map(|line| line.opportunity.id)).await?;
    let view = |line: store::Line| {
        let skills = asked.remove(&line.opportunity.id).unwrap_or_default();
        OpportunityView {
            fit: fit::of(&candidate, &line.opportunity, &skills),
            saved: line.starred,
            allowed_actions: Vec::new(),
            opportunity: outside(line.opportunity),
            skills,
        }
    };
    let data = lines.into_iter().map(view).collect();
    cx.finish_json(&ListView { data, next }).await
}

async fn changed(mut cx: Cx, posting: Posting) -> Result<Reply> {
    let view = OpportunityView::of(&mut cx, &posting).await?;
    cx.finish_json(&view).await
}

/// Begins a draft.
#[utoipa::path(post, path = "/opportunities", tag = "opportunities", request_body = OpportunityInput,
    responses((status = 200, body = OpportunityView), (status = 422, body = Problem)))]
async fn draft(door: Door, Body(input): Body<OpportunityInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::draft(&mut cx, &input).await?;
    changed(cx, posting).await
}

/// One opportunity.
#[utoipa::path(get, path = "/opportunities/{opportunity}", tag = "opportunities",
    params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = OpportunityView), (status = 404, body = Problem)))]
async fn one(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let posting = store::load(&mut cx, &number).await?;
    changed(cx, posting).await
}

/// Changes a draft.
#[utoipa::path(put, path = "/opportunities/{opportunity}", tag = "opportunities", request_body = OpportunityInput,
    params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = OpportunityView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn edit(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<OpportunityInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::edit(&mut cx, &number, &input).await?;
    changed(cx, posting).await
}

/// Which version was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpportunityVersion {
    /// Absent means the newest.
    #[serde(default)]
    version: Option<i64>,
}

/// Publishes a draft, or asks for approval when the caller needs one.
#[utoipa::path(post, path = "/opportunities/{opportunity}/publication", tag = "opportunities",
    request_body = OpportunityVersion, params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = OpportunityView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn publish(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<OpportunityVersion>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::publish(&mut cx, &number, input.version).await?;
    changed(cx, posting).await
}

/// Approves somebody else's posting.
#[utoipa::path(post, path = "/opportunities/{opportunity}/approval", tag = "opportunities",
    request_body = OpportunityVersion, params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = OpportunityView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn approve(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<OpportunityVersion>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::approve(&mut cx, &number, input.version).await?;
    changed(cx, posting).await
}

/// Takes no more applications.
#[utoipa::path(post, path = "/opportunities/{opportunity}/closing", tag = "opportunities",
    request_body = OpportunityVersion, params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = OpportunityView), (status = 409, body = Problem)))]
async fn close(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<OpportunityVersion>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::close(&mut cx, &number, input.version).await?;
    changed(cx, posting).await
}

/// Why, and which version was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpportunityReason {
    /// Absent means the newest.
    #[serde(default)]
    version: Option<i64>,
    /// Why, in words that those concerned read.
    #[serde(default)]
    reason: String,
}

/// Sends somebody else's posting back to its author.
#[utoipa::path(post, path = "/opportunities/{opportunity}/return", tag = "opportunities",
    request_body = OpportunityReason, params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 204, description = "Sent back."), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn send_back(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<OpportunityReason>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::send_back(&mut cx, &number, input.version, &input.reason).await?;
    cx.finish(Reply::json(axum::http::StatusCode::NO_CONTENT, &())).await
}

/// Withdraws the opportunity.
#[utoipa::path(post, path = "/opportunities/{opportunity}/withdrawal", tag = "opportunities",
    request_body = OpportunityReason, params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = OpportunityView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn withdraw(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<OpportunityReason>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::withdraw(&mut cx, &number, input.version, &input.reason).await?;
    changed(cx, posting).await
}

/// Writes a new draft with the words of this one.
#[utoipa::path(post, path = "/opportunities/{opportunity}/copies", tag = "opportunities",
    params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = OpportunityView), (status = 404, body = Problem)))]
async fn copy(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::copy(&mut cx, &number).await?;
    changed(cx, posting).await
}

/// Saves it for later.
#[utoipa::path(put, path = "/opportunities/{opportunity}/star", tag = "opportunities",
    params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = OpportunityView), (status = 404, body = Problem)))]
async fn star(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::star(&mut cx, &number, true).await?;
    changed(cx, posting).await
}

/// Forgets that it was saved.
#[utoipa::path(delete, path = "/opportunities/{opportunity}/star", tag = "opportunities",
    params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = OpportunityView), (status = 404, body = Problem)))]
async fn unstar(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::star(&mut cx, &number, false).await?;
    changed(cx, posting).await
}

/// What is needed of free time that is offered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CapacityRequest {
    /// What is needed, and when.
    words: String,
}

/// Asks for free time that a home manager offers; they get a letter.
#[utoipa::path(post, path = "/opportunities/{opportunity}/request", tag = "opportunities",
    request_body = CapacityRequest, params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = OpportunityView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn request(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<CapacityRequest>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::ask_for_capacity(&mut cx, &number, &input.words).await?;
    changed(cx, posting).await
}

/// The caller's searches.
#[derive(Serialize, ToSchema)]
struct SearchesView {
    /// The oldest first.
    data: Vec<SavedSearch>,
}

/// The searches that the caller keeps.
#[utoipa::path(get, path = "/opportunity-searches", tag = "opportunities",
    responses((status = 200, body = SearchesView)))]
async fn searches(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let data = store::searches(&mut cx).await?;
    cx.finish_json(&SearchesView { data }).await
}

/// A search to keep.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SearchInput {
    /// What its owner calls it.
    name: String,
    /// The search as an address has it, such as `kind=client&q=sales`.
    #[serde(default)]
    query: String,
    /// Whether a letter comes when something new matches.
    #[serde(default)]
    by_email: bool,
}

/// Keeps a search.
#[utoipa::path(post, path = "/opportunity-searches", tag = "opportunities", request_body = SearchInput,
    responses((status = 200, body = SearchesView), (status = 422, body = Problem)))]
async fn keep_search(door: Door, Body(input): Body<SearchInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let query = ListQuery::of_address(&input.query)?;
    actions::keep_search(&mut cx, &input.name, &query, input.by_email).await?;
    let data = store::searches(&mut cx).await?;
    cx.finish_json(&SearchesView { data }).await
}

/// Removes a search.
#[utoipa::path(delete, path = "/opportunity-searches/{search}", tag = "opportunities",
    params(("search" = String, Path, description = "Its id")),
    responses((status = 200, body = SearchesView), (status = 404, body = Problem)))]
async fn remove_search(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    if !store::remove_search(&mut cx, id).await? {
        return Err(Error::NotFound);
    }
    let data = store::searches(&mut cx).await?;
    cx.finish_json(&SearchesView { data }).await
}
