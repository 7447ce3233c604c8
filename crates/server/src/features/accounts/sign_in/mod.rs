//! The ways in and out: password, one-time link, proof again, sign-out, and the doors of the demo.

pub mod pages;
mod step;
mod views;

use axum::http::HeaderMap;
use sojourn_kit::auth::{SecretCookie, Token};
use sojourn_kit::error::{Error, Result};

use super::factor::enter::{self, Entered};
use super::links::store::{self as link_store, Purpose};
use super::{links, model, proof, sessions, store};
use crate::actor::{AccountId, Actor};
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::world;

/// Opens work that signs somebody in. It takes no one-time key: its answer holds a secret and must not be kept.
async fn open(app: &App, meta: &Meta) -> Result<Cx> {
    Ok(Cx::new(app.clone(), Actor::product("sign-in"), app.db.write().await?, meta.clone()))
}

/// Begins a session through a door of the demo, where nobody proves anything.
async fn begin(app: &App, meta: &Meta, headers: &HeaderMap, account: AccountId) -> Result<Token> {
    let mut cx = open(app, meta).await?;
    let token = sessions::begin(&mut cx, headers, account).await?;
    cx.commit().await?;
    Ok(token)
}

/// Signs in with a password, or comes to the page that asks for the code; nothing when it is wrong, whatever the
/// reason.
///
/// # Errors
/// [`Error::TooMany`] when the brake is on.
async fn with_password(
    app: &App,
    meta: &Meta,
    headers: &HeaderMap,
    email: &str,
    password: &str,
) -> Result<Option<Entered>> {
    let Some(account) = proof::by_password(app, meta, email, password).await? else { return Ok(None) };
    let mut cx = open(app, meta).await?;
    let entered = enter::begin(&mut cx, headers, account).await?;
    cx.commit().await?;
    Ok(Some(entered))
}

/// Mails a link to the address, if there is a live account. Whoever asked learns nothing either way.
///
/// # Errors
/// [`Error::TooMany`] when too many letters were asked for.
async fn ask_for_link(cx: &mut Cx, email: &str, next: &str) -> Result<()> {
    let email = model::address(email);
    let (app, meta) = (cx.app.clone(), cx.meta.clone());
    proof::letter_allowed(&app, &mut cx.tx, &meta, &email).await?;
    match store::live_by_email(&mut cx.tx, &email).await? {
        Some(account) => links::mail(cx, &account, next).await,
        None => {
            tracing::info!("a sign-in link was asked for an address without an account");
            Ok(())
        }
    }
}

/// Whether the link would still work. Changes nothing: programs that check mail open links too.
async fn link_works(app: &App, meta: &Meta, text: &str) -> Result<bool> {
    proof::link_allowed(app, meta)?;
    let Some(token) = Token::parse(text) else { return Ok(false) };
    let mut cx = Cx::new(app.clone(), Actor::product("sign-in"), app.db.read().await?, meta.clone());
    link_store::works(&mut cx, &token, Purpose::SignIn).await
}

/// Uses a link up and signs in, or comes to the page that asks for the code; nothing when it does not work any more.
async fn with_link(app: &App, meta: &Meta, headers: &HeaderMap, text: &str) -> Result<Option<Entered>> {
    proof::link_allowed(app, meta)?;
    let Some(link) = Token::parse(text) else { return Ok(None) };
    let mut cx = open(app, meta).await?;
    let Some(Some(account)) = link_store::use_up(&mut cx, &link, Purpose::SignIn).await? else {
        return Ok(None);
    };
    let account = store::load(&mut cx.tx, account).await?;
    if store::live_by_email(&mut cx.tx, &account.email).await?.is_none() {
        return Ok(None);
    }
    let entered = enter::begin(&mut cx, headers, account.id).await?;
    cx.commit().await?;
    Ok(Some(entered))
}

/// Ends the browser's session on the server.
async fn leave(app: &App, meta: &Meta, headers: &HeaderMap) -> Result<()> {
    let Some(token) = SecretCookie::session(app.config.secure_cookies()).read(headers) else { return Ok(()) };
    let mut cx = open(app, meta).await?;
    sessions::store::end_token(&mut cx, &token).await?;
    cx.commit().await
}

/// The account and name of a person of the demo world. In a real installation there is no such door.
async fn persona(app: &App, key: &str) -> Result<(AccountId, String)> {
    if !app.demo {
        return Err(Error::NotFound);
    }
    let world = world::find(app).await?.ok_or(Error::NotFound)?;
    let account = world.account(key).map_err(|_| Error::NotFound)?;
    let name = world.personas().find(|(own, _)| *own == key).map(|(_, name)| name);
    Ok((account, name.ok_or(Error::NotFound)?))
}

/// The key of the demo's person behind an account; none in a real installation.
async fn persona_key(app: &App, account: AccountId) -> Result<Option<&'static str>> {
    if !app.demo {
        return Ok(None);
    }
    let Some(world) = world::find(app).await? else { return Ok(None) };
    Ok(world.personas().map(|(key, _)| key).find(|key| world.account(key).ok() == Some(account)))
}
