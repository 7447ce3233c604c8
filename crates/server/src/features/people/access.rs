//! Who may see what of a person, and change it (domain 4). For everybody else the person does not exist.

use crate::actor::{Actor, OrganisationId, PersonId, Role};

/// Roles that look up the people of their organisation.
pub const KEEPERS: [Role; 3] = [Role::ProgrammeAdmin, Role::Hr, Role::SysAdmin];

/// What an actor may see of one person, and do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// The person looks at themself.
    pub is_self: bool,
    /// Pay; each look is recorded.
    pub pay: bool,
    /// Change identity, unit, manager and status.
    pub edits: bool,
    /// Change pay.
    pub edits_pay: bool,
    /// The secondments that the organisation covers.
    pub secondments: bool,
    /// The account by which they sign in.
    pub account: bool,
}

impl Sight {
    /// What `actor` may see of a person of an organisation; nothing for those to whom the person does not exist.
    #[must_use]
    pub fn of(actor: &Actor, person: PersonId, organisation: OrganisationId) -> Option<Self> {
        let holds = |role| actor.holds(role, organisation);
        let is_self = actor.person == person;
        let seen = is_self || holds(Role::Finance) || KEEPERS.into_iter().any(holds);
        seen.then(|| Self {
            is_self,
            pay: is_self || holds(Role::Hr) || holds(Role::Finance),
            edits: may_edit(actor, organisation),
            // nobody sets their own pay
            edits_pay: holds(Role::Hr) && !is_self,
            secondments: is_self || holds(Role::Hr) || holds(Role::ProgrammeAdmin),
            account: holds(Role::SysAdmin) && actor.organisation == organisation,
        })
    }
}

/// Whether the actor adds and changes people of the organisation by hand.
#[must_use]
pub fn may_edit(actor: &Actor, organisation: OrganisationId) -> bool {
    actor.holds(Role::Hr, organisation) || actor.holds(Role::SysAdmin, organisation)
}

/// The organisations whose people the actor looks up; their own first.
#[must_use]
pub fn kept_organisations(actor: &Actor) -> Vec<OrganisationId> {
    let mut kept: Vec<OrganisationId> =
        actor.roles.iter().filter(|(_, role)| KEEPERS.contains(role)).map(|(id, _)| *id).collect();
    kept.sort_unstable();
    kept.dedup();
    kept.sort_by_key(|id| *id != actor.organisation);
    kept
}
