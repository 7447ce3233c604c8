//! The words of a business need.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_calendar::WorkingPattern;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::{OrganisationId, PersonId, UnitId};
use crate::features::secondments::{Kind, SecondmentId};
use crate::typed::{LINE, TEXT, check_days, check_share, check_text};

id_type!(
    /// A business need.
    NeedId, "ned"
);

/// How many working days the person has for asking for a review: Government Sector Employment (General) Rules 2014
/// (NSW), rule on secondments that the employer begins.
pub const REVIEW_DAYS: u16 = 10;
/// What counts as reasonable notice, in days; less needs a reason. Four weeks is the notice that the sources use.
pub const NOTICE_DAYS: u64 = 28;

crate::word_enum!(
    /// A kind of fact about a need. Facts are added, never changed.
    #[schema(as = NeedFactKind)]
    FactKind {
        /// A talk with the person.
        Consulted => "consulted", "Consultation";
        /// The person asked for a review.
        ReviewAsked => "review_asked", "Review asked for";
        /// The review was decided.
        ReviewDecided => "review_decided", "Review decided";
    }
);

crate::word_enum!(
    /// What the person said in a talk.
    #[schema(as = NeedListView)]
    View {
        /// They agree.
        Agrees => "agrees", "Agrees";
        /// They object.
        Objects => "objects", "Objects";
        /// They want to think.
        Undecided => "undecided", "Has not decided";
    }
);

crate::word_enum!(
    /// What became of a review.
    #[schema(as = NeedOutcome)]
    Outcome {
        /// It may go on.
        Confirmed => "confirmed", "It may go on";
        /// It may not.
        Stopped => "stopped", "It is stopped";
    }
);

/// A need with what was agreed on the first day.
#[derive(Debug, Clone)]
pub struct Need {
    /// The stable id.
    pub id: NeedId,
    /// The number that people say: `BN-0003`.
    pub number: String,
    /// Who started it, and where they work.
    pub created_by: PersonId,
    /// The starter’s organisation.
    pub organisation: OrganisationId,
    /// Who is meant to go.
    pub person: PersonId,
    /// Their employer: the chain that the events stand in.
    pub home_organisation: OrganisationId,
    /// Their manager.
    pub home_manager: Option<PersonId>,
    /// The type.
    pub kind: Kind,
    /// What they would be there.
    pub title: String,
    /// The business need.
    pub need: String,
    /// Why no advert.
    pub why_no_advert: String,
    /// Why less than reasonable notice, when it is less.
    pub why_short_notice: String,
    /// The client, the opportunity or the project it belongs to.
    pub account: String,
    /// Whether it is kept to those who are named on it and to mobility, and so is the record that comes of it.
    pub is_confidential: bool,
    /// Where.
    pub host_organisation: OrganisationId,
    /// The unit there.
    pub host_unit: Option<UnitId>,
    /// Who would direct the work.
    pub host_manager: Option<PersonId>,
    /// The place of work.
    pub place: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day, counted in.
    pub ends_on: NaiveDate,
    /// Share of working time, in ten-thousandths.
    pub fte_bp: i64,
    /// The day on which the person was told.
    pub told_on: NaiveDate,
    /// The last day for asking for a review.
    pub review_until: NaiveDate,
    /// The record.
    pub secondment: Option<SecondmentId>,
}

/// Something that was noted about a need.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Fact {
    /// What kind.
    pub fact: FactKind,
    /// The day it is about.
    pub on: NaiveDate,
    /// What came of it, in our word.
    pub outcome: String,
    /// What was said.
    pub words: String,
    /// Who noted it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Whether a review is open, and how it ended. The person asks once, and what was decided stays decided.
#[must_use]
pub fn review(facts: &[Fact]) -> (bool, Option<Outcome>) {
    let last = |kind| facts.iter().rev().find(|fact: &&Fact| fact.fact == kind);
    match last(FactKind::ReviewDecided) {
        Some(decided) => (false, Outcome::parse(&decided.outcome)),
        None => (last(FactKind::ReviewAsked).is_some(), None),
    }
}

/// A new need.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedInput {
    /// The work address of the person who is meant to go.
    pub person: String,
    /// The type.
    pub kind: Kind,
    /// What they would be there.
    pub title: String,
    /// The business need: what is missing, capacity or know-how, and on which side.
    pub need: String,
    /// Why no advert.
    pub why_no_advert: String,
    /// Why less than four weeks of notice, when it is less.
    #[serde(default)]
    pub why_short_notice: String,
    /// The client, the opportunity or the project it belongs to.
    #[serde(default)]
    pub account: String,
    /// Whether it is kept to those who are named on it and to mobility, and so is the record that comes of it.
    #[serde(default)]
    pub is_confidential: bool,
    /// The host: its organisation, by id; absent is the caller’s own.
    #[serde(default)]
    pub host_organisation: Option<OrganisationId>,
    /// The work address of who would direct the work.
    #[serde(default)]
    pub host_manager: String,
    /// The place of work.
    pub place: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day, counted in.
    pub ends_on: NaiveDate,
    /// Share of working time, in ten-thousandths.
    pub fte_bp: i64,
}

impl NeedInput {
    /// Refuses what cannot be started.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "person", &self.person, LINE, Some("Write the work address of the person"));
        check_text(&mut errors, "title", &self.title, LINE, Some("Say what they would be there"));
        check_text(&mut errors, "need", &self.need, TEXT, Some("Say what is needed, and on which side"));
        check_text(
            &mut errors,
            "why_no_advert",
            &self.why_no_advert,
            TEXT,
            Some("Say why it is not advertised"),
        );
        check_text(&mut errors, "account", &self.account, LINE, None);
        check_text(&mut errors, "place", &self.place, LINE, Some("Say where the work is"));
        check_days(&mut errors, self.starts_on, self.ends_on, today);
        check_share(&mut errors, self.fte_bp);
        if self.kind == Kind::Swap {
            errors.add("kind", "A swap starts on its own page, with the other person");
        }
        let is_short = today.checked_add_days(Days::new(NOTICE_DAYS)).is_some_and(|day| self.starts_on < day);
        let needed = is_short.then_some("That is less than four weeks of notice: say why");
        check_text(&mut errors, "why_short_notice", &self.why_short_notice, TEXT, needed);
        errors.check()
    }
}

/// The last day for asking for a review when the person is told on `told_on`.
///
/// # Errors
/// When no calendar holds the day: a fault of the clock.
pub fn review_until(told_on: NaiveDate) -> Result<NaiveDate> {
    WorkingPattern::STANDARD.after(told_on, REVIEW_DAYS).map_err(Error::internal)
}

/// What was said with the person.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsultInput {
    /// The day of the talk.
    pub on: NaiveDate,
    /// What was said.
    pub said: String,
    /// What the person said to it.
    pub view: View,
}

impl ConsultInput {
    /// Refuses what cannot be noted.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        check_text(
            &mut errors,
            "said",
            &self.said,
            TEXT,
            Some("Write what was said, in the person’s words too"),
        );
        if self.on > today {
            errors.add("on", "Choose the day of the talk, today at the latest");
        }
        errors.check()
    }
}

/// Why somebody asks for a review.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewInput {
    /// Why.
    pub reason: String,
}

/// What became of a review.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NeedOutcomeInput)]
pub struct OutcomeInput {
    /// What.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_working_days_for_a_review() {
        let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
        assert_eq!(review_until(day(11, 23)).unwrap(), day(12, 7));
        assert_eq!(review_until(day(11, 28)).unwrap(), day(12, 11), "told on a Saturday");
    }

    #[test]
    fn a_review_is_open_until_it_is_decided() {
        let fact = |fact, outcome: &str| Fact {
            fact,
            on: NaiveDate::default(),
            outcome: outcome.into(),
            words: String::new(),
            by: String::new(),
            at: DateTime::default(),
        };
        use FactKind as F;
        assert_eq!(review(&[]), (false, None));
        assert_eq!(review(&[fact(F::ReviewAsked, ""), fact(F::Consulted, "agrees")]), (true, None));
        let decided = [fact(F::ReviewAsked, ""), fact(F::ReviewDecided, "stopped")];
        assert_eq!(review(&decided), (false, Some(Outcome::Stopped)));
    }
}
