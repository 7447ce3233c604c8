//! The JSON operations of the journal.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{Entry, EntryId, EntryInput, ReadersInput, SharedEntry};
use super::{actions, store};
use crate::app::App;
use crate::door::Door;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own, write))
        .routes(routes!(one))
        .routes(routes!(share))
        .routes(routes!(shared))
}

/// Entries of one answer.
const PAGE: usize = 50;

/// Which part of the journal.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Before {
    /// Only entries before this one: the next page.
    #[serde(default)]
    before: Option<String>,
}

impl Before {
    fn entry(&self) -> Result<Option<EntryId>> {
        let id = self.before.as_deref().filter(|text| !text.is_empty()).map(parse);
        id.transpose()
    }
}

fn parse(text: &str) -> Result<EntryId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// Entries, the newest first.
#[derive(Serialize, ToSchema)]
struct EntriesView {
    data: Vec<Entry>,
    /// Give it as `before` for the next page; absent on the last one.
    next: Option<EntryId>,
}

/// Entries that are shared with the reader, the newest first.
#[derive(Serialize, ToSchema)]
struct SharedView {
    data: Vec<SharedEntry>,
    /// Give it as `before` for the next page; absent on the last one.
    next: Option<EntryId>,
}

/// At most a page of what was read, and whether there is more.
fn cut<T>(mut all: Vec<T>, id: fn(&T) -> EntryId) -> (Vec<T>, Option<EntryId>) {
    let has_more = all.len() > PAGE;
    all.truncate(PAGE);
    let next = all.last().filter(|_| has_more).map(id);
    (all, next)
}

const READ: i64 = PAGE as i64 + 1;

/// The caller's own journal. Nobody else's is reachable.
#[utoipa::path(get, path = "/journal", tag = "journal", params(Before),
    responses((status = 200, body = EntriesView), (status = 401, body = Problem)))]
async fn own(door: Door, Search(query): Search<Before>) -> Result<Reply> {
    let before = query.entry()?;
    let mut cx = door.read().await?;
    let (data, next) = cut(store::own(&mut cx, before, READ).await?, |entry| entry.id);
    cx.finish_json(&EntriesView { data, next }).await
}

/// Writes an entry that only its writer reads.
#[utoipa::path(post, path = "/journal", tag = "journal", request_body = EntryInput,
    responses((status = 200, body = Entry), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn write(door: Door, Body(input): Body<EntryInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let entry = actions::write(&mut cx, &input).await?;
    cx.finish_json(&entry).await
}

/// One of the caller's own entries.
#[utoipa::path(get, path = "/journal/{id}", tag = "journal",
    params(("id" = String, Path, description = "The id of the entry")),
    responses((status = 200, body = Entry), (status = 404, body = Problem)))]
async fn one(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let entry = store::load_own(&mut cx, parse(&id)?).await?;
    cx.finish_json(&entry).await
}

/// Shares an entry with exactly these people of the secondment; an empty list takes it back.
#[utoipa::path(post, path = "/journal/{id}/readers", tag = "journal", request_body = ReadersInput,
    params(("id" = String, Path, description = "The id of the entry")),
    responses((status = 200, body = Entry), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn share(door: Door, Route(id): Route<String>, Body(input): Body<ReadersInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let entry = actions::share(&mut cx, parse(&id)?, &input).await?;
    cx.finish_json(&entry).await
}

/// The entries of a secondment's journal that are shared with the caller by name.
#[utoipa::path(get, path = "/secondments/{number}/journal", tag = "journal",
    params(("number" = String, Path, description = "SO-0312"), Before),
    responses((status = 200, body = SharedView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn shared(door: Door, Route(number): Route<String>, Search(query): Search<Before>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::readable(&mut cx, &number).await?;
    let before = query.entry()?;
    let (data, next) = cut(store::shared(&mut cx, &record, before, READ).await?, |entry| entry.id);
    cx.finish_json(&SharedView { data, next }).await
}
