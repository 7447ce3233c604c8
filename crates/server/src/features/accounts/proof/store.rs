//! Every SQL statement for passwords and for the brake on guessing them.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::db::Tx;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;

use crate::actor::AccountId;

/// What a password is checked against.
#[derive(Debug)]
pub struct Stored {
    /// The account.
    pub account: AccountId,
    /// The hash; none for people who only use links.
    pub hash: Option<String>,
}

/// The live account of an address with its hash, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn password_of(tx: &mut Tx, email: &str) -> Result<Option<Stored>> {
    let sql = "SELECT a.id, a.password_hash FROM accounts a JOIN people p ON p.id = a.person_id
               WHERE a.email = $1 AND a.disabled_at IS NULL AND p.status = 'active'";
    let Some(row) = tx.one(sql, args![email]).await? else { return Ok(None) };
    Ok(Some(Stored { account: row.get("id")?, hash: row.get("password_hash")? }))
}

/// Keeps another hash for the account.
///
/// # Errors
/// When the database refuses.
pub async fn save_hash(tx: &mut Tx, account: AccountId, hash: &str) -> Result<()> {
    let sql = "UPDATE accounts SET password_hash = $2, version = version + 1 WHERE id = $1";
    tx.run(sql, args![account, hash]).await.map(drop)
}

/// When the oldest of the newest `most` tries of that kind since `since` was; none if there were fewer.
///
/// # Errors
/// When the database does not answer.
pub async fn full_since(
    tx: &mut Tx,
    what: &str,
    since: DateTime<Utc>,
    most: i64,
) -> Result<Option<DateTime<Utc>>> {
    let sql = "SELECT at FROM attempts WHERE what = $1 AND at > $2 ORDER BY at DESC LIMIT $3";
    let rows = tx.all(sql, args![what, since, most]).await?;
    if i64::try_from(rows.len()).unwrap_or(i64::MAX) < most {
        return Ok(None);
    }
    rows.last().map(|row| row.get("at")).transpose()
}

/// Notes a try.
///
/// # Errors
/// When the database refuses.
pub async fn note(tx: &mut Tx, what: &str, now: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO attempts (id, what, at) VALUES ($1, $2, $3)";
    tx.run(sql, args![uuid_v7(now), what, now]).await.map(drop)
}

/// Forgets the tries of that kind.
///
/// # Errors
/// When the database refuses.
pub async fn forget(tx: &mut Tx, what: &str) -> Result<()> {
    tx.run("DELETE FROM attempts WHERE what = $1", args![what]).await.map(drop)
}
