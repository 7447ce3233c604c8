//! The terms of a day, as JSON.

use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Problem, Reply, Route, Search};
use utoipa::{IntoParams, ToSchema};

use super::{DayState, Source, Terms};
use crate::door::Door;
use crate::features::changes::actions::followed;

/// Which day.
#[derive(Debug, Deserialize, IntoParams)]
pub struct OnDay {
    /// The day, ISO 8601; today when missing.
    #[serde(default)]
    pub on: Option<String>,
}

/// One term.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermView {
    /// Such as `last day`.
    pub term: String,
    /// What it says.
    pub words: String,
    /// Where it comes from.
    pub source: Source,
}

/// The terms that count on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsView {
    /// The day.
    pub on: NaiveDate,
    /// What the day is to the agreement.
    pub state: DayState,
    /// The terms, each with where it comes from; none while nothing is signed.
    pub terms: Vec<TermView>,
    /// The days on which a term changes, in order.
    pub days_of_change: Vec<NaiveDate>,
    /// Whether a change that counts on this day was signed later.
    pub has_retroactive: bool,
}

impl From<Terms> for TermsView {
    fn from(terms: Terms) -> Self {
        let term = |one: super::Term| TermView { term: one.what, words: one.words, source: one.source };
        Self {
            on: terms.on,
            state: terms.state,
            terms: terms.terms.into_iter().map(term).collect(),
            days_of_change: terms.days,
            has_retroactive: terms.has_retroactive,
        }
    }
}

/// The terms of the agreement on a day, computed from what was signed and told. For those who see the agreement.
#[utoipa::path(get, path = "/secondments/{number}/agreement/terms", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312"), OnDay),
    responses((status = 200, body = TermsView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn show(door: Door, Route(number): Route<String>, Search(day): Search<OnDay>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = followed(&mut cx, &number).await?;
    let on = match day.on.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => cx.today(),
        Some(text) => text.parse().map_err(|_| Error::field("on", "Write a day such as 2027-03-01"))?,
    };
    let terms = super::on(&mut cx, &record, on).await?;
    Ok(Reply::json(StatusCode::OK, &TermsView::from(terms)))
}
