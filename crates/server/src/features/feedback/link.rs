//! What a private link leads to. Looking changes nothing.

use sojourn_kit::auth::Token;
use sojourn_kit::error::{Error, Result};

use super::model::Request;
use super::store;
use crate::actor::Actor;
use crate::cx::Cx;
use crate::door::Guest;

/// What is behind a private link.
#[derive(Debug, Clone)]
pub enum Found {
    /// A request that can be answered.
    Open(Box<Request>),
    /// One that was answered, or is too old.
    Closed,
    /// No link of ours.
    Unknown,
}

/// Who acts for somebody that came by a private link.
#[must_use]
pub fn actor() -> Actor {
    Actor::product("feedback by private link")
}

/// What is behind the link. A source that tries many is slowed down.
///
/// # Errors
/// [`Error::TooMany`]; when the database does not answer.
pub async fn find(guest: &Guest, cx: &mut Cx, token: &str) -> Result<Found> {
    let limited = guest.app.limits.link(&guest.meta.address, guest.app.clock.now());
    limited.map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
    let Some(token) = Token::parse(token).filter(|token| !token.is_api_key()) else {
        return Ok(Found::Unknown);
    };
    Ok(match store::find_by_token(cx, token.hash()).await? {
        None => Found::Unknown,
        Some(request) if request.answered_at.is_some() || request.expires_at <= cx.now() => Found::Closed,
        Some(request) => Found::Open(Box::new(request)),
    })
}
