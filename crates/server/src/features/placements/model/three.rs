//! The three who talk and agree.

use crate::features::secondments::{Party, Record};

crate::word_enum!(
    /// One of the three who talk about a secondment and agree on its objectives.
    OneOfThree {
        /// The person who goes.
        Secondee => "secondee", "Secondee";
        /// Their manager at home.
        HomeManager => "home_manager", "Home manager";
        /// Their manager at the host.
        HostManager => "host_manager", "Host manager";
    }
);

impl OneOfThree {
    /// What this one is to the record.
    #[must_use]
    pub const fn party(self) -> Party {
        match self {
            Self::Secondee => Party::Secondee,
            Self::HomeManager => Party::HomeManager,
            Self::HostManager => Party::HostManager,
        }
    }

    /// Which of the three the actor is on a record.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| record.standing.is(one.party()))
    }

    /// Who that is.
    #[must_use]
    pub fn person(self, record: &Record) -> Option<crate::actor::PersonId> {
        let s = &record.secondment;
        match self {
            Self::Secondee => Some(s.secondee),
            Self::HomeManager => s.home_manager,
            Self::HostManager => s.host_manager,
        }
    }
}
