//! Adding an address to a record and removing it.

use sojourn_kit::error::{Error, Result};

use super::events::{LinkAdded, LinkRemoved};
use super::model::{LinkId, LinkInput, Sides};
use super::store;
use crate::cx::Cx;
use crate::features::secondments::store::load;
use crate::features::secondments::{Record, Workflow};

/// Addresses of one record.
const MOST: usize = 50;

/// The record, for those who work with its addresses.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the actor, [`Error::Forbidden`] when this part does not.
pub async fn seen(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = load(cx, number).await?;
    if Sides::of(&record.standing).is_any() { Ok(record) } else { Err(Error::Forbidden) }
}

/// Whether addresses can be added: from the release until the record is closed.
#[must_use]
pub fn is_open(record: &Record) -> bool {
    (Workflow::Released..=Workflow::Returned).contains(&record.secondment.workflow)
}

/// Adds an address.
///
/// # Errors
/// Invalid by field; a refusal outside of the time, or when there are too many.
pub async fn add(cx: &mut Cx, number: &str, input: &LinkInput) -> Result<LinkId> {
    let record = seen(cx, number).await?;
    if !is_open(&record) {
        return Err(Error::refused("not_now", "Links are kept from the release until the record is closed."));
    }
    let (title, address) = input.check(Sides::of(&record.standing))?;
    if store::all(cx, &record).await?.len() >= MOST {
        return Err(Error::refused(
            "too_many",
            "Fifty links are enough. Remove one that is not used any more.",
        ));
    }
    let link = store::insert(cx, &record, input, (&title, &address)).await?;
    let s = &record.secondment;
    cx.record(&LinkAdded { link, organisation: s.home_organisation, secondment: s.id }).await?;
    Ok(link)
}

/// Removes an address: one’s own, or as the mobility team.
///
/// # Errors
/// [`Error::NotFound`] for an address that the actor does not see; a refusal for one that somebody else added.
pub async fn remove(cx: &mut Cx, number: &str, id: LinkId) -> Result<()> {
    let record = seen(cx, number).await?;
    let known = store::all(cx, &record).await?;
    let link = known.iter().find(|link| link.id == id).ok_or(Error::NotFound)?;
    if !link.may_remove {
        return Err(Error::refused(
            "not_yours",
            "Removing a link: this is for the one who added it, and for the mobility team.",
        ));
    }
    store::remove(cx, &record, id).await?;
    let s = &record.secondment;
    cx.record(&LinkRemoved { link: id, organisation: s.home_organisation, secondment: s.id }).await
}
