//! A pulse, the week it is for, and what it asks of the mobility team.

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use serde::{Deserialize, Serialize};
use sojourn_calendar::WorkingPattern;
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::PersonId;

id_type!(
    /// A pulse.
    PulseId, "pls"
);
id_type!(
    /// A call that the mobility team owes somebody.
    CallId, "call"
);

/// A score of this or lower is an alert: “not at all” or next to it, out of five. The product's own floor; the
/// sources ask for an escalation and name no number.
pub const LOW: u8 = 2;

/// Working days within which the mobility team calls (UX specification, 4.5).
pub const CALL_WITHIN: u16 = 2;

/// An ISO week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
pub struct Week {
    /// The ISO year.
    pub year: i32,
    /// 1 to 53.
    pub week: u32,
}

impl Week {
    /// The week of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        let week = day.iso_week();
        Self { year: week.year(), week: week.week() }
    }

    /// Its Monday.
    #[must_use]
    pub fn monday(self) -> Option<NaiveDate> {
        NaiveDate::from_isoywd_opt(self.year, self.week, Weekday::Mon)
    }
}

crate::word_enum!(
    /// Why the mobility team should call.
    #[schema(as = PulseReason)]
    Reason {
        /// The person asked for it.
        Asked => "asked", "Asked for a call";
        /// A score was low.
        Low => "low", "Low pulse";
    }
);

/// A week's answers.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PulseInput {
    /// “I feel part of my team at the host”, 1 (not at all) to 5 (very much).
    pub at_host: u8,
    /// “I feel part of my team back home”, 1 to 5.
    pub at_home: u8,
    /// Whether the mobility team should call.
    #[serde(default)]
    pub call_me: bool,
}

impl PulseInput {
    /// Whether both questions have an answer.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        for (name, score) in [("at_host", self.at_host), ("at_home", self.at_home)] {
            if !(1..=5).contains(&score) {
                errors.add(name, "Choose a number from 1 to 5");
            }
        }
        errors.check()
    }

    /// Whether and why the mobility team should call. A wish says more than a number.
    #[must_use]
    pub fn call(&self) -> Option<Reason> {
        if self.call_me {
            Some(Reason::Asked)
        } else {
            (self.at_host.min(self.at_home) <= LOW).then_some(Reason::Low)
        }
    }
}

/// The day by which the call is made.
#[must_use]
pub fn call_by(sent: NaiveDate) -> NaiveDate {
    WorkingPattern::STANDARD.after(sent, CALL_WITHIN).unwrap_or(sent)
}

/// A pulse as its sender sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Pulse {
    /// The week.
    pub week: Week,
    /// 1 to 5.
    pub at_host: u8,
    /// 1 to 5.
    pub at_home: u8,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
}

/// A call to make, for the mobility team. It holds no score.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Call {
    /// The stable id.
    pub id: CallId,
    /// The record.
    pub number: String,
    /// Whom to call.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Why.
    pub reason: Reason,
    /// The day by which.
    pub due_on: NaiveDate,
}

/// What came of a call.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PulseCallInput)]
pub struct CallInput {
    /// A line for the mobility team: what was agreed, not what was confided.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_low_score_or_a_wish_asks_for_a_call() {
        let pulse = |at_host, at_home, call_me| PulseInput { at_host, at_home, call_me };
        assert_eq!(pulse(4, 3, false).call(), None);
        assert_eq!(pulse(4, 2, false).call(), Some(Reason::Low));
        assert_eq!(pulse(1, 5, true).call(), Some(Reason::Asked));
        assert_eq!(pulse(5, 5, true).call(), Some(Reason::Asked));
        assert!(pulse(0, 3, false).check().is_err() && pulse(3, 6, false).check().is_err());
        assert!(pulse(1, 5, false).check().is_ok());
    }

    #[test]
    fn weeks_are_those_of_iso() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(Week::of(day("2026-12-31")), Week { year: 2026, week: 53 });
        assert_eq!(Week::of(day("2027-01-03")), Week { year: 2026, week: 53 });
        assert_eq!(Week::of(day("2027-01-04")).monday(), Some(day("2027-01-04")));
        assert_eq!(call_by(day("2026-11-27")), day("2026-12-01"));
    }
}
