//! The page where administrators choose what sign-in asks for.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply};

use super::super::settings::tabs;
use super::super::{require_fresh, to_sign_in_again};
use super::Who;
use crate::app::App;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, FieldOption, FieldView, Frame, Place, Tabs};

const HERE: &str = "/settings/rules";

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new().route("/settings/rules", get(page).post(change))
}

#[derive(Template)]
#[template(path = "features/accounts/rules/rules.html")]
struct RulesPage {
    frame: Frame,
    tabs: Tabs,
    organisation: String,
    errors: ErrorSummary,
    field: FieldView,
    version: i64,
}

async fn view(door: &Door, typed: Option<&str>, wrong: &FieldErrors) -> Result<Reply> {
    let mut cx = door.read().await?;
    let rules = super::read(&mut cx).await?;
    let options = Who::ALL.map(|who| FieldOption::new(who.as_str(), who.words().0).hint(who.words().1));
    let field = FieldView::new("second_factor", "Who needs a second factor?")
        .radios(options.to_vec())
        .value(typed.unwrap_or(rules.second_factor.as_str()))
        .error(wrong.get("second_factor"));
    let mut errors = ErrorSummary::of([&field]);
    if let Some(message) = wrong.get("") {
        errors = errors.and(message);
    }
    render(&RulesPage {
        frame: frame(door, "Sign-in rules", Some(Place::Settings)).with_errors(!errors.is_empty()),
        tabs: tabs(&door.actor, HERE),
        organisation: door.actor.organisation_name.clone(),
        errors,
        field,
        version: rules.version,
    })
}

async fn page(door: Door) -> Result<Reply> {
    view(&door, None, &FieldErrors::default()).await
}

#[derive(Debug, Deserialize)]
struct Typed {
    #[serde(default)]
    second_factor: String,
    #[serde(default)]
    version: i64,
}

async fn change(door: Door, Fields(typed): Fields<Typed>) -> Result<Reply> {
    super::administered(&door.actor)?;
    if require_fresh(&door.actor, door.app().clock.now()).is_err() {
        return Ok(to_sign_in_again(HERE));
    }
    let mut cx = door.write().await?;
    let wrong = match super::change(&mut cx, &typed.second_factor, typed.version).await {
        Ok(_) => return cx.finish(Reply::see(HERE).flash("Saved. It holds from now on.")).await,
        Err(Error::Invalid(wrong)) => wrong,
        Err(Error::Refused(refusal)) => {
            let mut wrong = FieldErrors::default();
            wrong.add("", refusal.sentence);
            wrong
        }
        Err(error) => return Err(error),
    };
    drop(cx);
    Ok(view(&door, Some(&typed.second_factor), &wrong).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
}
