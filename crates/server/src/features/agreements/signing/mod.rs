//! Signing: who is asked, how they prove who they are, and the signature itself.
//!
//! A mailed link only locates the request. What proves the signer is fresh: a session in which they proved who
//! they are within the last five minutes, or a six-digit code mailed to their own address, bound to the browser
//! that asked for it, good for ten minutes and five tries. A proof by code stands for [`codes::PROVEN_FOR`], so
//! that there is time to read.

pub mod act;
pub mod codes;
pub mod decline;
pub mod evidence;
pub mod links;
pub mod outside;
mod store;
pub mod views;

use chrono::{DateTime, Duration, Utc};

use super::model::{CodeId, Signatory};
use crate::actor::{Actor, SessionId, Way};
use crate::app::App;
use crate::cx::{Cx, Meta};
use sojourn_kit::auth::TokenHash;
use sojourn_kit::error::Result;

/// How fresh a session has to be to sign with it.
const FRESH: Duration = Duration::minutes(5);

/// What proves who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A session in which they proved who they are a moment ago.
    Session {
        /// The session.
        id: SessionId,
        /// When they last proved who they are.
        at: DateTime<Utc>,
    },
    /// A code mailed to their own address.
    Code {
        /// The code.
        id: CodeId,
        /// When it was entered.
        at: DateTime<Utc>,
    },
}

/// Which browser or program asks, as a hash: a code opens nothing anywhere else.
#[must_use]
pub fn asker(actor: &Actor) -> Option<TokenHash> {
    match &actor.way {
        Way::Session { id, .. } => Some(TokenHash::of_parts(&[b"session", id.to_string().as_bytes()])),
        Way::Token(id) => Some(TokenHash::of_parts(&[b"key", id.to_string().as_bytes()])),
        Way::Link | Way::Job(_) => None,
    }
}

/// What proves that the actor is this signatory now; nothing when they have to prove it again.
///
/// # Errors
/// When the database does not answer.
pub async fn proof(cx: &mut Cx, signatory: &Signatory, browser: &TokenHash) -> Result<Option<Proof>> {
    if let Way::Session { id, fresh_at } = &cx.actor.way
        && *fresh_at > cx.now() - FRESH
        && cx.actor.person == signatory.person
    {
        return Ok(Some(Proof::Session { id: *id, at: *fresh_at }));
    }
    Ok(codes::proven(cx, signatory.id, browser).await?.map(|(id, at)| Proof::Code { id, at }))
}

/// A piece of work beside the request's own. It leaves the one-time key alone: a try with a code counts even when
/// the request fails, and an answer that holds a secret is not kept for a second time.
///
/// # Errors
/// When the database does not answer.
pub async fn aside(app: &App, actor: &Actor, meta: &Meta) -> Result<Cx> {
    Ok(Cx::new(app.clone(), actor.clone(), app.db.write().await?, meta.clone()))
}
