//! Every SQL statement for the outbox page and for the cleaning.

use chrono::{DateTime, Duration, Utc};
use sojourn_kit::args;
use sojourn_kit::db::{Row, Tx, Value};
use sojourn_kit::error::{Error, Result};
use uuid::Uuid;

use super::model::{Envelope, Letter, LetterState, Sight};
use crate::cx::Cx;
use crate::features::secondments::deputies::store::kept_from;
use crate::features::secondments::store::word;

/// Columns of a letter; of a confidential record that is not there for the reader it is read only that there is one.
fn columns(cx: &Cx, sight: &Sight, values: &mut Vec<Value>) -> String {
    let kind = kind(cx, sight, values);
    format!("{kind} AS kind, {COLUMNS}, {} AS is_kept", kept(cx, values))
}

/// The kind of a letter; that somebody asked for help is told only to those who were written to.
fn kind(cx: &Cx, sight: &Sight, values: &mut Vec<Value>) -> String {
    if sight.reads_texts() {
        return "outbox.kind".to_owned();
    }
    values.push(cx.actor.person.into());
    let own = format!(
        "EXISTS (SELECT 1 FROM people o WHERE o.id = ${} AND lower(o.email) = lower(outbox.to_address))",
        values.len()
    );
    format!("CASE WHEN outbox.kind LIKE 'support%' AND NOT {own} THEN 'letter' ELSE outbox.kind END")
}

/// That a letter is about a confidential record that is not there for the reader, in the demonstration as elsewhere.
fn kept(cx: &Cx, values: &mut Vec<Value>) -> String {
    values.push(cx.actor.person.into());
    values.push(cx.today().into());
    let places = (format!("${}", values.len() - 1), format!("${}", values.len()));
    kept_from("outbox.subject_id", &places.0, &places.1)
}

const COLUMNS: &str =
    "id, to_name, to_address, subject, state, attempts, next_at, last_error, sent_at, created_at";

/// The letters that the actor may see, newest first, after the one named `older_than`.
///
/// # Errors
/// When the database does not answer.
pub async fn list(cx: &mut Cx, sight: &Sight, older_than: Option<Uuid>, most: i64) -> Result<Vec<Envelope>> {
    let mut values = args![most];
    let columns = columns(cx, sight, &mut values);
    let mut sql = format!("SELECT {columns} FROM outbox WHERE {}", within(sight, &mut values));
    if let Some(id) = older_than {
        values.push(id.into());
        let place = values.len();
        sql += &format!(" AND (created_at, id) < (SELECT created_at, id FROM outbox WHERE id = ${place})");
    }
    sql += " ORDER BY created_at DESC, id DESC LIMIT $1";
    cx.tx.all(&sql, values).await?.iter().map(envelope).collect()
}

/// The statement of the whole list, for an export that streams.
#[must_use]
pub fn export(cx: &Cx, sight: &Sight) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    let (columns, within) = (columns(cx, sight, &mut values), within(sight, &mut values));
    (format!("SELECT {columns} FROM outbox WHERE {within} ORDER BY created_at DESC, id DESC"), values)
}

/// One letter that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, sight: &Sight, id: Uuid) -> Result<Letter> {
    let mut values = args![id];
    let (columns, kept) = (columns(cx, sight, &mut values), kept(cx, &mut values));
    let within = within(sight, &mut values);
    let sql = format!("SELECT {columns}, body FROM outbox WHERE id = $1 AND NOT {kept} AND {within}");
    let row = cx.tx.one(&sql, values).await?.ok_or(Error::NotFound)?;
    Ok(Letter { envelope: envelope(&row)?, body: row.get("body")? })
}

/// The condition that keeps a list within the actor's sight; its values are added.
fn within(sight: &Sight, values: &mut Vec<Value>) -> String {
    let Sight::EnvelopesOf(organisations) = sight else { return "1 = 1".to_owned() };
    let mut places = Vec::with_capacity(organisations.len());
    for organisation in organisations {
        values.push((*organisation).into());
        places.push(format!("${}", values.len()));
    }
    format!(
        "subject_id IN (SELECT id FROM secondments WHERE home_organisation_id IN ({}))",
        places.join(", ")
    )
}

/// A row as a letter without its text.
///
/// # Errors
/// When a stored word is none of ours: a fault of the product.
pub fn envelope(row: &Row) -> Result<Envelope> {
    let envelope = Envelope {
        id: row.get("id")?,
        kind: row.get("kind")?,
        to_name: row.get("to_name")?,
        to_address: row.get("to_address")?,
        subject: row.get("subject")?,
        state: word(row, "state", LetterState::parse)?,
        attempts: row.get("attempts")?,
        next_at: row.get("next_at")?,
        last_error: row.get("last_error")?,
        sent_at: row.get("sent_at")?,
        created_at: row.get("created_at")?,
        is_kept: row.get("is_kept")?,
    };
    Ok(if envelope.is_kept { envelope.kept() } else { envelope })
}

/// `(table, column, days after which a row is of no more use)`. An expired signing link stays readable for a
/// while, so that its holder is told that it has ended instead of that it never was.
const EXPIRED: &[(&str, &str, i64)] = &[
    ("requests_once", "created_at", 7),
    ("attempts", "at", 7),
    ("sessions", "expires_at", 1),
    ("account_links", "expires_at", 7),
    ("signing_codes", "expires_at", 7),
    ("signing_links", "expires_at", 90),
];

/// Removes what has expired; answers how many rows went.
///
/// # Errors
/// When the database refuses.
pub async fn clean(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64> {
    let mut removed = 0;
    for (table, column, days) in EXPIRED {
        let sql = format!("DELETE FROM {table} WHERE {column} < $1");
        removed += tx.run(&sql, args![now - Duration::days(*days)]).await?;
    }
    Ok(removed)
}
