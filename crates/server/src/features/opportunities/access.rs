//! What an actor is to an opportunity, and what that opens.

use std::collections::BTreeSet;

use super::model::Opportunity;
use crate::actor::{Actor, PersonId, Role, Way};

crate::word_enum!(
    /// What somebody is to one opportunity.
    #[schema(as = OpportunityParty)]
    Party {
        /// Who wrote it.
        Author => "author", "the author";
        /// Who decides together with the author.
        Panel => "panel", "the panel";
        /// The mobility manager or HR of the organisation that posts it.
        Desk => "desk", "the mobility manager or HR";
        /// Reads, changes nothing.
        Auditor => "auditor", "an auditor";
        /// Anybody it is shown to.
        Reader => "reader", "a reader";
        /// The product itself.
        Product => "product", "Sojourn";
    }
);

/// Everything an actor is to one opportunity. It is only obtained with one that exists for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The actor.
    pub person: PersonId,
    /// What they are.
    pub parties: BTreeSet<Party>,
}

impl Standing {
    /// What `actor` is to an opportunity that exists for them.
    #[must_use]
    pub fn of(actor: &Actor, opportunity: &Opportunity, is_on_panel: bool) -> Self {
        let holds = |role| actor.holds(role, opportunity.organisation);
        let mut parties = BTreeSet::from([Party::Reader]);
        if actor.person == opportunity.author {
            parties.insert(Party::Author);
        }
        if is_on_panel {
            parties.insert(Party::Panel);
        }
        if holds(Role::ProgrammeAdmin) || holds(Role::Hr) {
            parties.insert(Party::Desk);
        }
        if holds(Role::Auditor) {
            parties.insert(Party::Auditor);
        }
        if matches!(actor.way, Way::Job(_)) {
            parties.insert(Party::Product);
        }
        Self { person: actor.person, parties }
    }

    /// Whether the actor is this party.
    #[must_use]
    pub fn is(&self, party: Party) -> bool {
        self.parties.contains(&party)
    }

    /// Whether the actor decides about applications.
    #[must_use]
    pub fn decides(&self) -> bool {
        self.is(Party::Author) || self.is(Party::Panel) || self.is(Party::Desk)
    }

    /// Whether the actor sees the host's side: who applied, why it was sent back, the panel.
    #[must_use]
    pub fn sees_inside(&self) -> bool {
        self.decides() || self.is(Party::Auditor) || self.is(Party::Product)
    }

    /// Whether the actor may write it.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.is(Party::Author) || self.is(Party::Desk)
    }
}

/// An opportunity together with what the actor is to it. There is no other way to hold one.
#[derive(Debug, Clone)]
pub struct Posting {
    /// The opportunity.
    pub opportunity: Opportunity,
    /// What the actor is to it.
    pub standing: Standing,
}
