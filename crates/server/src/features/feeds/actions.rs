//! Making the address of one's calendar, and revoking it.

use sojourn_kit::auth::Token;
use sojourn_kit::error::{Error, Result};

use super::events::{FeedMade, FeedRevoked};
use super::store;
use crate::actor::{AccountId, Actor};
use crate::cx::Cx;

/// The account whose calendar it is.
///
/// # Errors
/// [`Error::Forbidden`] for somebody without one.
pub fn account(actor: &Actor) -> Result<AccountId> {
    actor.account.ok_or(Error::Forbidden)
}

/// Makes an address; the one before stops at once.
///
/// # Errors
/// [`Error::Forbidden`] for somebody without an account.
pub async fn make(cx: &mut Cx) -> Result<Token> {
    let account = account(&cx.actor)?;
    let token = Token::fresh();
    store::save(cx, account, &token).await?;
    let (person, organisation) = (cx.actor.person, cx.actor.organisation);
    cx.record(&FeedMade { person, organisation }).await?;
    Ok(token)
}

/// Revokes the address; it stops at once.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn revoke(cx: &mut Cx) -> Result<()> {
    let account = account(&cx.actor)?;
    if !store::delete(cx, account).await? {
        return Err(Error::NotFound);
    }
    let (person, organisation) = (cx.actor.person, cx.actor.organisation);
    cx.record(&FeedRevoked { person, organisation }).await
}

/// The address itself: whoever has it reads the calendar.
#[must_use]
pub fn address(cx: &Cx, token: &Token) -> String {
    format!("{}/feeds/{}.ics", cx.app.config.base_url.trim_end_matches('/'), token.reveal())
}
