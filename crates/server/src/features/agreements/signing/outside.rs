//! Somebody without an account: found by the private link in a letter, then known by a code in one browser.

use sojourn_kit::auth::{Token, TokenHash};
use sojourn_kit::error::{Error, Result};

use super::links::Link;
use super::{codes, links};
use crate::actor::{Actor, PersonId, Way};
use crate::cx::Cx;
use crate::door::Guest;
use crate::features::agreements::events::about;
use crate::features::agreements::issuing::ask_again;
use crate::features::agreements::model::{Agreement, Signatory, SignatoryStatus};
use crate::features::agreements::store;
use crate::features::people;
use crate::features::secondments::{self, Record};

/// A request to sign, with the one who may answer it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The signatory as an actor who came by a link.
    pub actor: Actor,
    /// Their signature.
    pub signatory: Signatory,
    /// The version they were asked to sign.
    pub agreement: Agreement,
    /// The record, as far as it exists for them.
    pub record: Record,
}

/// What a private link leads to.
#[derive(Debug, Clone)]
pub enum Found {
    /// A request to sign, or a signature given.
    Open(Box<Request>, Link),
    /// A request whose link is too old.
    Expired(Box<Request>, Link),
    /// Taken back: another link or another text has taken its place.
    Revoked,
    /// No link of ours.
    Unknown,
}

/// What the private link leads to. Changes nothing.
///
/// # Errors
/// [`Error::TooMany`] from a source that tries many; when the database does not answer.
pub async fn by_link(guest: &Guest, token: &str) -> Result<Found> {
    let limited = guest.app.limits.link(&guest.meta.address, guest.app.clock.now());
    limited.map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
    let Some(token) = Token::parse(token).filter(|token| !token.is_api_key()) else {
        return Ok(Found::Unknown);
    };
    let mut cx = guest.read_as(Actor::product("finding a private link")).await?;
    let Some(link) = links::find(&mut cx, &token).await? else { return Ok(Found::Unknown) };
    if link.revoked_at.is_some() {
        return Ok(Found::Revoked);
    }
    let signatory = store::load_signatory(&mut cx, link.signatory).await?;
    let request = Box::new(request(&mut cx, signatory).await?);
    if request.agreement.issued_sha != Some(link.document) {
        return Ok(Found::Revoked);
    }
    Ok(if link.expires_at <= cx.now() { Found::Expired(request, link) } else { Found::Open(request, link) })
}

/// The request that this browser asked a code for, entered or not.
///
/// # Errors
/// When the database does not answer.
pub async fn by_browser(guest: &Guest, browser: &TokenHash) -> Result<Option<Request>> {
    let mut cx = guest.read_as(Actor::product("finding a private link")).await?;
    let Some(code) = codes::newest(&mut cx, browser).await? else { return Ok(None) };
    let signatory = store::load_signatory(&mut cx, code.signatory).await?;
    if signatory.has_account {
        return Ok(None);
    }
    request(&mut cx, signatory).await.map(Some)
}

async fn request(cx: &mut Cx, signatory: Signatory) -> Result<Request> {
    let agreement = store::load(cx, signatory.agreement).await?;
    let actor = actor(cx, signatory.person).await?;
    cx.actor = actor.clone();
    let record = secondments::store::load_by_id(cx, agreement.secondment).await?;
    Ok(Request { actor, signatory, agreement, record })
}

async fn actor(cx: &mut Cx, person: PersonId) -> Result<Actor> {
    let who = people::store::brief(cx, person).await?;
    Ok(Actor {
        account: None,
        person,
        organisation: who.organisation,
        organisation_name: who.organisation_name,
        name: who.name,
        job_title: who.job_title,
        roles: Vec::new(),
        manages: false,
        way: Way::Link,
        owes_factor: false,
    })
}

/// Sends a fresh link to the address the old one went to. Whoever holds the old one learns nothing by it.
///
/// # Errors
/// [`Error::TooMany`] when too many were asked for; a refusal when nobody is asked to sign any more.
pub async fn renew(cx: &mut Cx, request: &Request) -> Result<()> {
    if request.signatory.status != SignatoryStatus::Asked {
        return Err(Error::refused("not_open", "There is nothing left to sign here."));
    }
    ask_again(cx, &request.record, request.signatory.id).await.map(drop)
}

/// Notes that the signer has proved who they are and sees the text.
///
/// # Errors
/// When the database refuses.
pub async fn opened(cx: &mut Cx, request: &Request) -> Result<()> {
    let document = hex::encode(request.agreement.issued()?);
    let event = about!(
        Opened, request.record.secondment, request.agreement,
        signatory: request.signatory.id,
        person: request.signatory.person,
        document: document,
    );
    cx.record(&event).await
}
