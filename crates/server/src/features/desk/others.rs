//! What waits for the reader outside the record itself: answers to invitations and the like. Each feature says
//! what of its own waits.

use sojourn_kit::error::Result;

use crate::cx::Cx;
use crate::features::{invitations, swaps};
use crate::shell::WorkRow;

/// The rows, in the order of the ways in.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let mut rows = invitations::waiting(cx).await?;
    rows.extend(swaps::waiting(cx).await?);
    Ok(rows)
}
