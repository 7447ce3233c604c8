//! Who reads an interest (domain 4, “EOI”): the person all of it, whom they chose all of it, HR the summary.

use super::model::{Interest, Status};
use crate::actor::{Actor, PersonId, Role};

/// How much of an interest somebody reads. Without one it does not exist for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// What, where and when, without what for.
    Summary,
    /// All of it.
    Full,
    /// All of it, and change it.
    Own,
}

impl Sight {
    /// How much the actor reads; `manager` is the person's manager of today.
    #[must_use]
    pub fn of(actor: &Actor, interest: &Interest, manager: Option<PersonId>) -> Option<Self> {
        if actor.person == interest.person {
            return Some(Self::Own);
        }
        if interest.status == Status::Withdrawn {
            return None;
        }
        let mobility = interest.with_mobility;
        let by_manager = interest.with_manager && manager == Some(actor.person);
        if by_manager || (mobility && actor.holds(Role::ProgrammeAdmin, interest.organisation)) {
            return Some(Self::Full);
        }
        (mobility && actor.holds(Role::Hr, interest.organisation)).then_some(Self::Summary)
    }
}
