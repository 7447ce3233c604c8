//! Writing down whom one met.

use sojourn_kit::error::{Error, Result};

use super::events::{AcquaintanceNoted, AcquaintanceRemoved};
use super::model::{Acquaintance, AcquaintanceId, AcquaintanceInput};
use super::store;
use crate::cx::Cx;
use crate::features::secondments::mine;

/// Writes a person down.
///
/// # Errors
/// Invalid by field; a refusal for somebody without a secondment under way.
pub async fn note(cx: &mut Cx, input: &AcquaintanceInput) -> Result<Acquaintance> {
    let Some(record) = mine::store::own(cx).await? else {
        return Err(Error::refused(
            "not_now",
            "People are noted during a secondment. You have none under way.",
        ));
    };
    let input = input.check(cx.today())?;
    let id = store::insert(cx, record.secondment.id, &input).await?;
    let organisation = record.secondment.home_organisation;
    cx.record(&AcquaintanceNoted { acquaintance: id, organisation }).await?;
    store::load(cx, id).await
}

/// Changes what one wrote about a person.
///
/// # Errors
/// [`Error::NotFound`] for a note of somebody else; invalid by field; stale when it changed meanwhile.
pub async fn change(cx: &mut Cx, id: AcquaintanceId, input: &AcquaintanceInput) -> Result<Acquaintance> {
    store::load(cx, id).await?;
    let input = input.check(cx.today())?;
    store::save(cx, id, &input).await?;
    let organisation = cx.actor.organisation;
    cx.record(&AcquaintanceNoted { acquaintance: id, organisation }).await?;
    store::load(cx, id).await
}

/// Removes what one wrote about a person; nothing of it is kept.
///
/// # Errors
/// [`Error::NotFound`] for a note of somebody else.
pub async fn remove(cx: &mut Cx, id: AcquaintanceId) -> Result<()> {
    store::load(cx, id).await?;
    store::delete(cx, id).await?;
    let organisation = cx.actor.organisation;
    cx.record(&AcquaintanceRemoved { acquaintance: id, organisation }).await
}
