//! Who decides in whose place, from when to when.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::PersonId;
use crate::typed::{LINE, check_text};

id_type!(
    /// A delegation.
    DelegationId, "del"
);

/// The most days that somebody may decide in the place of another, at one time.
pub const LONGEST: i64 = 366;

/// A delegation.
#[derive(Debug, Clone)]
pub struct Delegation {
    /// The stable id.
    pub id: DelegationId,
    /// Whose decisions.
    pub person: PersonId,
    /// Their name.
    pub person_name: String,
    /// Who decides meanwhile.
    pub delegate: PersonId,
    /// Their name.
    pub delegate_name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day, counted in.
    pub to: NaiveDate,
    /// Why.
    pub reason: String,
    /// When it was ended early.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Delegation {
    /// Whether it can still have an effect.
    #[must_use]
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.ended_at.is_none() && self.to >= today
    }

    /// How it stands, in a word.
    #[must_use]
    pub fn status(&self, today: NaiveDate) -> &'static str {
        match () {
            () if self.ended_at.is_some() => "Ended early",
            () if self.to < today => "Over",
            () if self.from > today => "From a later day",
            () => "Now",
        }
    }
}

/// Somebody decides in my place.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DelegationInput {
    /// Their email address, or their name when only one person has it.
    #[serde(default)]
    pub delegate: String,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day, counted in.
    pub to: Option<NaiveDate>,
    /// Why, in a few words.
    #[serde(default)]
    pub reason: String,
}

impl DelegationInput {
    /// The days, if all will do.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate) -> Result<(NaiveDate, NaiveDate)> {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "delegate", &self.delegate, LINE, Some("Write who decides meanwhile"));
        check_text(
            &mut errors,
            "reason",
            &self.reason,
            LINE,
            Some("Say why, such as “Leave until 4 January”"),
        );
        let (from, to) = (self.from.unwrap_or(today), self.to.unwrap_or(today));
        if self.from.is_none_or(|from| from < today) {
            errors.add("from", "Choose today or a later day");
        }
        if self.to.is_none() {
            errors.add("to", "Write the last day");
        } else if to < from {
            errors.add("to", "The last day is before the first");
        } else if (to - from).num_days() >= LONGEST {
            errors.add("to", "A year at most. Somebody else should hold the role then");
        }
        errors.check()?;
        Ok((from, to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lie_ahead_in_order_and_within_a_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-23");
        let input = |from: &str, to: &str| DelegationInput {
            delegate: "x@y.example".to_owned(),
            from: from.parse().ok(),
            to: to.parse().ok(),
            reason: "Leave".to_owned(),
        };
        assert!(input("2026-11-23", "2026-11-23").check(today).is_ok());
        for (from, to) in [
            ("2026-11-22", "2026-11-24"),
            ("2026-11-25", "2026-11-24"),
            ("2026-11-25", "2028-11-24"),
            ("", "2026-11-24"),
            ("2026-11-25", ""),
        ] {
            assert!(input(from, to).check(today).is_err(), "{from} to {to}");
        }
        let nobody = DelegationInput { delegate: " ".to_owned(), ..input("2026-11-23", "2026-11-24") };
        assert!(nobody.check(today).is_err());
    }
}
