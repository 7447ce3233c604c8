//! The words of an opportunity.

mod input;
mod query;

pub use input::{OpportunityInput, open_questions};
pub use query::{Cursor, ListQuery, Sort, Wanted, address};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sojourn_calendar::{Period, WorkingPattern, format};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::{OrganisationId, PersonId, UnitId};
use crate::features::secondments::Kind;

id_type!(
    /// An opportunity.
    OpportunityId, "opp"
);

crate::word_enum!(
    /// How far the opportunity has come.
    #[schema(as = OpportunityState)]
    State {
        /// Being written.
        Draft => "draft", "Draft";
        /// The mobility team or HR looks at it before it is published.
        Approval => "approval", "Waiting for approval";
        /// People can apply.
        Open => "open", "Open";
        /// Nobody can apply any more; the host decides.
        Closed => "closed", "Closed";
        /// All places are taken.
        Filled => "filled", "Filled";
        /// Taken back, with a reason.
        Withdrawn => "withdrawn", "Withdrawn";
    }
);

crate::word_enum!(
    /// Which way round it is.
    PostingKind {
        /// A host looks for somebody.
        Place => "place", "A place with us";
        /// A home manager offers free time of the team.
        Capacity => "capacity", "Free time in my team";
    }
);

crate::word_enum!(
    /// Who pays the person meanwhile.
    #[schema(as = OpportunityPayer)]
    Payer {
        /// The home organisation goes on paying.
        Home => "home", "Same pay, home pays";
        /// The host pays home back.
        Host => "host", "Same pay, the host pays";
        /// Both share it.
        Shared => "shared", "Same pay, home and host share it";
    }
);

crate::word_enum!(
    /// Who sees it.
    Audience {
        /// The people of one unit.
        Unit => "unit", "One unit";
        /// Everybody of the organisation that posts it.
        Organisation => "organisation", "Everybody in our organisation";
        /// Everybody of every organisation on this installation.
        Members => "members", "All organisations here";
    }
);

crate::word_enum!(
    /// What a skill is to an opportunity.
    SkillSort {
        /// Needed on day one.
        Needed => "needed", "Needed on day one";
        /// Learnt on the job.
        Learnt => "learnt", "You’ll learn";
        /// What the host offers in return.
        Offered => "offered", "Offered in return";
    }
);

crate::word_enum!(
    /// How long it lasts, in the steps that people look for.
    Length {
        /// Up to 17 days, first and last counted in.
        Short => "short", "1 to 2 weeks";
        /// Up to 75 days.
        Middle => "middle", "3 weeks to 2 months";
        /// Longer.
        Long => "long", "3 months and longer";
    }
);

impl Length {
    /// The days it may last: from, to.
    #[must_use]
    pub const fn days(self) -> (i64, i64) {
        match self {
            Self::Short => (1, 17),
            Self::Middle => (18, 75),
            Self::Long => (76, 100_000),
        }
    }
}

/// A skill of an opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Asked {
    /// What it is to the opportunity.
    pub sort: SkillSort,
    /// Its name as typed.
    pub name: String,
    /// The name folded, as it is matched.
    pub word: String,
}

/// An opportunity as stored.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Opportunity {
    /// The stable id.
    pub id: OpportunityId,
    /// The number that people say: `OP-0001`.
    pub number: String,
    /// Grows with each change.
    pub version: i64,
    /// How far it has come.
    pub state: State,
    /// The type of secondment.
    pub kind: Kind,
    /// Which way round it is.
    pub posting: PostingKind,
    /// What the person would be there.
    pub title: String,
    /// What they would do.
    pub duties: String,
    /// Who it suits.
    pub suits: String,
    /// What it is like there.
    pub life: String,
    /// Who advertises.
    pub organisation: OrganisationId,
    /// Who wrote it.
    pub author: PersonId,
    /// Where the person would work.
    pub host_organisation: OrganisationId,
    /// Its name.
    pub host_organisation_name: String,
    /// The unit there.
    pub host_unit: Option<UnitId>,
    /// Its name.
    pub host_unit_name: Option<String>,
    /// The place of work.
    pub place: String,
    /// The share that can be done from a distance, in ten-thousandths.
    pub remote_bp: i64,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day, counted in.
    pub ends_on: Option<NaiveDate>,
    /// Share of working time, in ten-thousandths.
    pub fte_bp: i64,
    /// How many people it takes.
    pub seats: i64,
    /// How many offers are open or accepted.
    pub held: i64,
    /// How many were accepted.
    pub taken: i64,
    /// How many applied.
    pub applied: i64,
    /// The last day on which people can apply.
    pub closes_on: Option<NaiveDate>,
    /// Who pays meanwhile.
    pub payer: Payer,
    /// What else there is to say about money, such as travel.
    pub pay_note: String,
    /// Who sees it.
    pub audience: Audience,
    /// The unit, for an audience of one unit.
    pub audience_unit: Option<UnitId>,
    /// Why a secondment rather than a hire or a consultant.
    pub why_secondment: String,
    /// Whether colleagues in search of another post were thought of first.
    pub redeployment_considered: bool,
    /// Whether names stay hidden until somebody is shortlisted.
    pub hides_names: bool,
    /// Why it was sent back or withdrawn.
    pub note: String,
    /// When it opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Opportunity {
    /// First to last day.
    #[must_use]
    pub fn stay(&self) -> Option<Period> {
        self.starts_on.zip(self.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok())
    }

    /// Whether people can apply on the day. The closing day itself counts in.
    #[must_use]
    pub fn takes_applications(&self, today: NaiveDate) -> bool {
        self.state == State::Open
            && self.posting == PostingKind::Place
            && self.closes_on.is_none_or(|last| last >= today)
    }

    /// Whether the host still decides about applications.
    #[must_use]
    pub const fn is_deciding(&self) -> bool {
        matches!(self.state, State::Open | State::Closed)
    }

    /// The host in one short name: the unit, or the organisation, with both for another organisation's unit.
    #[must_use]
    pub fn host(&self) -> String {
        match &self.host_unit_name {
            Some(unit) if self.host_organisation == self.organisation => unit.clone(),
            Some(unit) => format!("{}, {unit}", self.host_organisation_name),
            None => self.host_organisation_name.clone(),
        }
    }

    /// "4 weeks from 11 Jan".
    #[must_use]
    pub fn when(&self, today: NaiveDate) -> String {
        let Some(stay) = self.stay() else { return "Dates not known yet".to_owned() };
        let first = crate::shell::words::short_day(stay.start(), today);
        // the weekday says little so far ahead
        let first =
            first.split_once(' ').filter(|(day, _)| day.len() == 3).map_or(first.as_str(), |two| two.1);
        format!("{} from {first}", format::length(stay, WorkingPattern::STANDARD))
    }

    /// "Leeds, 40% from a distance".
    #[must_use]
    pub fn whereabouts(&self) -> String {
        match (self.place.trim(), self.remote_bp) {
            ("", 0) => "Place not known yet".to_owned(),
            (place, 0) => place.to_owned(),
            ("", 10_000) => "From a distance".to_owned(),
            (place, 10_000) => format!("{place}, or from a distance"),
            (place, share) => format!("{place}, {}% from a distance", share / 100),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn every_length_belongs_to_one_step() {
        for days in 1..400 {
            let found = Length::ALL.iter().filter(|one| (one.days().0..=one.days().1).contains(&days));
            assert_eq!(found.count(), 1, "{days}");
        }
    }
}
