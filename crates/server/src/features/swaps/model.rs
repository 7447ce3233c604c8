//! The words of a swap.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::{OrganisationId, PersonId, UnitId};
use crate::features::secondments::SecondmentId;
use crate::typed::{LINE, TEXT, check_days, check_share, check_text};

id_type!(
    /// A swap.
    SwapId, "swp"
);

crate::word_enum!(
    /// How far a swap has come.
    #[schema(as = SwapStatus)]
    Status {
        /// Not everybody has said yes.
        Asking => "asking", "Waiting for answers";
        /// Somebody said no.
        Refused => "refused", "Not going ahead";
        /// Taken back.
        Withdrawn => "withdrawn", "Withdrawn";
        /// Both records have begun.
        Opened => "opened", "Two records, one pair";
        /// One leg fell over; somebody must decide about the other.
        Suspended => "suspended", "Suspended: one leg fell over";
        /// The other leg goes on by itself.
        OneWay => "one_way", "One way only";
        /// Neither leg goes on.
        Ended => "ended", "Ended";
    }
);

crate::word_enum!(
    /// What one of the four says.
    #[schema(as = SwapAnswer)]
    Answer {
        /// Yes.
        Yes => "yes", "Yes";
        /// No, with a reason.
        No => "no", "No";
    }
);

crate::word_enum!(
    /// What becomes of the leg that stands.
    #[schema(as = SwapDecision)]
    Decision {
        /// It goes on by itself.
        OneWay => "one_way", "Let it go on one way";
        /// It is called off too.
        EndBoth => "end_both", "End both";
    }
);

/// One of the two who change places, with where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leg {
    /// Who goes.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub job_title: String,
    /// Who lets them go, and who directs the other person meanwhile.
    pub manager: PersonId,
    /// The manager’s name.
    pub manager_name: String,
    /// Their employer.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Their unit.
    pub unit: Option<UnitId>,
    /// Its name.
    pub unit_name: Option<String>,
    /// Where the unit works.
    pub place: String,
    /// Their record, once everybody has said yes.
    pub secondment: Option<SecondmentId>,
}

impl Leg {
    /// Where they come from, in one short name.
    #[must_use]
    pub fn from(&self, is_internal: bool) -> &str {
        match &self.unit_name {
            Some(unit) if is_internal => unit,
            _ => &self.organisation_name,
        }
    }
}

/// What one of the four said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Who.
    pub person: PersonId,
    /// What.
    pub answer: Answer,
    /// Why not.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A swap with its two legs and what was said so far.
#[derive(Debug, Clone)]
pub struct Swap {
    /// The stable id.
    pub id: SwapId,
    /// The number that people say: `SW-0001`.
    pub number: String,
    /// Grows with each change.
    pub version: i64,
    /// Whose chain its events stand in: the first leg’s employer.
    pub organisation: OrganisationId,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// What it is.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day, counted in.
    pub ends_on: NaiveDate,
    /// Share of working time, in ten-thousandths.
    pub fte_bp: i64,
    /// How far it has come.
    pub status: Status,
    /// The two.
    pub legs: [Leg; 2],
    /// What was said, in order.
    pub given: Vec<Given>,
}

impl Swap {
    /// Whether both work for one employer.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        self.legs[0].organisation == self.legs[1].organisation
    }

    /// “Ravi Menon and Sofia Lindqvist”.
    #[must_use]
    pub fn names(&self) -> String {
        format!("{} and {}", self.legs[0].name, self.legs[1].name)
    }

    /// Those whose yes is needed, each once: the two people, then their managers.
    #[must_use]
    pub fn asked(&self) -> Vec<PersonId> {
        let [a, b] = &self.legs;
        let mut all = Vec::new();
        for person in [a.person, b.person, a.manager, b.manager] {
            if !all.contains(&person) {
                all.push(person);
            }
        }
        all
    }

    /// What the person said, if they did.
    #[must_use]
    pub fn said(&self, person: PersonId) -> Option<&Given> {
        self.given.iter().find(|given| given.person == person)
    }

    /// Whether everybody has said yes.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        self.asked().iter().all(|person| self.said(*person).is_some_and(|given| given.answer == Answer::Yes))
    }

    /// The leg that is not the one of that record.
    #[must_use]
    pub fn other_than(&self, record: SecondmentId) -> Option<&Leg> {
        let at = self.legs.iter().position(|leg| leg.secondment == Some(record))?;
        self.legs.get(1 - at)
    }
}

/// A new swap.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SwapInput {
    /// The work address of the one.
    pub first: String,
    /// The work address of the other.
    pub second: String,
    /// What it is, in a few words.
    pub title: String,
    /// What it is for, on both sides.
    pub purpose: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day, counted in.
    pub ends_on: NaiveDate,
    /// Share of working time, in ten-thousandths.
    pub fte_bp: i64,
}

impl SwapInput {
    /// Refuses what cannot be proposed.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "first", &self.first, LINE, Some("Write the work address of the one"));
        check_text(&mut errors, "second", &self.second, LINE, Some("Write the work address of the other"));
        check_text(&mut errors, "title", &self.title, LINE, Some("Say what it is, in a few words"));
        check_text(&mut errors, "purpose", &self.purpose, TEXT, Some("Say what both sides have of it"));
        check_days(&mut errors, self.starts_on, self.ends_on, today);
        check_share(&mut errors, self.fte_bp);
        errors.check()
    }
}

/// What one of the four says.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SwapAnswerInput)]
pub struct AnswerInput {
    /// Yes or no.
    pub answer: Answer,
    /// Why not; everybody on the swap reads it.
    #[serde(default)]
    pub reason: String,
}

/// What becomes of the leg that stands.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SwapDecisionInput)]
pub struct DecisionInput {
    /// What.
    pub decision: Decision,
    /// Why; everybody on the swap reads it.
    pub reason: String,
    /// The version that was read.
    pub version: i64,
}

/// What was decided, as kept.
#[derive(Debug, Clone)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// Who, by name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}
