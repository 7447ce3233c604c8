//! From typed words to a destination.

use chrono::NaiveDate;
use sojourn_calendar::{Fte, parse_date};
use sojourn_kit::error::{FieldErrors, Result};

use super::super::super::actions::Draft;
use super::super::super::model::{Destination, Host};
use super::manager;
use crate::cx::Cx;
use crate::features::secondments::{Kind, Scope};
use crate::typed;

/// The form fields as answers.
///
/// # Errors
/// Sentences by field.
pub async fn read(cx: &mut Cx, draft: &Draft, typed: &typed::Form) -> Result<Destination> {
    let mut errors = FieldErrors::default();
    let days = days(typed, cx.today(), &mut errors);
    let scope = draft.record.secondment.scope;
    let manager = manager::read(cx, scope, typed, &mut errors).await?;
    errors.check()?;
    let other = if typed.get("host_new").is_empty() { typed.text("host") } else { typed.text("host_new") };
    let host = match scope {
        Scope::Internal => Host::Department { name: typed.text("host") },
        Scope::External => Host::Organisation { name: other, legal_name: String::new() },
    };
    Ok(Destination {
        kind: Kind::parse(typed.get("kind")),
        host: Some(host),
        manager,
        place: typed.text("place"),
        ends_with: typed.text("ends_with"),
        ..days
    })
}

/// Dates and share alone, for the live estimate; what cannot be read is left out and noted in `errors`.
pub fn days(typed: &typed::Form, today: NaiveDate, errors: &mut FieldErrors) -> Destination {
    let mut day = |field: &str| match typed.get(field) {
        "" => None,
        words => parse_date(words, today).map_err(|error| errors.add(field, error.to_string())).ok(),
    };
    let (starts_on, ends_on) = (day("starts_on"), day("ends_on"));
    let share = match typed.get("share") {
        "" => Fte::FULL,
        words => words.parse().unwrap_or_else(|error: sojourn_calendar::CalendarError| {
            errors.add("share", error.to_string());
            Fte::FULL
        }),
    };
    Destination { starts_on, ends_on, share_bp: share.basis_points(), ..Destination::default() }
}
