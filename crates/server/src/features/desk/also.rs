//! What waits for the reader beside the steps of records: calls, objectives to agree to, and the like. Each
//! feature brings its rows.

use sojourn_kit::error::Result;

use crate::cx::Cx;
use crate::features::{
    acquaintances, agreements, applications, approvals, contacts, feedback, introductions, invitations,
    needs, objectives, opportunities, outcomes, placements, proposals, pulse, returns, support, swaps,
};
use crate::shell::WorkRow;

/// The rows of the features: what a person alone can answer first, then the most urgent kind.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let mut rows = invitations::waiting(cx).await?;
    rows.extend(approvals::waiting(cx).await?);
    rows.extend(agreements::waiting(cx).await?);
    rows.extend(needs::waiting(cx).await?);
    rows.extend(proposals::waiting(cx).await?);
    rows.extend(swaps::waiting(cx).await?);
    rows.extend(pulse::home_rows(cx).await?);
    rows.extend(returns::home_rows(cx).await?);
    rows.extend(outcomes::home_rows(cx).await?);
    rows.extend(applications::waiting(cx).await?);
    rows.extend(opportunities::waiting(cx).await?);
    rows.extend(objectives::home_rows(cx).await?);
    rows.extend(placements::home_rows(cx).await?);
    rows.extend(support::home_rows(cx).await?);
    rows.extend(contacts::home_rows(cx).await?);
    rows.extend(introductions::home_rows(cx).await?);
    rows.extend(feedback::home_rows(cx).await?);
    rows.extend(acquaintances::home_rows(cx).await?);
    Ok(rows)
}
