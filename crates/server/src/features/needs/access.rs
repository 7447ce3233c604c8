//! Who reads a need, and who may do what: the person, who started it, their managers, the desk at home. Of a confidential
//! one the desk is mobility alone; everybody else reads it because they are named on it.

use super::model::Need;
use crate::actor::{Actor, Role};

/// The roles that make the desk of a need.
#[must_use]
pub const fn desk(is_confidential: bool) -> &'static [Role] {
    if is_confidential { &[Role::ProgrammeAdmin] } else { &[Role::ProgrammeAdmin, Role::Hr] }
}

/// Whether the actor runs secondments where the person is employed.
#[must_use]
pub fn is_desk(actor: &Actor, need: &Need) -> bool {
    desk(need.is_confidential).iter().any(|role| actor.holds(*role, need.home_organisation))
}

/// Whether the need exists for the actor.
#[must_use]
pub fn sees(actor: &Actor, need: &Need) -> bool {
    let me = actor.person;
    [need.created_by, need.person].contains(&me)
        || [need.home_manager, need.host_manager].contains(&Some(me))
        || is_desk(actor, need)
}

/// Whether the actor notes talks with the person: who started it, the home manager, the desk; never the person.
#[must_use]
pub fn may_consult(actor: &Actor, need: &Need) -> bool {
    let me = actor.person;
    me != need.person && (me == need.created_by || need.home_manager == Some(me) || is_desk(actor, need))
}

/// Whether the actor decides a review: the desk at home, neither the person nor who started it.
#[must_use]
pub fn may_decide(actor: &Actor, need: &Need) -> bool {
    is_desk(actor, need) && ![need.person, need.created_by].contains(&actor.person)
}
