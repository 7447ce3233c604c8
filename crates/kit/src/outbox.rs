//! Mail on its way out: one row per event and recipient, written in the transaction of its cause and sent
//! later by the worker, so that failing mail never fails a request.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use crate::args;
use crate::db::{Row, Tx};
use crate::error::Result;
use crate::ids::uuid_v7;

/// A letter as it was decided at the moment of its cause.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// The same cause and recipient give the same key: a second row is not made.
    pub dedup: String,
    /// Which kind of letter, such as `release_asked`.
    pub kind: String,
    /// The record it is about, if any.
    pub subject_id: Option<Uuid>,
    /// The recipient's name.
    pub to_name: String,
    /// The recipient's address.
    pub to_address: String,
    /// The subject line.
    pub subject: String,
    /// The plain text.
    pub body: String,
}

/// A letter leased by a worker.
#[derive(Debug, Clone)]
pub struct Leased {
    /// The row.
    pub id: Uuid,
    /// Stable over retries, so that a second copy can be told.
    pub message_id: String,
    /// Tries so far, this one included.
    pub attempts: i64,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// The recipient's name.
    pub to_name: String,
    /// The recipient's address.
    pub to_address: String,
    /// The subject line.
    pub subject: String,
    /// The plain text.
    pub body: String,
}

/// Puts a letter into the outbox once; a second call with the same `dedup` changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(tx: &mut Tx, now: DateTime<Utc>, mail: &Outgoing) -> Result<()> {
    let id = uuid_v7(now);
    tx.run(
        "INSERT INTO outbox (id, dedup, kind, subject_id, to_name, to_address, subject, body, message_id, state,
                             attempts, next_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', 0, $10, $10)
         ON CONFLICT (dedup) DO NOTHING",
        args![
            id,
            &mail.dedup,
            &mail.kind,
            mail.subject_id,
            &mail.to_name,
            &mail.to_address,
            &mail.subject,
            &mail.body,
            format!("<{}@sojourn>", id.simple()),
            now
        ],
    )
    .await?;
    Ok(())
}

/// Leases up to `most` letters that are due; another node skips them until the lease runs out.
///
/// # Errors
/// When the database refuses.
pub async fn claim(tx: &mut Tx, now: DateTime<Utc>, most: i64) -> Result<Vec<Leased>> {
    let skip = if tx.is_postgres() { "FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "UPDATE outbox SET lease_until = $2, attempts = attempts + 1 WHERE id IN (
             SELECT id FROM outbox WHERE state = 'waiting' AND next_at <= $1
               AND (lease_until IS NULL OR lease_until < $1)
             ORDER BY next_at LIMIT $3 {skip})
         RETURNING id, message_id, attempts, created_at, to_name, to_address, subject, body"
    );
    let rows = tx.all(&sql, args![now, now + Duration::minutes(5), most]).await?;
    rows.iter().map(leased).collect()
}

fn leased(row: &Row) -> Result<Leased> {
    Ok(Leased {
        id: row.get("id")?,
        message_id: row.get("message_id")?,
        attempts: row.get("attempts")?,
        created_at: row.get("created_at")?,
        to_name: row.get("to_name")?,
        to_address: row.get("to_address")?,
        subject: row.get("subject")?,
        body: row.get("body")?,
    })
}

/// Notes that the mail server took the letter.
///
/// # Errors
/// When the database refuses.
pub async fn sent(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    tx.run(
        "UPDATE outbox SET state = 'sent', sent_at = $2, lease_until = NULL, last_error = NULL WHERE id = $1",
        args![id, now],
    )
    .await
    .map(drop)
}

/// Notes a failed try: again at `next_at`, or never when that is `None`.
///
/// # Errors
/// When the database refuses.
pub async fn failed(tx: &mut Tx, id: Uuid, next_at: Option<DateTime<Utc>>, why: &str) -> Result<()> {
    tx.run(
        "UPDATE outbox SET state = $2, next_at = COALESCE($3, next_at), lease_until = NULL, last_error = $4 WHERE id = $1",
        args![id, if next_at.is_some() { "waiting" } else { "failed" }, next_at, why],
    )
    .await
    .map(drop)
}
