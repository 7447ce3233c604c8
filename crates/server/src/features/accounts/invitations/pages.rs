//! The page of one person's account.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::{factor, to_sign_in_again};
use crate::actor::{PersonId, Role};
use crate::app::App;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::{Crumbs, ErrorSummary, FieldKind, FieldView, Frame, Link, Place};

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/people/{id}/account", get(page).post(invite))
        .route("/people/{id}/account/off", post(off))
        .route("/people/{id}/account/on", post(on))
        .route("/people/{id}/account/second-factor-removal", post(remove_factor))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    None,
    Live,
    Off,
}

#[derive(Template)]
#[template(path = "features/accounts/invitations/account.html")]
struct AccountPage {
    frame: Frame,
    crumbs: Crumbs,
    errors: ErrorSummary,
    here: String,
    state: State,
    own: bool,
    /// Whether the actor may remove the second factor that this person has.
    removes_factor: bool,
    name: String,
    sign_in: String,
    email: FieldView,
}

fn person(text: &str) -> Result<PersonId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn view(door: &Door, id: PersonId, typed: Option<&str>, wrong: &FieldErrors) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (person, account) = super::load(&mut cx, id).await?;
    let known = person.email.clone().unwrap_or_default();
    let email = FieldView::new("email", "Work email")
        .kind(FieldKind::Email)
        .hint("They sign in with it.")
        .value(typed.unwrap_or(&known))
        .error(wrong.get("email"));
    let errors = ErrorSummary::of([&email]);
    let state = match &account {
        None => State::None,
        Some(account) if account.disabled_at.is_some() => State::Off,
        Some(_) => State::Live,
    };
    let factor = match &account {
        Some(account) => factor::store::confirmed(&mut cx.tx, account.id).await?,
        None => None,
    };
    let here = format!("/people/{id}/account");
    let people = Link::new("People", "/people");
    render(&AccountPage {
        frame: frame(door, format!("Account of {}", person.name), Some(Place::People))
            .with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(vec![people, Link::new(&person.name, format!("/people/{id}"))], "Account"),
        errors,
        here,
        state,
        own: person.id == door.actor.person,
        removes_factor: factor.is_some() && door.actor.holds(Role::SysAdmin, person.organisation),
        name: person.name,
        sign_in: account.map(|account| account.email).unwrap_or_default(),
        email,
    })
}

async fn page(door: Door, Route(id): Route<String>) -> Result<Reply> {
    view(&door, person(&id)?, None, &FieldErrors::default()).await
}

#[derive(Debug, Deserialize)]
struct Typed {
    #[serde(default)]
    email: String,
}

async fn invite(door: Door, Route(id): Route<String>, Fields(typed): Fields<Typed>) -> Result<Reply> {
    let id = person(&id)?;
    let mut cx = door.write().await?;
    match super::invite(&mut cx, id, &typed.email).await {
        Ok(account) => {
            let sentence = format!("A letter with a sign-in link is on its way to {}.", account.email);
            cx.finish(Reply::see(format!("/people/{id}/account")).flash(&sentence)).await
        }
        Err(Error::Invalid(wrong)) => {
            drop(cx);
            let page = view(&door, id, Some(&typed.email), &wrong).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}

async fn off(door: Door, Route(id): Route<String>) -> Result<Reply> {
    switch(&door, &id, false, "The account is switched off. Its owner is signed out everywhere.").await
}

async fn on(door: Door, Route(id): Route<String>) -> Result<Reply> {
    switch(&door, &id, true, "The account is switched on again.").await
}

async fn remove_factor(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id = person(&id)?;
    let here = format!("/people/{id}/account");
    let mut cx = door.write().await?;
    match super::remove_factor(&mut cx, id).await {
        Ok(()) => cx.finish(Reply::see(here).flash("Their second factor is removed.")).await,
        Err(Error::Refused(refusal)) if refusal.code == "sign_in_again" => Ok(to_sign_in_again(&here)),
        Err(error) => Err(error),
    }
}

async fn switch(door: &Door, id: &str, on: bool, sentence: &str) -> Result<Reply> {
    let id = person(id)?;
    let mut cx = door.write().await?;
    super::switch(&mut cx, id, on).await?;
    cx.finish(Reply::see(format!("/people/{id}/account")).flash(sentence)).await
}
