//! Who sees and keeps which organisation. Outside organisations are shared by all who run secondments here.

use super::model::{Organisation, OrganisationKind};
use crate::actor::{Actor, OrganisationId, Role};

/// Roles that keep partners, and say what they are to an organisation.
const KEEPERS: [Role; 2] = [Role::ProgrammeAdmin, Role::Hr];

/// What an actor may do with one organisation. Without a role there is no page for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// Change name, legal name, country.
    pub edits: bool,
    /// Add, rename and move units.
    pub edits_units: bool,
    /// Say what it is to an organisation of theirs.
    pub relates: bool,
}

impl Sight {
    /// What the actor may do with the organisation; nothing when it does not exist for them.
    #[must_use]
    pub fn of(actor: &Actor, organisation: &Organisation) -> Option<Self> {
        let id = organisation.id;
        let keeps_partners = KEEPERS.into_iter().any(|role| actor.holds_anywhere(role));
        let is_outside = organisation.kind == OrganisationKind::Outside;
        let is_theirs = actor.organisation == id || actor.roles.iter().any(|(held, _)| *held == id);
        let has_role = !actor.roles.is_empty();
        let admin = actor.holds(Role::SysAdmin, id);
        let keeper = KEEPERS.into_iter().any(|role| actor.holds(role, id));
        (has_role && (is_outside || is_theirs)).then_some(Self {
            edits: if is_outside { keeps_partners } else { admin },
            edits_units: if is_outside { keeps_partners } else { admin || keeper },
            relates: relating(actor).into_iter().any(|own| own != id),
        })
    }
}

/// Whether the actor adds outside organisations.
#[must_use]
pub fn may_add_outside(actor: &Actor) -> bool {
    KEEPERS.into_iter().any(|role| actor.holds_anywhere(role))
}

/// Whether the actor adds organisations to this installation.
#[must_use]
pub fn may_add_member(actor: &Actor) -> bool {
    actor.holds_anywhere(Role::SysAdmin)
}

/// The organisations for which the actor says what others are to them; their own first.
#[must_use]
pub fn relating(actor: &Actor) -> Vec<OrganisationId> {
    let mut all: Vec<OrganisationId> =
        actor.roles.iter().filter(|(_, role)| KEEPERS.contains(role)).map(|(id, _)| *id).collect();
    all.sort_unstable();
    all.dedup();
    all.sort_by_key(|id| *id != actor.organisation);
    all
}
