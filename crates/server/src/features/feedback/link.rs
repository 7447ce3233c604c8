//! What a private link leads to. Looking changes nothing.

use sojourn_kit::error::Result;

use super::model::Request;
use super::store;
use crate::actor::Actor;
use crate::cx::Cx;
use crate::door::Guest;
use crate::outside_link::{self, Found};

/// Who acts for somebody that came by a private link.
#[must_use]
pub fn actor() -> Actor {
    Actor::product("feedback by private link")
}

/// What is behind the link. A source that tries many is slowed down.
///
/// # Errors
/// [`sojourn_kit::error::Error::TooMany`]; when the database does not answer.
pub async fn find(guest: &Guest, cx: &mut Cx, secret: &str) -> Result<Found<Request>> {
    let Some(hash) = outside_link::hash(guest, secret)? else { return Ok(Found::Unknown) };
    let Some(request) = store::find_by_token(cx, hash).await? else { return Ok(Found::Unknown) };
    let is_open = request.is_open(cx.now());
    Ok(Found::of(request, is_open))
}
