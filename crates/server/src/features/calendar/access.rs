//! Whose teams somebody sees, and who says how many people a team needs.

use crate::actor::{Actor, OrganisationId, Role};

/// Roles that see every team of their organisation.
pub const COVERING: [Role; 5] = [Role::ProgrammeAdmin, Role::Hr, Role::Finance, Role::Legal, Role::Auditor];

/// Roles that say how many people any team of their organisation needs.
const KEEPERS: [Role; 2] = [Role::ProgrammeAdmin, Role::Hr];

/// The organisations all of whose teams the actor sees. Everybody else sees the teams of those they manage.
#[must_use]
pub fn whole_organisations(actor: &Actor) -> Vec<OrganisationId> {
    let mut all: Vec<OrganisationId> =
        actor.roles.iter().filter(|(_, role)| COVERING.contains(role)).map(|(id, _)| *id).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether the actor sets the minimum of a team of the organisation; `manages` says that people of the team
/// report to them.
#[must_use]
pub fn may_set_minimum(actor: &Actor, organisation: OrganisationId, manages: bool) -> bool {
    manages || KEEPERS.into_iter().any(|role| actor.holds(role, organisation))
}
