//! Every SQL statement for imports: the import itself and its waiting room.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::db::{Row, Tx, Value};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use super::model::{Counts, Findings, Import, ImportId, Plan, State};
use super::rows::Staged;
use crate::actor::OrganisationId;
use crate::cx::Cx;

/// Rows in one statement, fifteen values each. SQLite finds each value by walking the names of those before it, so
/// that twice the rows in a statement cost four times the work; PostgreSQL would take more gladly.
const AT_ONCE: usize = 40;
/// Rows that one cleaning statement removes, so that nobody waits long behind it.
const CLEAN_AT_ONCE: i64 = 20_000;

const COLUMNS: &str =
    "id, organisation_id, file_name, mapping, state, rows_read, created_count, updated_count,
    unchanged_count, left_count, problems, started_by, started_at";

/// Writes a new import that is about to be read.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, import: &Import) -> Result<()> {
    let plan = serde_json::to_value(&import.plan).map_err(Error::internal)?;
    let findings = serde_json::to_value(&import.findings).map_err(Error::internal)?;
    let sql = "INSERT INTO people_imports (id, organisation_id, file_name, mapping, state, rows_read, created_count,
                updated_count, unchanged_count, left_count, problems, started_by, started_at, progressed_at)
               VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, 0, $6, $7, $8, $8)";
    let values = args![
        import.id,
        import.organisation,
        &import.file_name,
        plan,
        import.state.as_str(),
        findings,
        import.started_by,
        import.started_at
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// The import of that id. Callers decide whether the actor may see it.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut Tx, id: ImportId) -> Result<Option<Import>> {
    let sql = format!("SELECT {COLUMNS} FROM people_imports WHERE id = $1");
    tx.one(&sql, args![id]).await?.as_ref().map(import).transpose()
}

/// Imports of the organisation that hold a place in the waiting room or a file.
///
/// # Errors
/// When the database does not answer.
pub async fn unfinished(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<ImportId>> {
    let sql = "SELECT id FROM people_imports i WHERE organisation_id = $1
               AND (state <> 'done' OR EXISTS (SELECT 1 FROM people_import_rows r WHERE r.import_id = i.id))";
    tx.all(sql, args![organisation]).await?.iter().map(|row| row.get("id")).collect()
}

/// Imports that are being read, but gave no sign of life since that moment.
///
/// # Errors
/// When the database does not answer.
pub async fn silent_since(tx: &mut Tx, moment: DateTime<Utc>) -> Result<Vec<Import>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM people_imports WHERE state = 'reading' AND COALESCE(progressed_at, started_at) < $1"
    );
    tx.all(&sql, args![moment]).await?.iter().map(import).collect()
}

fn import(row: &Row) -> Result<Import> {
    let state: String = row.get("state")?;
    let (plan, findings): (serde_json::Value, serde_json::Value) =
        (row.get("mapping")?, row.get("problems")?);
    Ok(Import {
        id: row.get("id")?,
        organisation: row.get("organisation_id")?,
        file_name: row.get("file_name")?,
        plan: serde_json::from_value::<Plan>(plan).map_err(Error::internal)?,
        state: State::parse(&state).ok_or_else(|| Error::internal("unknown state of an import"))?,
        rows_read: row.get("rows_read")?,
        counts: Counts {
            created: row.get("created_count")?,
            updated: row.get("updated_count")?,
            unchanged: row.get("unchanged_count")?,
            left: row.get("left_count")?,
        },
        findings: serde_json::from_value::<Findings>(findings).map_err(Error::internal)?,
        started_by: row.get("started_by")?,
        started_at: row.get("started_at")?,
    })
}

/// Puts rows into the waiting room and notes how far the reading is. Answers `false`, having written nothing that
/// stays, when this reading is no longer the import's own.
///
/// # Errors
/// When the database refuses.
pub async fn stage(
    tx: &mut Tx,
    import: &Import,
    rows: &[Staged],
    rows_read: i64,
    now: DateTime<Utc>,
) -> Result<bool> {
    let sql = "UPDATE people_imports SET rows_read = $3, progressed_at = $4
               WHERE id = $1 AND state = 'reading' AND started_at = $2";
    if tx.run(sql, args![import.id, import.started_at, rows_read, now]).await? == 0 {
        return Ok(false);
    }
    for rows in rows.chunks(AT_ONCE) {
        let (sql, values) = insertion(import.id, rows, now);
        tx.run(&sql, values).await?;
    }
    Ok(true)
}

fn insertion(import: ImportId, rows: &[Staged], now: DateTime<Utc>) -> (String, Vec<Value>) {
    let mut sql = "INSERT INTO people_import_rows (import_id, row_number, person_id, employee_number, given_name,
        family_name, email, job_title, hired_on, department, manager_number, annual_minor, currency, status, search)
        VALUES "
        .to_owned();
    let mut values = args![import];
    for (at, row) in rows.iter().enumerate() {
        sql.push_str(if at == 0 { "($1" } else { ", ($1" });
        for column in 0..14 {
            sql.push_str(&format!(", ${}", at * 14 + column + 2));
        }
        sql.push(')');
        values.extend(args![
            i64::try_from(row.row).unwrap_or(i64::MAX),
            uuid_v7(now),
            &row.number,
            &row.given,
            &row.family,
            &row.email,
            &row.job_title,
            row.hired_on,
            &row.department,
            &row.manager,
            row.annual_minor,
            &row.currency,
            row.status,
            &row.search
        ]);
    }
    (sql, values)
}

/// Writes how the reading ended. Answers `false` when this reading is no longer the import's own.
///
/// # Errors
/// When the database refuses.
pub async fn save_reading(tx: &mut Tx, import: &Import) -> Result<bool> {
    let findings = serde_json::to_value(&import.findings).map_err(Error::internal)?;
    let sql = "UPDATE people_imports SET state = $3, rows_read = $4, created_count = $5, updated_count = $6,
                unchanged_count = $7, left_count = $8, problems = $9
               WHERE id = $1 AND state = 'reading' AND started_at = $2";
    let c = import.counts;
    let values = args![
        import.id,
        import.started_at,
        import.state.as_str(),
        import.rows_read,
        c.created,
        c.updated,
        c.unchanged,
        c.left,
        findings
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Starts the reading anew under another plan.
///
/// # Errors
/// [`Error::Stale`] when the import is done.
pub async fn restart(cx: &mut Cx, import: &Import) -> Result<()> {
    let plan = serde_json::to_value(&import.plan).map_err(Error::internal)?;
    let findings = serde_json::to_value(Findings::default()).map_err(Error::internal)?;
    let sql = "UPDATE people_imports SET state = 'reading', rows_read = 0, mapping = $2, problems = $3, started_at = $4,
                progressed_at = $4 WHERE id = $1 AND state <> 'done'";
    let touched = cx.tx.run(sql, args![import.id, plan, findings, import.started_at]).await?;
    if touched == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Takes the import from ready to done, with what it did.
///
/// # Errors
/// [`Error::Stale`] when it was not ready: somebody was quicker.
pub async fn finish(cx: &mut Cx, id: ImportId) -> Result<()> {
    let sql = "UPDATE people_imports SET state = 'done', finished_at = $2 WHERE id = $1 AND state = 'ready'";
    if cx.tx.run(sql, args![id, cx.now()]).await? == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Notes what a finished import did.
///
/// # Errors
/// When the database refuses.
pub async fn save_counts(cx: &mut Cx, id: ImportId, c: Counts) -> Result<()> {
    let sql = "UPDATE people_imports SET created_count = $2, updated_count = $3, unchanged_count = $4, left_count = $5
               WHERE id = $1";
    cx.tx.run(sql, args![id, c.created, c.updated, c.unchanged, c.left]).await.map(drop)
}

/// Removes some rows of an import from the waiting room; answers whether more may be left.
///
/// # Errors
/// When the database refuses.
pub async fn clean(tx: &mut Tx, id: ImportId) -> Result<bool> {
    let sql = "DELETE FROM people_import_rows WHERE import_id = $1 AND row_number <
                (SELECT MIN(row_number) FROM people_import_rows WHERE import_id = $1) + $2";
    Ok(tx.run(sql, args![id, CLEAN_AT_ONCE]).await? > 0)
}

/// Removes an import that was never taken over. Its rows must be gone.
///
/// # Errors
/// When the database refuses.
pub async fn remove(tx: &mut Tx, id: ImportId) -> Result<()> {
    tx.run("DELETE FROM people_imports WHERE id = $1 AND state <> 'done'", args![id]).await.map(drop)
}
