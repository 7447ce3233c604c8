//! Every SQL statement for the addresses of a record.

use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};

use super::model::{LinkId, LinkInput, LinkKind, Readers, RecordLink, Sides};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::store::word;
use crate::features::secondments::{Party, Record};

/// Keeps an address.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    record: &Record,
    input: &LinkInput,
    (title, address): (&str, &str),
) -> Result<LinkId> {
    let id = LinkId::new(cx.now());
    let sql =
        "INSERT INTO record_links (id, secondment_id, kind, title, address, readers, added_by, added_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (by, at) = (cx.actor.person, cx.now());
    let (kind, readers) = (input.kind.as_str(), input.readers.as_str());
    cx.tx.run(sql, args![id, record.secondment.id, kind, title, address, readers, by, at]).await?;
    Ok(id)
}

/// The addresses of a record that the actor sees, the oldest first: at most a hundred.
///
/// # Errors
/// When the database does not answer.
pub async fn all(cx: &mut Cx, record: &Record) -> Result<Vec<RecordLink>> {
    let sql = "SELECT id, kind, title, address, readers, added_by FROM record_links
               WHERE secondment_id = $1 AND removed_at IS NULL ORDER BY added_at, id LIMIT 100";
    let rows = cx.tx.all(sql, args![record.secondment.id]).await?;
    let sides = Sides::of(&record.standing);
    let is_desk = record.standing.is(Party::ProgrammeAdmin);
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let readers = word(row, "readers", Readers::parse)?;
        if sides.sees(readers) {
            all.push(RecordLink {
                id: row.get("id")?,
                kind: word(row, "kind", LinkKind::parse)?,
                title: row.get("title")?,
                address: row.get("address")?,
                readers,
                may_remove: is_desk || row.get::<PersonId>("added_by")? == cx.actor.person,
            });
        }
    }
    Ok(all)
}

/// Removes an address of a record.
///
/// # Errors
/// [`Error::NotFound`] when it is gone already.
pub async fn remove(cx: &mut Cx, record: &Record, id: LinkId) -> Result<()> {
    let sql =
        "UPDATE record_links SET removed_at = $3 WHERE id = $1 AND secondment_id = $2 AND removed_at IS NULL";
    let touched = cx.tx.run(sql, args![id, record.secondment.id, cx.now()]).await?;
    if touched == 1 { Ok(()) } else { Err(Error::NotFound) }
}
