//! Every SQL statement for the people that somebody met. A note is reachable by its writer alone.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::{Acquaintance, AcquaintanceId, AcquaintanceInput};
use crate::cx::Cx;
use crate::features::secondments::{Record, SecondmentId, Slice};
use crate::shell::{self, Due, WorkRow};

/// Keeps a note of the actor.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    secondment: SecondmentId,
    note: &AcquaintanceInput,
) -> Result<AcquaintanceId> {
    let id = AcquaintanceId::new(cx.now());
    let sql = "INSERT INTO acquaintances (id, person_id, secondment_id, name, work, words, email, again_on, version,
                 written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)";
    let (person, now) = (cx.actor.person, cx.now());
    let values =
        args![id, person, secondment, &note.name, &note.work, &note.words, &note.email, note.again_on, now];
    cx.tx.run(sql, values).await?;
    Ok(id)
}

/// Writes a note of the actor over the version that was read.
///
/// # Errors
/// [`Error::Stale`] when it changed meanwhile.
pub async fn save(cx: &mut Cx, id: AcquaintanceId, note: &AcquaintanceInput) -> Result<()> {
    let sql = "UPDATE acquaintances SET name = $4, work = $5, words = $6, email = $7, again_on = $8, version = version + 1
               WHERE id = $1 AND person_id = $2 AND version = $3";
    let person = cx.actor.person;
    let values =
        args![id, person, note.version, &note.name, &note.work, &note.words, &note.email, note.again_on];
    if cx.tx.run(sql, values).await? == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Removes a note of the actor.
///
/// # Errors
/// When the database refuses.
pub async fn delete(cx: &mut Cx, id: AcquaintanceId) -> Result<()> {
    let sql = "DELETE FROM acquaintances WHERE id = $1 AND person_id = $2";
    cx.tx.run(sql, args![id, cx.actor.person]).await.map(drop)
}

const COLUMNS: &str = "id, name, work, words, email, again_on, version, written_at";

/// A note of the actor.
///
/// # Errors
/// [`Error::NotFound`] when it is not there, or of somebody else.
pub async fn load(cx: &mut Cx, id: AcquaintanceId) -> Result<Acquaintance> {
    let sql = format!("SELECT {COLUMNS} FROM acquaintances WHERE id = $1 AND person_id = $2");
    read(&cx.tx.one(&sql, args![id, cx.actor.person]).await?.ok_or(Error::NotFound)?)
}

/// The notes of the actor, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn own(cx: &mut Cx, most: i64) -> Result<Vec<Acquaintance>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM acquaintances WHERE person_id = $1 ORDER BY written_at DESC, id DESC LIMIT $2"
    );
    cx.tx.all(&sql, args![cx.actor.person, most]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Acquaintance> {
    Ok(Acquaintance {
        id: row.get("id")?,
        name: row.get("name")?,
        work: row.get("work")?,
        words: row.get("words")?,
        email: row.get("email")?,
        again_on: row.get("again_on")?,
        version: row.get("version")?,
        written_at: row.get("written_at")?,
    })
}

/// How many people the secondee of a record noted, for those who know how home keeps in touch with them.
///
/// # Errors
/// When the database does not answer.
pub async fn count_of(cx: &mut Cx, record: &Record) -> Result<Option<u64>> {
    if !record.standing.sees(Slice::Contact) {
        return Ok(None);
    }
    let sql = "SELECT COUNT(*) AS n FROM acquaintances WHERE secondment_id = $1";
    let count = cx.tx.count(sql, args![record.secondment.id]).await?;
    Ok(Some(u64::try_from(count).unwrap_or(0)))
}

/// People to whom the actor wanted to say hello by today, as rows of Home.
///
/// # Errors
/// When the database does not answer.
pub async fn home_rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let sql = "SELECT id, name, work, again_on FROM acquaintances WHERE person_id = $1 AND again_on <= $2
               ORDER BY again_on, id LIMIT 5";
    let today = cx.today();
    let rows = cx.tx.all(sql, args![cx.actor.person, today]).await?;
    rows.iter().map(|row| hello(row, today)).collect()
}

fn hello(row: &Row, today: NaiveDate) -> Result<WorkRow> {
    let (id, name): (AcquaintanceId, String) = (row.get("id")?, row.get("name")?);
    let href = format!("/my/people/{id}");
    let day: NaiveDate = row.get("again_on")?;
    let due = match (today - day).num_days() {
        0 => Due::Soon("Due today".to_owned()),
        1 => Due::Late("1 day late".to_owned()),
        days => Due::Late(format!("{days} days late")),
    };
    Ok(WorkRow {
        line: None,
        title: format!("Say hello to {name}"),
        href: href.clone(),
        meta: vec!["You wanted to stay in touch".to_owned(), row.get("work")?],
        tags: Vec::new(),
        due: Some(due),
        action: Some(shell::Action { label: "Open".to_owned(), href, about: format!("the note on {name}") }),
    })
}
