//! The pages of change, below the record they belong to.

mod ask;
mod export;
mod list;
mod show;

use std::collections::BTreeMap;

use axum::Router;
use axum::routing::{get, post};
use chrono::NaiveDate;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::Reply;

use super::compare::Comparison;
use crate::app::App;
use crate::shell::{Cell, Column, Row, Table};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/changes", get(list::show))
        .route("/secondments/{number}/changes.csv", get(export::csv))
        .route("/secondments/{number}/changes.xlsx", get(export::xlsx))
        .route("/secondments/{number}/changes/new/{kind}", get(ask::show).post(ask::send))
        .route("/secondments/{number}/changes/{change}", get(show::show))
        .route("/secondments/{number}/changes/{change}/answers", post(show::answer))
        .route("/secondments/{number}/changes/{change}/withdrawal", post(show::withdraw))
        .route("/secondments/{number}/changes/{change}/lateness", post(show::explain))
        .route("/secondments/{number}/agreement/terms", get(super::terms::pages::show))
        .merge(super::happenings::pages::routes())
}

/// A form as it was sent, with what is wrong with it; empty for a page that is opened.
#[derive(Debug, Default)]
pub(super) struct Sent {
    fields: BTreeMap<String, String>,
    pub(super) errors: FieldErrors,
}

impl Sent {
    pub(super) fn of(fields: BTreeMap<String, String>) -> Self {
        Self { fields, errors: FieldErrors::default() }
    }

    /// The answer to a field; empty when there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The answer to a field, or what the page proposes as long as nothing was sent.
    pub(super) fn or(&self, name: &str, proposed: &str) -> String {
        let proposed = if self.fields.is_empty() { proposed } else { "" };
        self.fields.get(name).map_or(proposed, String::as_str).to_owned()
    }

    /// The answer to a field that may be left empty.
    fn given(&self, name: &str) -> Option<String> {
        Some(self.text(name).trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// A day as people type it, or nothing.
    pub(super) fn day(&mut self, name: &str, today: NaiveDate) -> Option<NaiveDate> {
        let text = self.given(name)?;
        sojourn_calendar::parse_date(&text, today)
            .map_err(|error| self.errors.add(name, error.to_string()))
            .ok()
    }

    pub(super) fn error(&self, name: &str) -> Option<String> {
        self.errors.get(name).map(str::to_owned)
    }

    /// What was wrong before the action was asked, and what the action found, together.
    pub(super) fn with(mut self, errors: FieldErrors) -> Self {
        for (field, sentence) in errors.0 {
            self.errors.add(field, sentence);
        }
        self
    }
}

/// The status of a page with errors.
pub(super) fn unprocessable(page: Reply, errors: &FieldErrors) -> Reply {
    if errors.is_empty() { page } else { page.status(axum::http::StatusCode::UNPROCESSABLE_ENTITY) }
}

/// Takes wrong input back to its page; every other outcome leaves as it is.
pub(super) fn invalid(outcome: Result<Reply>) -> Result<Result<Reply>, FieldErrors> {
    match outcome {
        Err(Error::Invalid(errors)) => Err(errors),
        other => Ok(other),
    }
}

/// Before and after as a table; nothing when there is nothing to compare.
fn table(compared: &Comparison, then: &str) -> Option<Table> {
    let row = |one: &super::compare::Compared| Row {
        cells: vec![Cell::Text(one.what.clone()), Cell::Text(one.now.clone()), Cell::Text(one.then.clone())],
    };
    (!compared.rows.is_empty()).then(|| Table {
        caption: "Before and after".to_owned(),
        hide_caption: true,
        columns: vec![Column::text("What"), Column::text("As it stands"), Column::text(then)],
        rows: compared.rows.iter().map(row).collect(),
        foot: None,
    })
}
