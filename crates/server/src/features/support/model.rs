//! A request for help: of whom, who reads it, by when it is answered. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::PersonId;
use crate::features::secondments::{Party, Slice, Standing, mine};
use crate::form;

id_type!(
    /// A request for help.
    SupportRequestId, "srq"
);
id_type!(
    /// Words on a request.
    WordsId, "srw"
);

crate::word_enum!(
    /// Of whom help is asked.
    Addressee {
        /// The home manager.
        Home => "home", "Home";
        /// The host manager.
        Host => "host", "Host";
        /// Both managers.
        Both => "both", "Home and host";
        /// The mobility team and nobody else.
        Mobility => "mobility", "The mobility team, in private";
    }
);

crate::word_enum!(
    /// How far a request has come.
    HelpState {
        /// Nobody has answered the last words of the secondee.
        Open => "open", "Waits for an answer";
        /// Answered.
        Answered => "answered", "Answered";
        /// Closed.
        Closed => "closed", "Closed";
    }
);

impl Addressee {
    /// Working days until an answer is due: two when it is private, as after a pulse, otherwise five.
    #[must_use]
    pub const fn working_days(self) -> u16 {
        match self {
            Self::Mobility => 2,
            _ => 5,
        }
    }

    /// The day by which an answer is due.
    #[must_use]
    pub fn due(self, today: NaiveDate) -> NaiveDate {
        mine::working_day(today, self.working_days())
    }

    /// Whether somebody reads such a request. The secondee reads all. A manager reads what was asked of their own
    /// side, the mobility team what was asked of anybody; what is private reaches neither manager by any second role.
    #[must_use]
    pub fn is_read_by(self, standing: &Standing) -> bool {
        if standing.is(Party::Secondee) {
            return true;
        }
        let home = standing.is(Party::HomeManager);
        let host = standing.is(Party::HostManager);
        match self {
            Self::Mobility => standing.sees(Slice::Support) && standing.is(Party::ProgrammeAdmin),
            Self::Home => home || (standing.is(Party::ProgrammeAdmin) && !host),
            Self::Host => host || (standing.is(Party::ProgrammeAdmin) && !home),
            Self::Both => home || host || standing.is(Party::ProgrammeAdmin),
        }
    }
}

/// Whether somebody takes part in requests on a record at all.
#[must_use]
pub fn takes_part(standing: &Standing) -> bool {
    Addressee::ALL.iter().any(|addressee| addressee.is_read_by(standing))
}

/// A request as its readers see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Request {
    /// The stable id.
    #[schema(value_type = String)]
    pub id: SupportRequestId,
    /// Of whom.
    pub addressee: Addressee,
    /// About what.
    pub subject: String,
    /// What was asked.
    pub words: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// By when an answer is due.
    pub due_on: NaiveDate,
    /// How far it has come.
    pub state: HelpState,
    /// Grows with each change.
    pub version: i64,
}

/// Words on a request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HelpWords {
    /// What was said.
    pub words: String,
    /// Who said it.
    pub by: String,
    /// Their id.
    pub person: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Asking for help.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpInput {
    /// Of whom.
    pub addressee: Addressee,
    /// About what, in one line.
    pub subject: String,
    /// What is needed.
    pub words: String,
}

impl HelpInput {
    /// Subject and words, if they will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<(String, String)> {
        let mut errors = FieldErrors::default();
        let subject = form::words(&mut errors, "subject", &self.subject, "Write what it is about", 160);
        let words = form::words(&mut errors, "words", &self.words, "Write what would help", 4000);
        errors.check()?;
        Ok((subject, words))
    }
}

/// Writing on a request.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SayInput {
    /// What is to be said.
    pub words: String,
    /// The version that was read.
    pub version: i64,
}

impl SayInput {
    /// The words, if they will do.
    ///
    /// # Errors
    /// Invalid when they are missing or too long.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let words = form::words(&mut errors, "words", &self.words, "Write a line or two", 4000);
        errors.check()?;
        Ok(words)
    }
}

/// Closing a request.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseInput {
    /// The version that was read.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn standing(parties: &[Party]) -> Standing {
        Standing {
            person: PersonId(uuid::Uuid::nil()),
            parties: parties.iter().copied().collect::<BTreeSet<_>>(),
            pay_is_recharged: false,
        }
    }

    #[test]
    fn each_side_reads_what_was_asked_of_it() {
        let reads = |party: Party| {
            Addressee::ALL.iter().map(|one| one.is_read_by(&standing(&[party]))).collect::<Vec<_>>()
        };
        assert_eq!(reads(Party::Secondee), [true; 4]);
        assert_eq!(reads(Party::HomeManager), [true, false, true, false]);
        assert_eq!(reads(Party::HostManager), [false, true, true, false]);
        assert_eq!(reads(Party::ProgrammeAdmin), [true; 4]);
        for party in [
            Party::HomeHr,
            Party::HostHr,
            Party::FinanceHome,
            Party::Legal,
            Party::Auditor,
            Party::PartnerContact,
        ] {
            assert_eq!(reads(party), [false; 4], "{party:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_private_never_reaches_a_manager(parties in proptest::sample::subsequence(Party::ALL.to_vec(), 0..=11)) {
            let standing = standing(&parties);
            let manages = standing.is(Party::HomeManager) || standing.is(Party::HostManager);
            if manages && !standing.is(Party::Secondee) {
                prop_assert!(!Addressee::Mobility.is_read_by(&standing));
            }
            if standing.is(Party::HostManager) && !standing.is(Party::HomeManager) && !standing.is(Party::Secondee) {
                prop_assert!(!Addressee::Home.is_read_by(&standing));
            }
        }
    }

    #[test]
    fn an_answer_is_due_in_working_days() {
        let friday = "2026-11-27".parse().unwrap();
        assert_eq!(Addressee::Mobility.due(friday), "2026-12-01".parse().unwrap());
        assert_eq!(Addressee::Home.due(friday), "2026-12-04".parse().unwrap());
    }
}
