//! Sessions of browsers: begun at sign-in with a fresh token, ended by their owner, by time, or by an
//! administrator, and dead on the server at once.

pub mod api;
pub mod pages;
pub mod store;

use axum::http::HeaderMap;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sojourn_kit::auth::{SecretCookie, Token};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::Reply;
use utoipa::ToSchema;

use super::events::SessionsEnded;
use crate::actor::{AccountId, Actor, SessionId, Way};
use crate::app::App;
use crate::cx::Cx;

/// A session as its owner sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Session {
    /// The stable id.
    pub id: SessionId,
    /// When they signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last used, within five minutes.
    pub seen_at: DateTime<Utc>,
    /// When it ends in any case.
    pub expires_at: DateTime<Utc>,
    /// What the browser calls itself.
    pub user_agent: String,
    /// Where it was begun from.
    pub address: String,
    /// Whether this very request comes through it.
    pub current: bool,
}

/// Begins a session and ends the one that the browser held before.
///
/// # Errors
/// When the database refuses.
pub async fn begin(cx: &mut Cx, headers: &HeaderMap, account: AccountId) -> Result<Token> {
    let cookie = SecretCookie::session(cx.app.config.secure_cookies());
    if let Some(old) = cookie.read(headers) {
        store::end_token(cx, &old).await?;
    }
    let token = Token::fresh();
    let expires_at = cx.now() + cx.app.config.session_absolute;
    let id = store::insert(cx, &token, account, expires_at).await?;
    tracing::info!(%account, session = %id, "signed in");
    Ok(token)
}

/// The reply with the session's cookie in it.
#[must_use]
pub fn hand_over(app: &App, reply: Reply, token: &Token) -> Reply {
    let seconds = u32::try_from(app.config.session_absolute.num_seconds()).unwrap_or(u32::MAX);
    let cookie = SecretCookie::session(app.config.secure_cookies()).set(token, seconds);
    reply.cookie(cookie.to_str().unwrap_or_default())
}

/// The actor's account.
///
/// # Errors
/// [`Error::Forbidden`] for somebody who has none.
pub fn account_of(actor: &Actor) -> Result<AccountId> {
    actor.account.ok_or(Error::Forbidden)
}

/// The session that this request comes through, if it comes through one.
#[must_use]
pub fn current(actor: &Actor) -> Option<SessionId> {
    if let Way::Session { id, .. } = &actor.way { Some(*id) } else { None }
}

/// The actor's own sessions.
///
/// # Errors
/// When the database does not answer.
pub async fn list(cx: &mut Cx) -> Result<Vec<Session>> {
    let own = current(&cx.actor);
    let mut sessions = store::of_account(cx, account_of(&cx.actor)?).await?;
    for session in &mut sessions {
        session.current = Some(session.id) == own;
    }
    Ok(sessions)
}

/// Ends one of the actor's own sessions.
///
/// # Errors
/// [`Error::NotFound`] when it is not one of theirs.
pub async fn end(cx: &mut Cx, id: SessionId) -> Result<()> {
    let account = account_of(&cx.actor)?;
    if store::end(cx, account, id).await? == 0 {
        return Err(Error::NotFound);
    }
    record(cx, 1).await
}

/// Ends all of the actor's sessions but the one in use; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn end_others(cx: &mut Cx) -> Result<u64> {
    let account = account_of(&cx.actor)?;
    let keep = current(&cx.actor);
    let count = store::end_all_but(cx, account, keep).await?;
    record(cx, count).await?;
    Ok(count)
}

async fn record(cx: &mut Cx, count: u64) -> Result<()> {
    let (organisation, person) = (cx.actor.organisation, cx.actor.person);
    cx.record(&SessionsEnded { organisation, person, count }).await
}
