//! Private links for people without an account: a letter holds the secret, the database its hash, and whoever opens it
//! does one thing. Looking changes nothing. What is behind a link, and until when it can be answered, is the feature's.

use askama::Template;
use axum::http::{HeaderName, StatusCode};
use sojourn_kit::auth::{Token, TokenHash};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::Reply;

use crate::cx::Cx;
use crate::door::Guest;
use crate::page::{guest_frame, render};
use crate::shell::Frame;

/// What is behind a private link.
#[derive(Debug, Clone)]
pub enum Found<T> {
    /// Something that can be answered.
    Open(Box<T>),
    /// It was answered or taken back, or is too old.
    Closed,
    /// No link of ours.
    Unknown,
}

impl<T> Found<T> {
    /// What a link leads to, as long as it can be answered.
    #[must_use]
    pub fn of(behind: T, is_open: bool) -> Self {
        if is_open { Self::Open(Box::new(behind)) } else { Self::Closed }
    }

    /// What can be answered, for the API.
    ///
    /// # Errors
    /// [`Error::NotFound`] for no link of ours; the refusal `closed` for one that is over.
    pub fn open(self, closed: fn() -> Error) -> Result<Box<T>> {
        match self {
            Self::Open(behind) => Ok(behind),
            Self::Closed => Err(closed()),
            Self::Unknown => Err(Error::NotFound),
        }
    }

    /// What can be answered, or the page that says why nothing can.
    ///
    /// # Errors
    /// Those of the page.
    pub fn open_or_page(self, guest: &Guest, closed: &str) -> Result<Result<Box<T>, Reply>> {
        match self {
            Self::Open(behind) => Ok(Ok(behind)),
            Self::Closed => note(guest, "This link no longer works", closed, StatusCode::GONE).map(Err),
            Self::Unknown => note(
                guest,
                "There is nothing to answer here",
                "Open the link in the email again, whole. If it does not work, ask the person who wrote to you.",
                StatusCode::NOT_FOUND,
            )
            .map(Err),
        }
    }
}

/// A fresh secret for a letter to the address; it is kept as its hash only.
///
/// # Errors
/// [`Error::TooMany`] when too many letters went there, or were asked for from here.
pub fn fresh(cx: &Cx, address: &str) -> Result<Token> {
    let limited = cx.app.limits.letter(address, &cx.meta.address, cx.now());
    limited.map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
    Ok(Token::fresh())
}

/// What to look for behind the secret part of an address; nothing when it cannot be one of ours. A source that tries many
/// is slowed down.
///
/// # Errors
/// [`Error::TooMany`].
pub fn hash(guest: &Guest, secret: &str) -> Result<Option<TokenHash>> {
    let limited = guest.app.limits.link(&guest.meta.address, guest.app.clock.now());
    limited.map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
    Ok(Token::parse(secret).filter(|token| !token.is_api_key()).map(|token| token.hash()))
}

#[derive(Template)]
#[template(path = "outside_link/note.html")]
struct Note {
    frame: Frame,
    heading: String,
    lede: String,
}

/// A page that says one thing and asks for nothing.
///
/// # Errors
/// When the template fails.
pub fn note(guest: &Guest, heading: &str, lede: &str, status: StatusCode) -> Result<Reply> {
    let page =
        Note { frame: guest_frame(guest, heading), heading: heading.to_owned(), lede: lede.to_owned() };
    Ok(unseen(render(&page)?.status(status)))
}

/// Keeps a page out of every search engine.
#[must_use]
pub fn unseen(reply: Reply) -> Reply {
    reply.header(HeaderName::from_static("x-robots-tag"), "noindex, nofollow")
}

#[cfg(test)]
mod tests {
    use super::Found;
    use sojourn_kit::error::Error;

    #[test]
    fn what_is_over_is_refused_and_what_is_not_ours_is_not_there() {
        let closed = || Error::refused("closed", "It is over.");
        assert_eq!(*Found::of(7, true).open(closed).unwrap(), 7);
        assert!(matches!(Found::of(7, false).open(closed), Err(Error::Refused(_))));
        assert!(matches!(Found::<i32>::Unknown.open(closed), Err(Error::NotFound)));
    }
}
