//! Reads the chains, event by event, in one statement, so that what is written meanwhile does not disturb.

use futures_util::StreamExt;
use sojourn_kit::db::{Row, Tx};
use sojourn_kit::error::{Error, Result};

use super::{Broken, Chain, Link, Walk};

const LINKS: &str =
    "SELECT e.stream_id, o.name, e.seq, e.at, e.actor, e.kind, e.subject_id, e.commitment, e.prev_hash,
       e.hash, p.salt, p.bytes, h.head_seq, h.head_hash
     FROM events e
     LEFT JOIN event_payloads p ON p.stream_id = e.stream_id AND p.seq = e.seq
     LEFT JOIN event_streams h ON h.id = e.stream_id
     LEFT JOIN organisations o ON o.id = e.stream_id
     ORDER BY e.stream_id, e.seq";

const EMPTY: &str =
    "SELECT h.id, o.name, h.head_seq FROM event_streams h LEFT JOIN organisations o ON o.id = h.id
     WHERE h.head_seq > 0 AND NOT EXISTS (SELECT 1 AS found FROM events e WHERE e.stream_id = h.id)";

/// Walks all chains to their ends, or to the first place that does not hold.
///
/// # Errors
/// When the database does not answer. A broken chain is an answer, not an error.
pub async fn walk(tx: &mut Tx) -> Result<std::result::Result<Vec<Chain>, Broken>> {
    if let Some(row) = tx.one(EMPTY, vec![]).await? {
        let (stream, name) = (row.get("id")?, row.get("name")?);
        return Ok(Err(Broken { stream, name, seq: 1, what: "all its events are missing" }));
    }
    let mut walk = Walk::default();
    let mut rows = tx.stream(LINKS, vec![]);
    while let Some(row) = rows.next().await {
        let link = link(&row?)?;
        if let Err(broken) = walk.step(&link) {
            return Ok(Err(broken));
        }
    }
    Ok(walk.finish())
}

fn link(row: &Row) -> Result<Link> {
    let salt: Option<Vec<u8>> = row.get("salt")?;
    let bytes: Option<Vec<u8>> = row.get("bytes")?;
    let head_seq: Option<i64> = row.get("head_seq")?;
    let head_hash: Option<Vec<u8>> = row.get("head_hash")?;
    Ok::<_, Error>(Link {
        stream: row.get("stream_id")?,
        name: row.get("name")?,
        seq: row.get("seq")?,
        at: row.get("at")?,
        actor: row.get("actor")?,
        kind: row.get("kind")?,
        subject: row.get("subject_id")?,
        commitment: row.get("commitment")?,
        prev_hash: row.get("prev_hash")?,
        hash: row.get("hash")?,
        details: salt.zip(bytes),
        head: head_seq.zip(head_hash),
    })
}
