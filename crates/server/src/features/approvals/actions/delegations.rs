//! Somebody decides in my place.

use sojourn_kit::error::{Error, Result};

use super::super::events::{Delegated, DelegationEnded};
use super::super::model::{Delegation, DelegationId, DelegationInput};
use super::super::store::delegations as store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::people;

/// Says who decides in the actor's place, from when to when.
///
/// # Errors
/// Invalid by field.
pub async fn delegate(cx: &mut Cx, input: &DelegationInput) -> Result<Delegation> {
    let days = input.check(cx.today())?;
    let delegate = whom(cx, &input.delegate).await?;
    let id = store::insert(cx, delegate, days, input.reason.trim()).await?;
    let organisation = cx.actor.organisation;
    cx.record(&Delegated { delegation: id, organisation, delegate }).await?;
    store::load(cx, id).await
}

/// A colleague who can sign in, by address or by a name that only one person has.
async fn whom(cx: &mut Cx, text: &str) -> Result<PersonId> {
    let organisation = cx.actor.organisation;
    let found = people::store::find_in_organisation(cx, organisation, text.trim()).await?;
    let others: Vec<_> = found.iter().filter(|one| one.id != cx.actor.person && one.has_account).collect();
    match others.as_slice() {
        [one] => Ok(one.id),
        [] if found.iter().any(|one| one.id == cx.actor.person) => {
            Err(Error::field("delegate", "That is you. Write who decides in your place"))
        }
        [] => Err(Error::field("delegate", "No colleague with an account has this name or address")),
        _ => Err(Error::field("delegate", "Several people have this name. Write their email address")),
    }
}

/// Ends a delegation before its last day; both may.
///
/// # Errors
/// The one 404; refused when it is over.
pub async fn end(cx: &mut Cx, id: DelegationId) -> Result<Delegation> {
    let delegation = store::load(cx, id).await?;
    if !delegation.is_open(cx.today()) {
        return Err(Error::refused("over", "This is over already."));
    }
    store::end(cx, id).await?;
    let organisation = cx.actor.organisation;
    cx.record(&DelegationEnded { delegation: id, organisation, delegate: delegation.delegate }).await?;
    store::load(cx, id).await
}
