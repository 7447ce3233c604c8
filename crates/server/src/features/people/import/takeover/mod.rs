//! The waiting room against the people who are known: what is wrong as a whole, what would change, and the
//! change itself in one transaction.

mod store;

use sojourn_kit::db::Tx;
use sojourn_kit::error::{Error, Result};

use super::model::{Counts, Findings, Import};
use super::problem::Problem;
use crate::cx::Cx;

/// More new units than this come from a wrong column.
const MOST_NEW_UNITS: usize = 2_000;

/// How the file calls the two columns that are checked as a whole.
#[derive(Debug, Clone, Default)]
pub struct Headers {
    /// The employee number.
    pub number: String,
    /// The manager's number.
    pub manager: String,
}

/// Compares the waiting room with the people who are known; adds what is wrong to the findings.
///
/// # Errors
/// When the database does not answer.
pub async fn compare(
    tx: &mut Tx,
    import: &Import,
    headers: &Headers,
    findings: &mut Findings,
) -> Result<Counts> {
    let (total, known) = store::doubles(tx, import, &headers.number).await?;
    findings.problems.add_counted(total, known);
    let (total, known) = store::strange_managers(tx, import, &headers.manager).await?;
    findings.problems.add_counted(total, known);
    findings.new_units = store::new_units(tx, import, MOST_NEW_UNITS).await?;
    if findings.new_units.len() > MOST_NEW_UNITS {
        findings.new_units.clear();
        let sentence =
            format!("The file names more than {MOST_NEW_UNITS} new units. Is another column the unit?");
        findings.problems.add(Problem::row(0, sentence));
    }
    findings.missing = store::missing(tx, import).await?;
    if import.plan.complete && import.started_by.is_some() && store::misses_its_author(tx, import).await? {
        let sentence =
            "You are not in the file yourself, so it does not list everybody. Untick that, or add the rest.";
        findings.problems.add(Problem::row(0, sentence));
    }
    if !findings.problems.is_empty() {
        return Ok(Counts::default());
    }
    let mut counts = store::counts(tx, import).await?;
    if import.plan.complete {
        counts.left += findings.missing;
    }
    Ok(counts)
}

/// Takes the waiting room over, all of it or nothing: the caller commits. Counts anew, for people may have
/// changed since the comparison.
///
/// # Errors
/// When the database refuses, or what was fine at the comparison no longer is.
pub async fn apply(cx: &mut Cx, import: &Import) -> Result<Counts> {
    let mut findings = Findings::default();
    let counts = compare(&mut cx.tx, import, &Headers::default(), &mut findings).await?;
    if !findings.problems.is_empty() {
        return Err(Error::refused(
            "import_outdated",
            "People have changed since the file was read, and it no longer fits. Read it again.",
        ));
    }
    store::make_units(cx, import.organisation, findings.new_units).await?;
    store::update_known(cx, import).await?;
    store::insert_new(cx, import).await?;
    cx.tx.refresh_statistics("people").await?;
    store::set_managers(cx, import).await?;
    store::set_pay(cx, import).await?;
    if import.plan.complete {
        let today = cx.today();
        store::mark_missing_left(cx, import, today).await?;
    }
    Ok(counts)
}
