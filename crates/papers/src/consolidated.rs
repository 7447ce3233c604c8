//! The terms that count on a day, computed from what was signed and every change since (domain 5.3 and 5.4).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::amend::{Amendment, AmendmentKind};
use crate::check::Missing;
use crate::facts::Facts;

/// What was signed first, and every change in the order in which it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The terms of the first version.
    pub original: Facts,
    /// The day of its last signature.
    pub signed_on: NaiveDate,
    /// The changes.
    pub amendments: Vec<Amendment>,
}

/// The terms on a day, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consolidated {
    /// The terms.
    pub facts: Facts,
    /// The numbers of the amendments they contain, in the order in which they were put in.
    pub amendments: Vec<u32>,
    /// Whether one of them counts from a day before it was signed.
    pub has_retroactive: bool,
}

impl History {
    /// The terms that count on a day, with everything that is known by now. A change counts from its effective day,
    /// once it is signed; of two from one day the later signed one counts.
    pub fn consolidated(&self, at: NaiveDate) -> Consolidated {
        self.as_known(at, NaiveDate::MAX)
    }

    /// The terms that counted on a day as they were known on another: what payroll and invoices went by before a
    /// retroactive change was signed (10.11).
    pub fn as_known(&self, at: NaiveDate, known_on: NaiveDate) -> Consolidated {
        let mut counting: Vec<&Amendment> =
            self.amendments.iter().filter(|one| counts(one, at, known_on)).collect();
        counting.sort_by_key(|one| (one.effective_on, one.signed_on, one.number));
        let mut facts = self.original.clone();
        for amendment in &counting {
            facts = amendment.apply(&facts);
        }
        Consolidated {
            facts,
            amendments: counting.iter().map(|one| one.number).collect(),
            has_retroactive: counting.iter().any(|one| one.is_retroactive()),
        }
    }

    /// The days on which the terms change, the first one first: where a table of terms over time has its rows (10.6).
    pub fn days_of_change(&self) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self
            .amendments
            .iter()
            .filter(|one| one.signed_on.is_some())
            .map(|one| one.effective_on)
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Everything that is wrong with the changes, each judged by the terms it was made upon.
    pub fn faults(&self) -> Vec<Missing> {
        let mut all = Vec::new();
        let mut facts = self.original.clone();
        for amendment in &self.amendments {
            all.extend(amendment.faults(&facts));
            facts = amendment.apply(&facts);
        }
        all
    }

    /// Whether a new agreement has taken the place of this one on a day.
    pub fn is_superseded(&self, at: NaiveDate) -> bool {
        self.amendments
            .iter()
            .any(|one| one.kind == AmendmentKind::Supersede && counts(one, at, NaiveDate::MAX))
    }
}

fn counts(amendment: &Amendment, at: NaiveDate, known_on: NaiveDate) -> bool {
    amendment.effective_on <= at && amendment.signed_on.is_some_and(|signed| signed <= known_on)
}
