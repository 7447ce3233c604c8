//! The list of people as JSON.

use axum::http::StatusCode;
use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Problem, Reply, Search};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{PeopleQuery, PersonLine, store};
use crate::actor::PersonId;
use crate::app::App;
use crate::door::Door;

/// People in one answer.
const PAGE: usize = 100;

/// The operations of the list.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// A page of people.
#[derive(Debug, Serialize, ToSchema)]
struct PeopleView {
    /// The people in the order of names.
    data: Vec<PersonLine>,
    /// Give it as `after` for the next page; absent on the last one.
    next: Option<PersonId>,
}

/// The people of an organisation, for those who keep them.
#[utoipa::path(get, path = "/people", tag = "people", params(PeopleQuery),
    responses((status = 200, body = PeopleView), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn list(door: Door, Search(query): Search<PeopleQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let wanted = query.check(&cx.actor)?;
    let (data, has_more) = store::page(&mut cx, &wanted, PAGE).await?;
    let next = data.last().filter(|_| has_more).map(|line| line.id);
    Ok(Reply::json(StatusCode::OK, &PeopleView { data, next }))
}
