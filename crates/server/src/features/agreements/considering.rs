//! Time to consider (domain 5.3): the secondee has the preset working days from the day on which they are asked, before
//! the organisations bind themselves, unless they say while signing that they need no more. A preset is no lock: who
//! signs earlier is told, and the evidence keeps it.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use sojourn_calendar::format::long;
use sojourn_papers::{DAYS_TO_CONSIDER, Side, after_working_days};
use utoipa::ToSchema;

use super::model::{Agreement, Signatory, SignatoryStatus, Status};

/// How the time to consider stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Considering {
    /// The day on which the secondee was offered the text.
    pub offered_on: NaiveDate,
    /// The first day on which the preset time is over.
    pub over_on: NaiveDate,
    /// Whether the secondee has said in their own signature that they need no more time.
    pub said_enough: bool,
}

impl Considering {
    /// For a version that the secondee signs, once it is out for signature.
    #[must_use]
    pub fn of(agreement: &Agreement, signatories: &[Signatory]) -> Option<Self> {
        let own = signatories.iter().find(|one| one.side == Side::Secondee)?;
        let offered_on = agreement.issued_at.filter(|_| agreement.status != Status::Draft)?.date_naive();
        Some(Self { offered_on, over_on: over_on(offered_on), said_enough: said_enough(own) })
    }

    /// Whether the organisations would bind themselves before the time is over.
    #[must_use]
    pub fn is_short(&self, today: NaiveDate) -> bool {
        today < self.over_on && !self.said_enough
    }
}

fn said_enough(own: &Signatory) -> bool {
    let said =
        own.evidence.as_ref().and_then(|evidence| evidence["time_to_consider"]["said_enough"].as_bool());
    own.status == SignatoryStatus::Signed && said == Some(true)
}

/// The first day after the preset working days.
fn over_on(offered: NaiveDate) -> NaiveDate {
    after_working_days(offered, DAYS_TO_CONSIDER)
}

/// What a signature keeps about it: whether the time was over, and what the secondee said of it in theirs.
#[must_use]
pub fn evidence(agreement: &Agreement, signatory: &Signatory, enough: bool, today: NaiveDate) -> Value {
    let Some(offered_on) = agreement.issued_at.map(|at| at.date_naive()) else { return Value::Null };
    let is_over = over_on(offered_on) <= today;
    match signatory.side {
        Side::Secondee => json!({ "offered_on": offered_on, "is_over": is_over, "said_enough": enough }),
        Side::Home | Side::Host => json!({ "offered_on": offered_on, "is_over": is_over }),
    }
}

/// What everybody who reads the text is told, as long as it is open.
#[must_use]
pub fn words(agreement: &Agreement, signatories: &[Signatory], today: NaiveDate) -> Option<String> {
    let now = Considering::of(agreement, signatories).filter(|_| agreement.is_open())?;
    if now.said_enough {
        return Some("The secondee has said that they need no more time to consider it.".to_owned());
    }
    now.is_short(today).then(|| {
        format!(
            "The secondee has {DAYS_TO_CONSIDER} working days to consider it: the last signature for an organisation \
             should not come before {}.",
            long(now.over_on)
        )
    })
}

#[cfg(test)]
mod unit {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn five_working_days_go_over_a_week_end() {
        assert_eq!(over_on(day("2026-11-23")), day("2026-11-30"), "Monday to Monday");
        assert_eq!(over_on(day("2026-11-28")), day("2026-12-04"), "from a Saturday");
    }

    #[test]
    fn it_is_short_until_its_day_or_the_word_of_the_secondee() {
        let mut now =
            Considering { offered_on: day("2026-11-23"), over_on: day("2026-11-30"), said_enough: false };
        assert!(now.is_short(day("2026-11-29")) && !now.is_short(day("2026-11-30")));
        now.said_enough = true;
        assert!(!now.is_short(day("2026-11-23")));
    }
}
