//! The SQL that compares the waiting room with the people of the organisation, and takes it over. Set by set,
//! so that it costs the same memory for ten rows and for a million. `$1` is the import, `$2` the organisation.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::Tx;
use sojourn_kit::error::{Error, Result};

use crate::actor::{OrganisationId, UnitId};
use crate::cx::Cx;
use crate::features::organisations::Unit;
use crate::features::people::import::model::{Counts, Import};
use crate::features::people::import::problem::{Problem, SHOWN};

/// The waiting room beside the people it speaks of.
const COMPARED: &str = "people_import_rows r
    LEFT JOIN people p ON p.organisation_id = $2 AND p.employee_number = r.employee_number
    LEFT JOIN units u ON u.id = p.unit_id
    LEFT JOIN people m ON m.id = p.manager_id
    LEFT JOIN pay ON pay.person_id = p.id";

/// A row says something new about a known person. What is empty in the file says nothing; one's own number as
/// manager's number says that there is no manager.
const DIFFERS: &str = "(p.given_name <> r.given_name OR p.family_name <> r.family_name OR p.search <> r.search
    OR (r.job_title <> '' AND p.job_title <> r.job_title)
    OR (r.email IS NOT NULL AND p.email IS DISTINCT FROM r.email)
    OR (r.hired_on IS NOT NULL AND p.hired_on IS DISTINCT FROM r.hired_on)
    OR (r.department IS NOT NULL AND u.name IS DISTINCT FROM r.department)
    OR (r.manager_number IS NOT NULL AND m.employee_number IS DISTINCT FROM NULLIF(r.manager_number, r.employee_number))
    OR (r.status <> '' AND p.status <> r.status))";

/// A row brings another pay.
const PAY_DIFFERS: &str = "(r.annual_minor IS NOT NULL
    AND (pay.annual_minor IS DISTINCT FROM r.annual_minor OR pay.currency IS DISTINCT FROM r.currency))";

/// Active people with a number who are not in the file.
const MISSING: &str = "organisation_id = $2 AND status = 'active' AND employee_number IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM people_import_rows r
                    WHERE r.import_id = $1 AND r.employee_number = people.employee_number)";

/// What taking the waiting room over would do, leaving aside who is missing from it.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn counts(tx: &mut Tx, import: &Import) -> Result<Counts> {
    let sql = format!(
        "SELECT COUNT(*) AS total,
            COALESCE(SUM(CASE WHEN p.id IS NULL THEN 1 ELSE 0 END), 0) AS created,
            COALESCE(SUM(CASE WHEN p.status = 'active' AND r.status = 'left' THEN 1 ELSE 0 END), 0) AS gone,
            COALESCE(SUM(CASE WHEN p.id IS NOT NULL AND NOT (p.status = 'active' AND r.status = 'left')
                AND ({DIFFERS} OR {PAY_DIFFERS}) THEN 1 ELSE 0 END), 0) AS updated
         FROM {COMPARED} WHERE r.import_id = $1"
    );
    let row = tx.one(&sql, args![import.id, import.organisation]).await?;
    let row = row.ok_or_else(|| Error::internal("a count without a row"))?;
    let (total, created): (i64, i64) = (row.get("total")?, row.get("created")?);
    let (left, updated): (i64, i64) = (row.get("gone")?, row.get("updated")?);
    Ok(Counts { created, updated, left, unchanged: total - created - updated - left })
}

/// How many active people with a number are not in the file.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn missing(tx: &mut Tx, import: &Import) -> Result<i64> {
    let sql = format!("SELECT COUNT(*) AS n FROM people WHERE {MISSING}");
    tx.count(&sql, args![import.id, import.organisation]).await
}

/// Whether whoever started the import is among the missing.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn misses_its_author(tx: &mut Tx, import: &Import) -> Result<bool> {
    let sql = format!("SELECT COUNT(*) AS n FROM people WHERE {MISSING} AND id = $3");
    Ok(tx.count(&sql, args![import.id, import.organisation, import.started_by]).await? > 0)
}

/// Rows whose employee number stands in an earlier row already: how many, and the first of them.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn doubles(tx: &mut Tx, import: &Import, header: &str) -> Result<(u64, Vec<Problem>)> {
    // a window, not a join with itself: it costs one sort whatever the planner believes
    let from = "FROM (SELECT row_number, employee_number, MIN(row_number) OVER (PARTITION BY employee_number) AS first_row
                      FROM people_import_rows WHERE import_id = $1) d
                WHERE row_number > first_row";
    let total = tx.count(&format!("SELECT COUNT(*) AS n {from}"), args![import.id]).await?;
    let sql =
        format!("SELECT row_number, employee_number, first_row {from} ORDER BY row_number LIMIT {SHOWN}");
    let mut shown = Vec::new();
    for row in tx.all(&sql, args![import.id]).await? {
        let (at, first): (i64, i64) = (row.get("row_number")?, row.get("first_row")?);
        let number: String = row.get("employee_number")?;
        let sentence = format!("This employee number stands in row {first} already.");
        shown.push(Problem::cell(u64::try_from(at).unwrap_or(0), header, &number, sentence));
    }
    Ok((u64::try_from(total).unwrap_or(0), shown))
}

/// Rows whose manager is neither in the file nor known: how many, and the first of them.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn strange_managers(
    tx: &mut Tx,
    import: &Import,
    header: &str,
) -> Result<(u64, Vec<Problem>)> {
    let from = "FROM people_import_rows r
        WHERE r.import_id = $1 AND r.manager_number IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM people_import_rows m
                          WHERE m.import_id = $1 AND m.employee_number = r.manager_number)
          AND NOT EXISTS (SELECT 1 FROM people p
                          WHERE p.organisation_id = $2 AND p.employee_number = r.manager_number)";
    let values = || args![import.id, import.organisation];
    let total = tx.count(&format!("SELECT COUNT(*) AS n {from}"), values()).await?;
    let sql = format!("SELECT r.row_number, r.manager_number {from} ORDER BY r.row_number LIMIT {SHOWN}");
    let mut shown = Vec::new();
    for row in tx.all(&sql, values()).await? {
        let (at, number): (i64, String) = (row.get("row_number")?, row.get("manager_number")?);
        let sentence = "No person with this employee number is in the file or known here.";
        shown.push(Problem::cell(u64::try_from(at).unwrap_or(0), header, &number, sentence));
    }
    Ok((u64::try_from(total).unwrap_or(0), shown))
}

/// Names of units in the file that do not exist yet, one more than `most` at the most.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn new_units(tx: &mut Tx, import: &Import, most: usize) -> Result<Vec<String>> {
    let sql = format!(
        "SELECT DISTINCT r.department FROM people_import_rows r
         WHERE r.import_id = $1 AND r.department IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM units u WHERE u.organisation_id = $2 AND u.name = r.department)
         ORDER BY r.department LIMIT {}",
        most + 1
    );
    let rows = tx.all(&sql, args![import.id, import.organisation]).await?;
    rows.iter().map(|row| row.get("department")).collect()
}

/// Makes the units that do not exist yet.
///
/// # Errors
/// When the database refuses.
pub(super) async fn make_units(cx: &mut Cx, organisation: OrganisationId, names: Vec<String>) -> Result<()> {
    for name in names {
        let unit = Unit { id: UnitId::new(cx.now()), organisation, parent: None, name, place: None };
        crate::features::organisations::store::insert_unit(cx, &unit).await?;
    }
    Ok(())
}

/// Writes what is new about known people, their managers and pay apart.
///
/// # Errors
/// When the database refuses.
pub(super) async fn update_known(cx: &mut Cx, import: &Import) -> Result<()> {
    let sql = format!(
        "UPDATE people AS t SET
            given_name = r.given_name, family_name = r.family_name, search = r.search,
            job_title = CASE WHEN r.job_title = '' THEN t.job_title ELSE r.job_title END,
            email = COALESCE(r.email, t.email), hired_on = COALESCE(r.hired_on, t.hired_on),
            unit_id = COALESCE(n.id, t.unit_id),
            status = CASE WHEN r.status = '' THEN t.status ELSE r.status END,
            left_on = CASE WHEN r.status = 'left' AND t.status = 'active' THEN $3
                           WHEN r.status = 'active' THEN NULL ELSE t.left_on END,
            version = t.version + 1, updated_at = $4
         FROM {COMPARED} LEFT JOIN units n ON n.organisation_id = $2 AND n.name = r.department
         WHERE r.import_id = $1 AND p.id = t.id AND {DIFFERS}"
    );
    cx.tx.run(&sql, args![import.id, import.organisation, cx.today(), cx.now()]).await.map(drop)
}

/// Writes new people with their managers, their pay apart. A manager may be known or be new in the same file: the
/// databases look at references when the statement is over.
///
/// # Errors
/// When the database refuses.
pub(super) async fn insert_new(cx: &mut Cx, import: &Import) -> Result<()> {
    let sql = "INSERT INTO people (id, organisation_id, unit_id, manager_id, employee_number, given_name, family_name,
                email, job_title, hired_on, status, search, version, created_at, updated_at)
               SELECT r.person_id, $2, n.id, COALESCE(m.id, b.person_id), r.employee_number, r.given_name,
                r.family_name, r.email, r.job_title, r.hired_on, CASE WHEN r.status = 'left' THEN 'left' ELSE 'active' END,
                r.search, 1, $3, $3
               FROM people_import_rows r
               LEFT JOIN units n ON n.organisation_id = $2 AND n.name = r.department
               LEFT JOIN people m ON m.organisation_id = $2 AND m.employee_number = r.manager_number
                AND r.manager_number <> r.employee_number
               LEFT JOIN people_import_rows b ON b.import_id = $1 AND b.employee_number = r.manager_number
                AND r.manager_number <> r.employee_number
               WHERE r.import_id = $1 AND NOT EXISTS
                (SELECT 1 FROM people p WHERE p.organisation_id = $2 AND p.employee_number = r.employee_number)";
    cx.tx.run(sql, args![import.id, import.organisation, cx.now()]).await.map(drop)
}

/// Writes the managers of those who were known before, when everybody is there.
///
/// # Errors
/// When the database refuses.
pub(super) async fn set_managers(cx: &mut Cx, import: &Import) -> Result<()> {
    let sql = "UPDATE people AS t SET manager_id = m.id
               FROM people_import_rows r
               LEFT JOIN people m ON m.organisation_id = $2 AND m.employee_number = r.manager_number
                AND r.manager_number <> r.employee_number
               WHERE r.import_id = $1 AND t.organisation_id = $2 AND t.employee_number = r.employee_number
                AND r.manager_number IS NOT NULL AND t.manager_id IS DISTINCT FROM m.id";
    cx.tx.run(sql, args![import.id, import.organisation]).await.map(drop)
}

/// Writes pay where the file brings another one.
///
/// # Errors
/// When the database refuses.
pub(super) async fn set_pay(cx: &mut Cx, import: &Import) -> Result<()> {
    let sql = "INSERT INTO pay (person_id, annual_minor, currency, updated_at)
               SELECT p.id, r.annual_minor, r.currency, $3 FROM people_import_rows r
               JOIN people p ON p.organisation_id = $2 AND p.employee_number = r.employee_number
               WHERE r.import_id = $1 AND r.annual_minor IS NOT NULL
               ON CONFLICT (person_id) DO UPDATE SET annual_minor = excluded.annual_minor,
                currency = excluded.currency, updated_at = excluded.updated_at
               WHERE pay.annual_minor <> excluded.annual_minor OR pay.currency <> excluded.currency";
    cx.tx.run(sql, args![import.id, import.organisation, cx.now()]).await.map(drop)
}

/// Marks those who are missing from a complete file as left.
///
/// # Errors
/// When the database refuses.
pub(super) async fn mark_missing_left(cx: &mut Cx, import: &Import, today: NaiveDate) -> Result<()> {
    let sql = format!(
        "UPDATE people SET status = 'left', left_on = $3, version = version + 1, updated_at = $4 WHERE {MISSING}"
    );
    cx.tx.run(&sql, args![import.id, import.organisation, today, cx.now()]).await.map(drop)
}
