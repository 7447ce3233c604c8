//! The pages from the start gate to the debrief, below the record they belong to.

mod check_ins;
mod coming_back;
mod debrief;
mod start;

use std::collections::BTreeMap;

use axum::Router;
use axum::routing::get;
use chrono::NaiveDate;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::Reply;

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/start", get(start::show).post(start::send))
        .route("/secondments/{number}/check-ins", get(check_ins::show).post(check_ins::send))
        .route("/secondments/{number}/return", get(coming_back::show).post(coming_back::send))
        .route("/secondments/{number}/debrief", get(debrief::show).post(debrief::send))
}

/// A form as it was sent, with what is wrong with it; empty for a page that is opened.
#[derive(Debug, Default)]
struct Sent {
    fields: BTreeMap<String, String>,
    errors: FieldErrors,
}

impl Sent {
    fn of(fields: BTreeMap<String, String>) -> Self {
        Self { fields, errors: FieldErrors::default() }
    }

    /// The answer to a field; empty when there is none.
    fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The answer to a field, or what the page proposes as long as nothing was sent.
    fn or(&self, name: &str, proposed: &str) -> String {
        let proposed = if self.fields.is_empty() { proposed } else { "" };
        self.fields.get(name).map_or(proposed, String::as_str).to_owned()
    }

    /// A day as people type it.
    fn day(&mut self, name: &str, today: NaiveDate) -> NaiveDate {
        match sojourn_calendar::parse_date(self.text(name), today) {
            Ok(day) => day,
            Err(error) => {
                self.errors.add(name, error.to_string());
                today
            }
        }
    }

    /// One word of a choice.
    fn choice<T>(&mut self, name: &str, parse: fn(&str) -> Option<T>, sentence: &str, otherwise: T) -> T {
        parse(self.text(name)).unwrap_or_else(|| {
            self.errors.add(name, sentence);
            otherwise
        })
    }

    /// The version that the form was made from.
    fn version(&self) -> Option<i64> {
        // a form without a version is one that somebody bent: it is stale
        Some(self.text("version").parse().unwrap_or(-1))
    }

    /// What was wrong before the action was asked, and what the action found, together.
    fn with(mut self, errors: FieldErrors) -> Self {
        for (field, sentence) in errors.0 {
            self.errors.add(field, sentence);
        }
        self
    }
}

/// The status of a page with errors.
fn unprocessable(page: Reply, errors: &FieldErrors) -> Reply {
    if errors.is_empty() { page } else { page.status(axum::http::StatusCode::UNPROCESSABLE_ENTITY) }
}

/// Takes wrong input back to its page; every other outcome leaves as it is.
fn invalid(outcome: Result<Reply>) -> Result<Result<Reply>, FieldErrors> {
    match outcome {
        Err(Error::Invalid(errors)) => Err(errors),
        other => Ok(other),
    }
}
