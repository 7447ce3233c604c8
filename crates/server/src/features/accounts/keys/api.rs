//! Keys for programs, by programs.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::proof;
use super::{Key, Scope};
use crate::actor::ApiTokenId;
use crate::app::App;
use crate::door::Door;

/// The operations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(keys, make_key)).routes(routes!(revoke_key))
}

/// What a new key needs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// What it is for, up to 100 characters.
    pub name: String,
    /// What it may do; `read` unless it says otherwise.
    #[serde(default)]
    pub scope: Scope,
    /// How many days it works, 1 to 365.
    pub days: u16,
    /// The password of the person behind the calling key: a key alone cannot make more keys.
    pub password: String,
    /// The code of their authenticator app, if their account has a second factor.
    pub code: Option<String>,
}

/// A key that was just made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeKey {
    /// What is kept of it.
    #[serde(flatten)]
    pub key: Key,
    /// The key itself. It is told this once; a repeated request with the same `Idempotency-Key` answers without it.
    pub secret: Option<String>,
}

/// The person's keys.
#[utoipa::path(get, path = "/keys", tag = "accounts", responses((status = 200, body = Vec<Key>)))]
async fn keys(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let keys = super::list(&mut cx).await?;
    Ok(Reply::json(StatusCode::OK, &keys))
}

/// Makes a key.
#[utoipa::path(post, path = "/keys", tag = "accounts", request_body = NewKey,
    responses((status = 201, body = MadeKey), (status = 422, description = "The password or another field is wrong")))]
async fn make_key(door: Door, Body(new): Body<NewKey>) -> Result<Reply> {
    proof::of_program(&door, &new.password, new.code.as_deref()).await?;
    let mut cx = door.write().await?;
    let (key, token) = super::make(&mut cx, &new.name, new.scope.as_str(), &new.days.to_string()).await?;
    let secret = Some(token.reveal().to_owned());
    let answer = Reply::json(StatusCode::CREATED, &MadeKey { key: key.clone(), secret });
    // what is kept for a repeated request does not hold the key
    cx.finish(Reply::json(StatusCode::CREATED, &MadeKey { key, secret: None })).await?;
    Ok(answer)
}

/// Revokes one of the person's keys.
#[utoipa::path(delete, path = "/keys/{id}", tag = "accounts", params(("id" = String, Path)),
    responses((status = 200, body = Vec<Key>), (status = 404, description = "Not one of theirs")))]
async fn revoke_key(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: ApiTokenId = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    super::revoke(&mut cx, id).await?;
    let left = super::list(&mut cx).await?;
    cx.finish_json(&left).await
}
