//! The page of keys for programs.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use chrono::NaiveDate;
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::settings::tabs;
use super::super::{require_fresh, to_sign_in_again};
use super::{Key, Scope};
use crate::actor::ApiTokenId;
use crate::app::App;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Place, Tabs, Width};

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/keys", get(page).post(make))
        .route("/settings/keys/{id}/revoke", post(revoke))
}

struct Line {
    id: ApiTokenId,
    name: String,
    scope: &'static str,
    used: String,
    until: String,
    over: bool,
}

#[derive(Template)]
#[template(path = "features/accounts/keys/keys.html")]
struct KeysPage {
    frame: Frame,
    tabs: Tabs,
    errors: ErrorSummary,
    name: FieldView,
    scope: FieldView,
    days: FieldView,
    keys: Vec<Line>,
    /// The key that was just made, shown this once.
    made: Option<String>,
}

#[derive(Debug, Deserialize)]
struct NewKey {
    #[serde(default)]
    name: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    days: String,
}

fn line(key: Key, today: NaiveDate) -> Line {
    let used = key.last_used_at.map_or("Never used".to_owned(), |at| {
        format!("Last used {} {}", short_day(at.date_naive(), today), at.format("%H:%M"))
    });
    let end = key.expires_at.date_naive();
    let over = end < today;
    let until = format!("{} {}", if over { "Ended" } else { "Works until" }, short_day(end, today));
    Line { id: key.id, name: key.name, scope: key.scope.label(), used, until, over }
}

async fn view(door: &Door, typed: &NewKey, wrong: &FieldErrors, made: Option<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let today = cx.today();
    let keys = super::list(&mut cx).await?.into_iter().map(|key| line(key, today)).collect();
    let name = FieldView::new("name", "What is it for?")
        .hint("So that you know later which one to revoke.")
        .value(&typed.name)
        .error(wrong.get("name"));
    let scope = FieldView::new("scope", "What may it do?")
        .radios(vec![
            FieldOption::new(Scope::Read.as_str(), Scope::Read.label())
                .hint("It sees what you see and changes nothing."),
            FieldOption::new(Scope::ReadAndWrite.as_str(), Scope::ReadAndWrite.label())
                .hint("It can do what you can do here, but not sign."),
        ])
        .value(&typed.scope)
        .error(wrong.get("scope"));
    let days = FieldView::new("days", "How many days should it work?")
        .hint("365 at most.")
        .kind(FieldKind::Number)
        .width(Width::Short)
        .value(&typed.days)
        .error(wrong.get("days"));
    let errors = ErrorSummary::of([&name, &scope, &days]);
    render(&KeysPage {
        frame: frame(door, "Keys for programs", Some(Place::Settings)).with_errors(!errors.is_empty()),
        tabs: tabs(&door.actor, "/settings/keys"),
        errors,
        name,
        scope,
        days,
        keys,
        made,
    })
}

fn blank() -> NewKey {
    NewKey { name: String::new(), scope: Scope::Read.as_str().to_owned(), days: "90".to_owned() }
}

async fn page(door: Door) -> Result<Reply> {
    view(&door, &blank(), &FieldErrors::default(), None).await
}

async fn make(door: Door, Fields(typed): Fields<NewKey>) -> Result<Reply> {
    if require_fresh(&door.actor, door.app().clock.now()).is_err() {
        return Ok(to_sign_in_again("/settings/keys"));
    }
    let mut cx = door.write().await?;
    match super::make(&mut cx, &typed.name, &typed.scope, &typed.days).await {
        Ok((_, token)) => {
            // what is kept for a second submit does not hold the key
            cx.finish(Reply::see("/settings/keys").flash("The key is made. It was shown once.")).await?;
            view(&door, &blank(), &FieldErrors::default(), Some(token.reveal().to_owned())).await
        }
        Err(Error::Invalid(wrong)) => {
            drop(cx);
            Ok(view(&door, &typed, &wrong, None).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}

async fn revoke(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: ApiTokenId = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    super::revoke(&mut cx, id).await?;
    cx.finish(Reply::see("/settings/keys").flash("The key is revoked.")).await
}
