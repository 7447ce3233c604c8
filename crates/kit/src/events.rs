//! The append-only record of what happened: one row per change, in the transaction of the change, chained
//! by hashes within a stream (one stream per organisation). Payload bytes live apart with a salt, so that
//! they can be erased while the chain still holds.
//!
//! ```text
//! commitment = SHA-256(salt || bytes)
//! hash       = SHA-256("v1" || stream || seq || at || len,actor || len,kind || subject || commitment || prev_hash)
//! ```
//! Numbers are 8 bytes big-endian, `at` in microseconds since 1970, lengths 8 bytes; the first `prev_hash`
//! is 32 zero bytes. `docs/event-chain.md` says the same for people who write their own checker.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::args;
use crate::db::Tx;
use crate::error::{Error, Result};

/// What is to be recorded.
#[derive(Debug)]
pub struct NewEvent<'a> {
    /// The organisation whose chain it belongs to.
    pub stream: Uuid,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Who did it: an account, a link, or a job; pseudonymous ids only, never a name.
    pub actor: &'a str,
    /// What happened, such as `secondment.released`.
    pub kind: &'a str,
    /// The record it happened to.
    pub subject: Uuid,
    /// The details.
    pub payload: &'a serde_json::Value,
}

/// Appends an event to its stream and answers its sequence number (from 1, without gaps).
///
/// # Errors
/// When the database refuses.
pub async fn append(tx: &mut Tx, event: &NewEvent<'_>) -> Result<i64> {
    let (seq, prev_hash) = next_in_stream(tx, event.stream).await?;
    let bytes = event.payload.to_string().into_bytes();
    let salt: [u8; 16] = rand::random();
    let commitment: [u8; 32] = Sha256::new().chain_update(salt).chain_update(&bytes).finalize().into();
    let hash = chain_hash(event, seq, commitment, &prev_hash);
    tx.run(
        "INSERT INTO events (stream_id, seq, at, actor, kind, subject_id, commitment, prev_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            event.stream,
            seq,
            event.at,
            event.actor,
            event.kind,
            event.subject,
            commitment,
            prev_hash,
            hash
        ],
    )
    .await?;
    tx.run(
        "INSERT INTO event_payloads (stream_id, seq, salt, bytes) VALUES ($1, $2, $3, $4)",
        args![event.stream, seq, salt, bytes],
    )
    .await?;
    tx.run("UPDATE event_streams SET head_hash = $2 WHERE id = $1", args![event.stream, hash]).await?;
    Ok(seq)
}

/// Takes the next number of a stream; the row stays locked until the transaction ends, which keeps the
/// chain gap-free without serialising other organisations.
async fn next_in_stream(tx: &mut Tx, stream: Uuid) -> Result<(i64, Vec<u8>)> {
    let row = tx
        .one(
            "INSERT INTO event_streams (id, head_seq, head_hash) VALUES ($1, 1, $2)
             ON CONFLICT (id) DO UPDATE SET head_seq = event_streams.head_seq + 1
             RETURNING head_seq, head_hash",
            args![stream, [0u8; 32]],
        )
        .await?
        .ok_or_else(|| Error::internal("the event stream gave no number"))?;
    Ok((row.get("head_seq")?, row.get("head_hash")?))
}

fn chain_hash(event: &NewEvent<'_>, seq: i64, commitment: [u8; 32], prev_hash: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"v1");
    hash.update(event.stream.as_bytes());
    hash.update(seq.to_be_bytes());
    hash.update(event.at.timestamp_micros().to_be_bytes());
    for text in [event.actor, event.kind] {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hash.update(event.subject.as_bytes());
    hash.update(commitment);
    hash.update(prev_hash);
    hash.finalize().into()
}
