//! A change in the agreement: the version that it was put into, what that version changes, and when it was signed.

use chrono::NaiveDate;
use serde::Serialize;
use sojourn_kit::error::Result;
use utoipa::ToSchema;

use super::model::{Amendment, Change, ChangeStatus};
use super::rules::amendment;
use crate::cx::Cx;
use crate::features::agreements;
use crate::features::secondments::Record;

/// The version of the agreement that a change was put into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Papered {
    /// The version.
    pub version: i64,
    /// The version whose place it takes.
    pub earlier: i64,
    /// The day of its last signature, once all have signed.
    pub signed_on: Option<NaiveDate>,
    /// What it changes, term by term.
    pub terms: Vec<PaperedTerm>,
}

/// One changed term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PaperedTerm {
    /// Such as `last day`.
    pub what: String,
    /// The words that stood.
    pub old: String,
    /// The words that stand now.
    pub new: String,
}

/// The newest version that the change was put into; nothing while there is none that the reader may read.
///
/// # Errors
/// When the database does not answer.
pub async fn of(cx: &mut Cx, record: &Record, change: &Change) -> Result<Option<Papered>> {
    let id = record.secondment.id;
    let mut all = agreements::store::signed_outlines(cx, id).await?;
    // a version that is out for signature is linked too, a draft is not everybody’s to read
    let newest = agreements::store::newest_outline(cx, id).await?.filter(|newest| newest.issued_at.is_some());
    all.extend(newest.filter(|newest| newest.executed_at.is_none()));
    let made = all.into_iter().rev().find_map(|version| {
        let paper = version.paper.change.filter(|made| made.number == change.number)?;
        let variation = paper.variation;
        let term =
            |term: sojourn_papers::ChangedTerm| PaperedTerm { what: term.what, old: term.old, new: term.new };
        Some(Papered {
            version: version.number,
            earlier: i64::from(variation.earlier.version),
            signed_on: version.executed_at.map(|at| at.date_naive()),
            terms: variation.terms.into_iter().filter(|term| term.old != term.new).map(term).collect(),
        })
    });
    Ok(made)
}

/// The day of the last signature; of the notice, where nobody signs.
#[must_use]
pub fn signed_on(change: &Change, papered: Option<&Papered>) -> Option<NaiveDate> {
    let counts = matches!(change.status, ChangeStatus::Settled | ChangeStatus::InEffect);
    match amendment(change.kind, &change.values) {
        Some(Amendment::NoticeOnly) => counts.then(|| change.asked_at.date_naive()),
        _ => papered.and_then(|papered| papered.signed_on),
    }
}
