//! The JSON operations of interests.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::access::Sight;
use super::model::{Interest, InterestView, Sharing, Wish};
use super::pages::wanted;
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::RecordView;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, write))
        .routes(routes!(one, change))
        .routes(routes!(share))
        .routes(routes!(withdraw))
        .routes(routes!(propose))
}

/// What somebody looks for in the register.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RegisterQuery {
    /// Only this type, such as `client`.
    #[serde(default)]
    pub kind: Option<String>,
    /// Only these, such as `open`.
    #[serde(default)]
    pub status: Option<String>,
    /// Words of a name, a wish or a place.
    #[serde(default)]
    pub q: Option<String>,
    /// Only what was written before this one: the next page.
    #[serde(default)]
    pub before: Option<String>,
}

/// A page of the register.
#[derive(Serialize, ToSchema)]
struct RegisterView {
    data: Vec<InterestView>,
    /// Give it as `before` for the next page; absent on the last one.
    next: Option<String>,
}

/// A changed wish with the version that was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeInput {
    wish: Wish,
    version: i64,
}

/// Which version was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InterestVersionInput)]
struct VersionInput {
    version: i64,
}

/// The interest as this reader may see it.
pub(super) async fn view(cx: &mut Cx, interest: &Interest, sight: Sight) -> Result<InterestView> {
    let person = people::store::brief(cx, interest.person).await?;
    let secondment = store::record_number(cx, interest.secondment).await?;
    Ok(shown(interest, sight, person.name, person.unit_name, secondment))
}

fn shown(
    i: &Interest,
    sight: Sight,
    person_name: String,
    unit_name: Option<String>,
    secondment: Option<String>,
) -> InterestView {
    let w = &i.wish;
    let reads_all = sight >= Sight::Full;
    InterestView {
        number: i.number.clone(),
        version: i.version,
        person_name,
        unit_name,
        wish: w.wish.clone(),
        purpose: reads_all.then(|| w.purpose.clone()),
        skills: reads_all.then(|| w.skills.clone()),
        kind: w.kind,
        place: w.place.clone(),
        from_on: w.from_on,
        weeks: w.weeks,
        fte_bp: w.fte_bp,
        status: i.status,
        with_mobility: i.with_mobility,
        with_manager: (sight == Sight::Own).then_some(i.with_manager),
        secondment,
    }
}

async fn own(mut cx: Cx, interest: Interest) -> Result<Reply> {
    let view = view(&mut cx, &interest, Sight::Own).await?;
    cx.finish_json(&view).await
}

/// The interests that the caller may read, the newest first.
#[utoipa::path(get, path = "/interests", tag = "interests", params(RegisterQuery),
    responses((status = 200, body = RegisterView), (status = 422, body = Problem)))]
async fn list(door: Door, Search(query): Search<RegisterQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (lines, has_more) = store::page(&mut cx, &wanted(&query)?, 100).await?;
    let next = lines.last().filter(|_| has_more).map(|line| line.interest.id.to_string());
    let data = lines.into_iter().map(|l| shown(&l.interest, l.sight, l.person, l.unit, None)).collect();
    cx.finish_json(&RegisterView { data, next }).await
}

/// Says what the caller would like. Nobody else reads it yet.
#[utoipa::path(post, path = "/interests", tag = "interests", request_body = Wish,
    responses((status = 200, body = InterestView), (status = 422, body = Problem)))]
async fn write(door: Door, Body(wish): Body<Wish>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let interest = actions::write(&mut cx, wish).await?;
    own(cx, interest).await
}

/// One interest.
#[utoipa::path(get, path = "/interests/{interest}", tag = "interests",
    params(("interest" = String, Path, description = "EI-0012")),
    responses((status = 200, body = InterestView), (status = 404, body = Problem)))]
async fn one(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (interest, sight) = store::load(&mut cx, &number).await?;
    let view = view(&mut cx, &interest, sight).await?;
    cx.finish_json(&view).await
}

/// Changes what it says.
#[utoipa::path(put, path = "/interests/{interest}", tag = "interests", request_body = ChangeInput,
    params(("interest" = String, Path, description = "EI-0012")),
    responses((status = 200, body = InterestView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn change(door: Door, Route(number): Route<String>, Body(input): Body<ChangeInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let interest = actions::change(&mut cx, &number, input.version, input.wish).await?;
    own(cx, interest).await
}

/// Chooses who may read it.
#[utoipa::path(put, path = "/interests/{interest}/sharing", tag = "interests", request_body = Sharing,
    params(("interest" = String, Path, description = "EI-0012")),
    responses((status = 200, body = InterestView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn share(door: Door, Route(number): Route<String>, Body(input): Body<Sharing>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let interest = actions::share(&mut cx, &number, input).await?;
    own(cx, interest).await
}

/// Takes it back.
#[utoipa::path(post, path = "/interests/{interest}/withdrawal", tag = "interests", request_body = VersionInput,
    params(("interest" = String, Path, description = "EI-0012")),
    responses((status = 200, body = InterestView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn withdraw(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<VersionInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let interest = actions::withdraw(&mut cx, &number, input.version).await?;
    own(cx, interest).await
}

/// Makes a proposal of it.
#[utoipa::path(post, path = "/interests/{interest}/proposal", tag = "interests", request_body = VersionInput,
    params(("interest" = String, Path, description = "EI-0012")),
    responses((status = 200, body = RecordView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn propose(door: Door, Route(number): Route<String>, Body(input): Body<VersionInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let made = actions::propose(&mut cx, &number, input.version).await?;
    let record = crate::features::secondments::store::load(&mut cx, &made.number).await?;
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}
