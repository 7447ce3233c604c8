//! What waits for the reader beside the steps of records: calls, objectives to agree to, and the like. Each
//! feature brings its rows, and says for whom something of it may wait: nobody else is looked for.

use sojourn_kit::error::Result;

use crate::cx::Cx;
use crate::features::secondments::mine::RolesHeld;
use crate::features::{
    acquaintances, agreements, applications, approvals, contacts, feedback, introductions, invitations,
    needs, objectives, opportunities, outcomes, placements, proposals, pulse, returns, support, swaps,
};
use crate::shell::WorkRow;

/// The rows of the features: what a person alone can answer first, then the most urgent kind.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(cx: &mut Cx, held: &RolesHeld) -> Result<Vec<WorkRow>> {
    let mut rows = invitations::waiting(cx).await?;
    rows.extend(approvals::waiting(cx).await?);
    rows.extend(agreements::waiting(cx).await?);
    rows.extend(needs::waiting(cx).await?);
    rows.extend(proposals::waiting(cx).await?);
    rows.extend(swaps::waiting(cx).await?);
    rows.extend(pulse::home_rows(cx).await?);
    rows.extend(returns::home_rows(cx, held).await?);
    if held.any(outcomes::WAITS_FOR) {
        rows.extend(outcomes::home_rows(cx).await?);
    }
    rows.extend(applications::waiting(cx).await?);
    rows.extend(opportunities::waiting(cx).await?);
    if held.any(objectives::WAITS_FOR) {
        rows.extend(objectives::home_rows(cx).await?);
    }
    if held.any(placements::WAITS_FOR) {
        rows.extend(placements::home_rows(cx).await?);
    }
    if held.any(support::WAITS_FOR) {
        rows.extend(support::home_rows(cx).await?);
    }
    rows.extend(contacts::home_rows(cx).await?);
    if held.any(introductions::WAITS_FOR) {
        rows.extend(introductions::home_rows(cx).await?);
    }
    rows.extend(feedback::home_rows(cx).await?);
    rows.extend(acquaintances::home_rows(cx).await?);
    Ok(rows)
}
