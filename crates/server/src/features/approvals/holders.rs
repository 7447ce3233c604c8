//! Who holds a step today, and whether the actor decides it.

use sojourn_kit::error::{Error, Refusal, Result};

use super::access::{Around, Capacity, capacity};
use super::model::Step;
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::accounts::roles;
use crate::features::people;
use crate::features::secondments::{Record, Secondment, Workflow, deputies};

/// Those who never decide about the record.
#[must_use]
pub fn barred(s: &Secondment) -> [PersonId; 2] {
    [s.secondee, s.author]
}

/// Those who hold the step's role today and can sign in, or the person asked by name.
///
/// # Errors
/// When the database does not answer.
pub async fn holders(cx: &mut Cx, s: &Secondment, step: &Step) -> Result<Vec<PersonId>> {
    match (step.person, step.by.role()) {
        (Some(person), _) => {
            let brief = people::store::brief(cx, person).await?;
            Ok(Some(person).filter(|_| brief.has_account).into_iter().collect())
        }
        (None, Some(role)) => {
            let today = cx.today();
            roles::store::people_with(cx, s.home_organisation, &[role], today).await
        }
        (None, None) => Ok(Vec::new()),
    }
}

/// Those who can decide the step today by their own right.
///
/// # Errors
/// When the database does not answer.
pub async fn deciders(cx: &mut Cx, s: &Secondment, step: &Step) -> Result<Vec<PersonId>> {
    let mut all = holders(cx, s, step).await?;
    all.retain(|person| !barred(s).contains(person));
    Ok(all)
}

/// Those who are told of the step: who decides it, and who stands in for them.
///
/// # Errors
/// When the database does not answer.
pub async fn told(cx: &mut Cx, s: &Secondment, step: &Step) -> Result<Vec<PersonId>> {
    let mut all = deciders(cx, s, step).await?;
    for person in all.clone() {
        all.extend(deputies::store::deputies(cx, person).await?);
    }
    all.retain(|person| !barred(s).contains(person));
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// In which capacity the actor decides the step.
///
/// # Errors
/// Within: a refusal that says why not. Without: when the database does not answer.
pub async fn of_actor(cx: &mut Cx, s: &Secondment, step: &Step) -> Result<Result<Capacity, Refusal>> {
    let holders = holders(cx, s, step).await?;
    let delegators = deputies::store::delegators(cx, cx.actor.person).await?;
    let around = Around { holders: &holders, delegators: &delegators, barred: &barred(s) };
    Ok(capacity(cx.actor.person, step.by, around))
}

/// Whether the record waits for the actor's approval.
///
/// # Errors
/// When the database does not answer.
pub async fn is_for(cx: &mut Cx, record: &Record) -> Result<bool> {
    let s = &record.secondment;
    if s.workflow != Workflow::PendingApproval {
        return Ok(false);
    }
    let Some(route) = store::newest(cx, s.id).await? else { return Ok(false) };
    let Some(step) = route.asked() else { return Ok(false) };
    Ok(of_actor(cx, s, step).await?.is_ok())
}

/// Those who run secondments at home, without those whose record it is.
///
/// # Errors
/// When the database does not answer.
pub async fn desk(cx: &mut Cx, s: &Secondment, roles_of: &[crate::actor::Role]) -> Result<Vec<PersonId>> {
    let today = cx.today();
    let mut all = roles::store::people_with(cx, s.home_organisation, roles_of, today).await?;
    all.retain(|person| !barred(s).contains(person));
    Ok(all)
}

/// The refusal as an error.
pub fn refused<T>(outcome: Result<T, Refusal>) -> Result<T> {
    outcome.map_err(Error::Refused)
}
