//! Who stands in for somebody: whoever decides by name or by delegation sees the record as long as the decision is
//! theirs, and nothing else of it.

pub mod store;

use sojourn_kit::error::Result;

use super::access::{Party, Standing, by_office};
use super::lifecycle::{self, Action, ROUTE};
use super::model::{Record, Secondment, Workflow};
use crate::actor::{PersonId, Role, Way};
use crate::cx::Cx;
use store::Turn;

/// Adds what the actor is to the record because a decision waits for them in another way than by a role: asked by
/// name, or in the place of somebody who delegated it; and on a confidential record what their office has to do with it.
///
/// # Errors
/// When the database does not answer.
pub async fn add(cx: &mut Cx, s: &Secondment, standing: &mut Standing) -> Result<()> {
    if !matches!(cx.actor.way, Way::Session { .. } | Way::Token(_)) {
        return Ok(());
    }
    if s.is_confidential && s.workflow != Workflow::Idea && store::is_named(cx, s).await? {
        // whoever has to act on it by their office sees what the office sees
        standing.parties.extend(by_office(&cx.actor, s));
    }
    match s.workflow {
        Workflow::Idea => standing.parties.extend(store::writes_with(cx, s).await?),
        Workflow::ReleasePending if of_home_manager(cx, s).await?.is_some() => {
            standing.parties.insert(Party::HomeManager);
        }
        Workflow::PendingApproval if ![s.secondee, s.author].contains(&cx.actor.person) => {
            let roles = store::asked_of(cx, s).await?;
            standing.parties.extend(roles.iter().map(|role| party(role)));
        }
        _ => {}
    }
    Ok(())
}

/// Whoever stands in for Finance or Legal sees what they see; in the place of HR, of mobility or of a manager one sees
/// what the decision needs.
fn party(role: &str) -> Party {
    match Role::parse(role) {
        Some(Role::Finance) => Party::FinanceHome,
        Some(Role::Legal) => Party::Legal,
        _ => Party::Approver,
    }
}

/// The home manager in whose place the actor answers a request for release, if they do. Nobody answers what they
/// wrote or what concerns themselves, and nobody can hand on what they could not do.
///
/// # Errors
/// When the database does not answer.
pub async fn of_home_manager(cx: &mut Cx, s: &Secondment) -> Result<Option<PersonId>> {
    let barred = [s.secondee, s.author];
    let Some(manager) = s.home_manager.filter(|manager| !barred.contains(manager)) else { return Ok(None) };
    if manager == cx.actor.person || barred.contains(&cx.actor.person) {
        return Ok(None);
    }
    Ok(store::delegators(cx, cx.actor.person).await?.into_iter().find(|one| *one == manager))
}

/// What the actor may do now, as the API offers it: of those who may approve, only whoever's step it is, and to whoever is
/// asked last only the approval that ends the route.
///
/// # Errors
/// When the database does not answer.
pub async fn allowed(cx: &mut Cx, record: &Record) -> Result<Vec<Action>> {
    let mut allowed = lifecycle::allowed(&record.secondment, &record.standing);
    let approves = allowed.iter().any(|action| ROUTE.contains(action));
    if approves {
        let turn = store::turn(cx, &record.secondment).await?;
        allowed.retain(|action| match (turn, action) {
            (Turn::Others, action) => !ROUTE.contains(action),
            (Turn::Theirs, action) => *action != Action::ApproveLast,
            (Turn::Last, action) => *action != Action::Approve,
        });
    }
    Ok(allowed)
}
