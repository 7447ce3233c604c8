//! Texts that were out for signature and no longer count: taken back, declined, or called off. Their signatures stay on
//! file and are shown as void.

use sojourn_kit::error::Result;

use crate::cx::Cx;
use crate::features::agreements::model::{SignatoryStatus, Status};
use crate::features::agreements::store;
use crate::features::secondments::{Record, Slice};
use crate::shell::words::long_day;
use crate::shell::{SummaryList, SummaryRow, SummaryValue};

/// The texts before this one that no longer count; nothing for those who see no issued text, and when there are none.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn void(cx: &mut Cx, record: &Record, before: i64) -> Result<Option<SummaryList>> {
    if !record.standing.sees(Slice::Agreement) {
        return Ok(None);
    }
    let mut rows = Vec::new();
    for number in 1..before {
        let Some(text) = store::numbered(cx, record.secondment.id, number).await? else { continue };
        let is_void = matches!(text.status, Status::Superseded | Status::Void) && text.executed_at.is_none();
        if !is_void || text.issued_sha.is_none() {
            continue;
        }
        let mut lines = Vec::new();
        if let Some(reason) = &text.paper.sent_back {
            lines.push(format!("Taken back or not signed: {reason}"));
        }
        for one in store::signatories(cx, text.id).await? {
            match (one.status, one.signed_at) {
                (SignatoryStatus::Signed, Some(at)) => {
                    lines.push(format!("{} signed on {}: void", one.name, long_day(at.date_naive())));
                }
                (SignatoryStatus::Declined, _) => lines.push(format!("{} declined", one.name)),
                _ => {}
            }
        }
        if lines.is_empty() {
            lines.push("Nobody had signed".to_owned());
        }
        rows.push(SummaryRow::new(format!("Version {number}"), SummaryValue::Lines(lines)));
    }
    Ok((!rows.is_empty()).then_some(SummaryList { rows, tight: true }))
}
