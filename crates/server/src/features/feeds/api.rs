//! The JSON operations of one's calendar address.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Problem, Reply};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{actions, store};
use crate::app::App;
use crate::door::Door;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(calendar_feed, make_feed, revoke_feed))
}

/// The address of the caller's calendar.
#[derive(Serialize, ToSchema)]
struct FeedView {
    /// When it was made; none when there is none.
    made_at: Option<DateTime<Utc>>,
    /// The address itself. It is told once, when it is made; a repeated request with the same `Idempotency-Key`
    /// answers without it.
    address: Option<String>,
}

/// Whether the caller's calendar has an address.
#[utoipa::path(get, path = "/calendar-feed", tag = "feeds",
    responses((status = 200, body = FeedView), (status = 401, body = Problem)))]
async fn calendar_feed(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let account = actions::account(&cx.actor)?;
    let made_at = store::made_at(&mut cx, account).await?;
    cx.finish_json(&FeedView { made_at, address: None }).await
}

/// Makes an address for the caller's calendar; the one before stops.
#[utoipa::path(post, path = "/calendar-feed", tag = "feeds",
    responses((status = 201, body = FeedView), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn make_feed(door: Door) -> Result<Reply> {
    let mut cx = door.write().await?;
    let token = actions::make(&mut cx).await?;
    let (made_at, address) = (Some(cx.now()), Some(actions::address(&cx, &token)));
    let answer = Reply::json(StatusCode::CREATED, &FeedView { made_at, address });
    // what is kept for a repeated request does not hold the address
    cx.finish(Reply::json(StatusCode::CREATED, &FeedView { made_at, address: None })).await?;
    Ok(answer)
}

/// Revokes the address of the caller's calendar.
#[utoipa::path(delete, path = "/calendar-feed", tag = "feeds",
    responses((status = 200, body = FeedView), (status = 404, body = Problem)))]
async fn revoke_feed(door: Door) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::revoke(&mut cx).await?;
    cx.finish_json(&FeedView { made_at: None, address: None }).await
}
