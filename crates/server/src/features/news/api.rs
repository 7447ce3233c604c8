//! The JSON operations of news from home.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{News, NewsId, NewsInput};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::mine;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(news, post_news))
        .routes(routes!(withdraw_news))
        .routes(routes!(set_letter))
}

/// News, for the one who is away and for those who told it.
#[derive(Serialize, ToSchema)]
struct NewsView {
    /// News from the caller's home, the newest first; empty for those who are not away.
    home: Vec<News>,
    /// What the caller told, or looks after, the newest first.
    told: Vec<News>,
    /// Whether the caller gets the letter of the week.
    letter: bool,
}

/// News that was told.
#[derive(Serialize, ToSchema)]
struct PostedView {
    #[schema(value_type = String)]
    id: NewsId,
}

/// Whether to get the letter of the week.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LetterInput {
    /// Yes or no.
    wants: bool,
}

/// The most news of one answer.
const MOST: i64 = 100;

async fn told(mut cx: Cx) -> Result<Reply> {
    let home = match mine::store::own(&mut cx).await? {
        Some(record) => store::of_home(&mut cx, &record, DateTime::<Utc>::UNIX_EPOCH, None, MOST).await?,
        None => Vec::new(),
    };
    let view = NewsView {
        home,
        told: store::kept(&mut cx, None, MOST).await?,
        letter: store::wants_letter(&mut cx).await?,
    };
    cx.finish_json(&view).await
}

/// News from the caller's home, what the caller told, and whether the caller gets the letter of the week.
#[utoipa::path(get, path = "/news", tag = "news", responses((status = 200, body = NewsView)))]
async fn news(door: Door) -> Result<Reply> {
    told(door.read().await?).await
}

/// Tells those away from a unit, or from the whole organisation, what is new.
#[utoipa::path(post, path = "/news", tag = "news", request_body = NewsInput,
    responses((status = 201, body = PostedView), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn post_news(door: Door, Body(input): Body<NewsInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = actions::post(&mut cx, &input).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &PostedView { id })).await
}

/// Takes news back.
#[utoipa::path(delete, path = "/news/{id}", tag = "news", params(("id" = String, Path, description = "The news")),
    responses((status = 200, body = NewsView), (status = 404, body = Problem)))]
async fn withdraw_news(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::withdraw(&mut cx, id.parse().map_err(|_| Error::NotFound)?).await?;
    told(cx).await
}

/// Asks for one letter a week, or stops it.
#[utoipa::path(put, path = "/news/letter", tag = "news", request_body = LetterInput,
    responses((status = 200, body = NewsView), (status = 409, body = Problem)))]
async fn set_letter(door: Door, Body(input): Body<LetterInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::set_letter(&mut cx, input.wants).await?;
    told(cx).await
}
