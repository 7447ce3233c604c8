//! Where somebody is signed in, and their password, on one page.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::settings::{password, tabs};
use super::super::{model, require_fresh, store, to_sign_in_again};
use super::account_of;
use crate::actor::SessionId;
use crate::app::App;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::words::{counted, short_day};
use crate::shell::{ErrorSummary, FieldKind, FieldView, Frame, Place, Tabs, Width};

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/sign-in", get(page))
        .route("/settings/password", post(change_password))
        .route("/settings/sessions/{id}/end", post(end))
        .route("/settings/sessions/end-others", post(end_others))
}

struct Line {
    id: SessionId,
    browser: String,
    address: String,
    seen: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "features/accounts/sessions/sign_in.html")]
struct SignInSettings {
    frame: Frame,
    tabs: Tabs,
    email: String,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
    has_password: bool,
    sessions: Vec<Line>,
}

async fn page(door: Door) -> Result<Reply> {
    view(&door, &FieldErrors::default()).await
}

async fn view(door: &Door, wrong: &FieldErrors) -> Result<Reply> {
    let mut cx = door.read().await?;
    let account = account_of(&cx.actor)?;
    let account = store::load(&mut cx.tx, account).await?;
    let today = cx.today();
    let sessions = super::list(&mut cx).await?.into_iter().map(|session| Line {
        id: session.id,
        browser: model::browser_words(&session.user_agent),
        address: session.address,
        seen: format!(
            "{} {}",
            short_day(session.seen_at.date_naive(), today),
            session.seen_at.format("%H:%M")
        ),
        current: session.current,
    });
    let fields = password_fields(account.has_password, wrong);
    let errors = ErrorSummary::of(&fields);
    render(&SignInSettings {
        frame: frame(door, "Sign-in settings", Some(Place::Settings)).with_errors(!errors.is_empty()),
        tabs: tabs(&door.actor, "/settings/sign-in"),
        email: account.email,
        errors,
        fields,
        has_password: account.has_password,
        sessions: sessions.collect(),
    })
}

fn password_fields(has_password: bool, wrong: &FieldErrors) -> Vec<FieldView> {
    let field = |name: &str, label: &str, token| {
        FieldView::new(name, label)
            .kind(FieldKind::Password)
            .width(Width::Middle)
            .autocomplete(token)
            .error(wrong.get(name))
    };
    let current = field("current_password", "Current password", "current-password");
    let new = field("new_password", "New password", "new-password")
        .hint("At least 8 characters. A few unrelated words make a good one; no digits or signs are needed.");
    has_password.then_some(current).into_iter().chain([new]).collect()
}

#[derive(Debug, Deserialize)]
struct NewPassword {
    #[serde(default)]
    current_password: String,
    #[serde(default)]
    new_password: String,
}

async fn change_password(door: Door, Fields(typed): Fields<NewPassword>) -> Result<Reply> {
    let account = account_of(&door.actor)?;
    let account = store::load(&mut door.app().db.read().await?, account).await?;
    if !account.has_password && require_fresh(&door.actor, door.app().clock.now()).is_err() {
        return Ok(to_sign_in_again("/settings/sign-in"));
    }
    match password::change(&door, &account, &typed.current_password, &typed.new_password).await {
        Ok(reply) => Ok(reply),
        Err(Error::Invalid(wrong)) => Ok(view(&door, &wrong).await?.status(StatusCode::UNPROCESSABLE_ENTITY)),
        Err(error) => Err(error),
    }
}

async fn end(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: SessionId = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    super::end(&mut cx, id).await?;
    cx.finish(Reply::see("/settings/sign-in").flash("That browser is signed out.")).await
}

async fn end_others(door: Door) -> Result<Reply> {
    let mut cx = door.write().await?;
    let count = super::end_others(&mut cx).await?;
    let sentence = format!("Signed out of {}.", counted(count, "other browser", "other browsers"));
    cx.finish(Reply::see("/settings/sign-in").flash(&sentence)).await
}
