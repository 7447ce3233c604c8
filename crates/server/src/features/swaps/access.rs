//! Who reads a swap and what they may do: the four, who proposed it, and the desks of the two employers.

use super::model::{Leg, Status, Swap};
use crate::actor::{Actor, OrganisationId, Role};

const DESK: [Role; 2] = [Role::ProgrammeAdmin, Role::Hr];

/// Whether the actor runs secondments for the organisation.
#[must_use]
pub fn is_desk(actor: &Actor, organisation: OrganisationId) -> bool {
    DESK.into_iter().any(|role| actor.holds(role, organisation))
}

/// Whether the swap exists for the actor.
#[must_use]
pub fn sees(actor: &Actor, swap: &Swap) -> bool {
    swap.asked().contains(&actor.person)
        || swap.proposed_by == actor.person
        || swap.legs.iter().any(|leg| is_desk(actor, leg.organisation))
}

/// Whether an answer of the actor is still wanted.
#[must_use]
pub fn may_answer(actor: &Actor, swap: &Swap) -> bool {
    let person = actor.person;
    swap.status == Status::Asking && swap.asked().contains(&person) && swap.said(person).is_none()
}

/// Whether the actor may take it back: who proposed it, or a desk.
#[must_use]
pub fn may_withdraw(actor: &Actor, swap: &Swap) -> bool {
    let runs = swap.legs.iter().any(|leg| is_desk(actor, leg.organisation));
    swap.status == Status::Asking && (swap.proposed_by == actor.person || runs)
}

/// Whether the actor decides about the leg that stands: the desk of its employer, and nobody about themself.
#[must_use]
pub fn may_decide(actor: &Actor, swap: &Swap, standing: &Leg) -> bool {
    let is_own = swap.legs.iter().any(|leg| leg.person == actor.person);
    swap.status == Status::Suspended && !is_own && is_desk(actor, standing.organisation)
}
