//! Who reads an invitation: who keeps it reads all answers, the invited read their own, their desk theirs.

use super::model::{Invitation, Invitee};
use crate::actor::{Actor, Role};

/// What somebody is to an invitation. Without one it does not exist for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Invites: reads every answer, replies, takes it back.
    Keeper,
    /// Is invited: answers for themself.
    Invitee,
    /// Runs secondments where somebody invited is employed: reads about their people.
    HomeDesk,
}

const DESK: [Role; 2] = [Role::ProgrammeAdmin, Role::Hr];

impl Sight {
    /// What the actor is to the invitation. Who is invited is that and nothing else.
    #[must_use]
    pub fn of(actor: &Actor, invitation: &Invitation, invitees: &[Invitee]) -> Option<Self> {
        if invitees.iter().any(|invitee| invitee.person == actor.person) {
            return Some(Self::Invitee);
        }
        let holds = |organisation| DESK.into_iter().any(|role| actor.holds(role, organisation));
        let keeps = actor.person == invitation.created_by
            || Some(actor.person) == invitation.host_manager
            || holds(invitation.organisation);
        if keeps {
            return Some(Self::Keeper);
        }
        invitees.iter().any(|invitee| holds(invitee.organisation)).then_some(Self::HomeDesk)
    }

    /// Which of those invited the actor reads about.
    #[must_use]
    pub fn shows(self, actor: &Actor, invitee: &Invitee) -> bool {
        match self {
            Self::Keeper => true,
            Self::Invitee => invitee.person == actor.person,
            Self::HomeDesk => DESK.into_iter().any(|role| actor.holds(role, invitee.organisation)),
        }
    }
}
