//! Why a change counts from before it is signed (10.11). Signatures are never dated back; the reason is kept instead.

use chrono::NaiveDate;
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use utoipa::ToSchema;

use super::{is_desk, loaded};
use crate::cx::Cx;
use crate::features::agreements::varying;
use crate::features::changes::events::of;
use crate::features::changes::model::{Change, ChangeStatus};
use crate::features::changes::store;
use crate::typed::{TEXT, check_text};

/// Why a change is signed late.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplainInput {
    /// Why.
    pub retroactive: String,
    /// The version of the change that was read.
    pub version: i64,
}

/// Whether the change is being signed after its first day and nobody has said why.
#[must_use]
pub fn waits_for_reason(change: &Change, today: NaiveDate) -> bool {
    change.status == ChangeStatus::Agreed && change.effective_on < today && change.retroactive.is_none()
}

/// Keeps why the change counts from before it is signed: in the text as long as it is a draft, beside it afterwards.
///
/// # Errors
/// A refusal for others than mobility and HR, and when no version of it is being signed; invalid without a reason;
/// stale when the change moved meanwhile.
pub async fn explain(cx: &mut Cx, number: &str, change: i64, input: &ExplainInput) -> Result<Change> {
    let (record, mut change) = loaded(cx, number, change).await?;
    if !is_desk(&record) {
        return Err(Error::refused(
            "not_yours",
            "Only the mobility team or HR writes why it is signed late.",
        ));
    }
    if change.status != ChangeStatus::Agreed {
        return Err(Error::refused("not_now", "No version of this change is being signed."));
    }
    if change.version != input.version {
        return Err(Error::Stale);
    }
    let mut errors = FieldErrors::default();
    let ask = "Write why it counts from before it is signed";
    check_text(&mut errors, "retroactive", &input.retroactive, TEXT, Some(ask));
    errors.check()?;
    let reason = input.retroactive.trim().to_owned();
    varying::explain(cx, &record, change.number, &reason).await?;
    change.retroactive = Some(reason);
    store::save(cx, &mut change).await?;
    cx.record(&of!(ChangeExplained, record, change)).await?;
    Ok(change)
}
