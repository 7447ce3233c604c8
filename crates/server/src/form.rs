//! A form on its way back to its page: what was typed stays, and what is wrong stands beside it.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chrono::NaiveDate;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::Reply;

/// A form as it was sent, with what is wrong with it; empty for a page that is opened.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// The answers by the names of their fields.
    pub fields: BTreeMap<String, String>,
    /// What is wrong with them.
    pub errors: FieldErrors,
}

impl Sent {
    /// A form whose answers are not looked at yet.
    #[must_use]
    pub fn of(fields: BTreeMap<String, String>) -> Self {
        Self { fields, errors: FieldErrors::default() }
    }

    /// The answer to a field; empty when there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The answer to a field, or what the page proposes as long as nothing was sent.
    #[must_use]
    pub fn or(&self, name: &str, proposed: &str) -> String {
        let proposed = if self.fields.is_empty() { proposed } else { "" };
        self.fields.get(name).map_or(proposed, String::as_str).to_owned()
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<String> {
        self.errors.get(name).map(str::to_owned)
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn is_ticked(&self, name: &str) -> bool {
        self.text(name) == "yes"
    }

    /// A day as people type it.
    pub fn day(&mut self, name: &str, today: NaiveDate) -> NaiveDate {
        match sojourn_calendar::parse_date(self.text(name), today) {
            Ok(day) => day,
            Err(error) => {
                self.errors.add(name, error.to_string());
                today
            }
        }
    }

    /// A day as people type it, or none.
    pub fn day_or_none(&mut self, name: &str, today: NaiveDate) -> Option<NaiveDate> {
        if self.text(name).trim().is_empty() { None } else { Some(self.day(name, today)) }
    }

    /// One word of a choice.
    pub fn choice<T>(&mut self, name: &str, parse: fn(&str) -> Option<T>, sentence: &str, otherwise: T) -> T {
        parse(self.text(name)).unwrap_or_else(|| {
            self.errors.add(name, sentence);
            otherwise
        })
    }

    /// The version that the form was made from.
    #[must_use]
    pub fn version(&self) -> Option<i64> {
        // a form without a version is one that somebody bent: it is stale
        Some(self.text("version").parse().unwrap_or(-1))
    }

    /// What was wrong before the action was asked, and what the action found, together.
    #[must_use]
    pub fn with(mut self, errors: FieldErrors) -> Self {
        for (field, sentence) in errors.0 {
            self.errors.add(field, sentence);
        }
        self
    }
}

/// The status of a page with errors.
#[must_use]
pub fn unprocessable(page: Reply, errors: &FieldErrors) -> Reply {
    if errors.is_empty() { page } else { page.status(StatusCode::UNPROCESSABLE_ENTITY) }
}

/// Takes wrong input back to its page; every other outcome leaves as it is.
///
/// # Errors
/// The errors of the fields, for the page.
pub fn invalid(outcome: Result<Reply>) -> Result<Result<Reply>, FieldErrors> {
    match outcome {
        Err(Error::Invalid(errors)) => Err(errors),
        other => Ok(other),
    }
}

/// The words of a field without the space around them, when they are neither missing nor too long.
pub fn words(errors: &mut FieldErrors, name: &str, text: &str, missing: &str, most: usize) -> String {
    let text = text.trim();
    if text.is_empty() && !missing.is_empty() {
        errors.add(name, missing);
    }
    if text.chars().count() > most {
        errors.add(name, format!("Say it in {most} characters or fewer"));
    }
    text.to_owned()
}
