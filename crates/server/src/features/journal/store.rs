//! Every SQL statement for the journal. An entry is reached by its writer, or through a share by its reader.

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::{Entry, EntryId, SharedEntry};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::{Record, SecondmentId};

/// Writes an entry of the actor.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, id: EntryId, secondment: SecondmentId, words: &str) -> Result<()> {
    let sql = "INSERT INTO journal_entries (id, secondment_id, person_id, words, written_at)
               VALUES ($1, $2, $3, $4, $5)";
    cx.tx.run(sql, args![id, secondment, cx.actor.person, words, cx.now()]).await.map(drop)
}

/// The actor's own entries, the newest first, before the entry `before` if given; at most `most`.
///
/// # Errors
/// When the database does not answer.
pub async fn own(cx: &mut Cx, before: Option<EntryId>, most: i64) -> Result<Vec<Entry>> {
    let sql = "SELECT id, secondment_id, words, written_at FROM journal_entries
               WHERE person_id = $1 AND ($2 = 0 OR id < $3) ORDER BY id DESC LIMIT $4";
    let from = before.unwrap_or(EntryId(uuid::Uuid::nil()));
    let values = args![cx.actor.person, i64::from(before.is_some()), from, most];
    let rows = cx.tx.all(sql, values).await?;
    let mut entries: Vec<Entry> = rows.iter().map(entry).collect::<Result<_>>()?;
    readers(cx, &mut entries).await?;
    Ok(entries)
}

/// How many entries the actor has written.
///
/// # Errors
/// When the database does not answer.
pub async fn count_own(cx: &mut Cx) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM journal_entries WHERE person_id = $1";
    cx.tx.count(sql, args![cx.actor.person]).await
}

/// An entry of the actor.
///
/// # Errors
/// [`Error::NotFound`] when it is not there or somebody else's.
pub async fn load_own(cx: &mut Cx, id: EntryId) -> Result<Entry> {
    let sql =
        "SELECT id, secondment_id, words, written_at FROM journal_entries WHERE id = $1 AND person_id = $2";
    let row = cx.tx.one(sql, args![id, cx.actor.person]).await?.ok_or(Error::NotFound)?;
    let mut entries = vec![entry(&row)?];
    readers(cx, &mut entries).await?;
    entries.pop().ok_or(Error::NotFound)
}

fn entry(row: &Row) -> Result<Entry> {
    Ok(Entry {
        id: row.get("id")?,
        secondment: row.get("secondment_id")?,
        words: row.get("words")?,
        written_at: row.get("written_at")?,
        shared_with: Vec::new(),
    })
}

async fn readers(cx: &mut Cx, entries: &mut [Entry]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut c = Condition::default();
    let list = c.values(entries.iter().map(|entry| entry.id));
    let sql = format!(
        "SELECT entry_id, reader_id FROM journal_shares WHERE entry_id IN ({list}) ORDER BY shared_at, reader_id"
    );
    for row in cx.tx.all(&sql, c.args).await? {
        let (of, reader): (EntryId, PersonId) = (row.get("entry_id")?, row.get("reader_id")?);
        entries.iter_mut().filter(|entry| entry.id == of).for_each(|entry| entry.shared_with.push(reader));
    }
    Ok(())
}

/// Lets somebody read an entry from now on.
///
/// # Errors
/// When the database refuses.
pub async fn share(cx: &mut Cx, entry: EntryId, reader: PersonId) -> Result<()> {
    let sql = "INSERT INTO journal_shares (entry_id, reader_id, shared_at) VALUES ($1, $2, $3)
               ON CONFLICT (entry_id, reader_id) DO NOTHING";
    cx.tx.run(sql, args![entry, reader, cx.now()]).await.map(drop)
}

/// Takes an entry back from somebody.
///
/// # Errors
/// When the database refuses.
pub async fn unshare(cx: &mut Cx, entry: EntryId, reader: PersonId) -> Result<()> {
    let sql = "DELETE FROM journal_shares WHERE entry_id = $1 AND reader_id = $2";
    cx.tx.run(sql, args![entry, reader]).await.map(drop)
}

/// The entries of the record's secondee that are shared with the actor, the newest first, before the entry
/// `before` if given; at most `most`.
///
/// # Errors
/// When the database does not answer.
pub async fn shared(
    cx: &mut Cx,
    record: &Record,
    before: Option<EntryId>,
    most: i64,
) -> Result<Vec<SharedEntry>> {
    let sql = "SELECT e.id, e.words, e.written_at, h.shared_at FROM journal_shares h
               JOIN journal_entries e ON e.id = h.entry_id
               WHERE h.reader_id = $1 AND e.secondment_id = $2 AND ($3 = 0 OR e.id < $4)
               ORDER BY e.id DESC LIMIT $5";
    let from = before.unwrap_or(EntryId(uuid::Uuid::nil()));
    let values = args![cx.actor.person, record.secondment.id, i64::from(before.is_some()), from, most];
    let rows = cx.tx.all(sql, values).await?;
    rows.iter()
        .map(|row| {
            Ok(SharedEntry {
                id: row.get("id")?,
                words: row.get("words")?,
                written_at: row.get("written_at")?,
                shared_at: row.get("shared_at")?,
            })
        })
        .collect()
}
