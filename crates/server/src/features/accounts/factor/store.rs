//! Every SQL statement for second factors, recovery codes and sign-ins that still owe a code.
//!
//! The shared secret is kept as it is, not encrypted: the server needs it at every sign-in, so a key for it would lie
//! on the same machine, and whoever takes over that machine has both. What protects it is that it is of no use
//! without the password or the mailbox (kept elsewhere, or as an argon2 hash), that no page, operation, event, log
//! or letter ever shows it again once it is confirmed, and that a new one is made in a minute. Recovery codes are
//! never needed again in the open, so only their hashes are kept.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::auth::{Token, TokenHash, TotpSecret};
use sojourn_kit::db::{Row, Tx};
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;
use uuid::Uuid;

use super::Factor;
use crate::actor::AccountId;
use crate::cx::Cx;

fn factor(row: &Row) -> Result<Factor> {
    Ok(Factor {
        id: row.get("id")?,
        secret: TotpSecret::from_bytes(row.get("secret")?),
        last_step: row.get("last_step")?,
        created_at: row.get("created_at")?,
        confirmed_at: row.get("confirmed_at")?,
    })
}

/// The factor that an account signs in with, if it has one.
///
/// # Errors
/// When the database does not answer.
pub async fn confirmed(tx: &mut Tx, account: AccountId) -> Result<Option<Factor>> {
    let sql = "SELECT id, secret, last_step, created_at, confirmed_at FROM second_factors
               WHERE account_id = $1 AND confirmed_at IS NOT NULL";
    tx.one(sql, args![account]).await?.as_ref().map(factor).transpose()
}

/// The factor that is being set up since `since`, not yet confirmed by a code.
///
/// # Errors
/// When the database does not answer.
pub async fn pending(tx: &mut Tx, account: AccountId, since: DateTime<Utc>) -> Result<Option<Factor>> {
    let sql = "SELECT id, secret, last_step, created_at, confirmed_at FROM second_factors
               WHERE account_id = $1 AND confirmed_at IS NULL AND created_at > $2
               ORDER BY created_at DESC, id DESC LIMIT 1";
    tx.one(sql, args![account, since]).await?.as_ref().map(factor).transpose()
}

/// Keeps a secret that is being set up, in place of an earlier one that was never confirmed.
///
/// # Errors
/// When the database refuses.
pub async fn insert_pending(cx: &mut Cx, account: AccountId, secret: &TotpSecret) -> Result<()> {
    let old = "DELETE FROM second_factors WHERE account_id = $1 AND confirmed_at IS NULL";
    cx.tx.run(old, args![account]).await?;
    let sql = "INSERT INTO second_factors (id, account_id, secret, last_step, created_at) VALUES ($1, $2, $3, 0, $4)";
    cx.tx.run(sql, args![uuid_v7(cx.now()), account, secret.to_vec(), cx.now()]).await.map(drop)
}

/// Confirms a factor with the step of the code that was typed, once; the one before it ends.
///
/// # Errors
/// When the database refuses.
pub async fn confirm(cx: &mut Cx, account: AccountId, id: Uuid, step: i64) -> Result<bool> {
    let sql =
        "UPDATE second_factors SET confirmed_at = $2, last_step = $3 WHERE id = $1 AND confirmed_at IS NULL";
    let confirmed = cx.tx.run(sql, args![id, cx.now(), step]).await? == 1;
    if confirmed {
        let others = "DELETE FROM second_factors WHERE account_id = $1 AND id <> $2";
        cx.tx.run(others, args![account, id]).await?;
    }
    Ok(confirmed)
}

/// Takes the code of a time step. Of several who try the same code at once, one gets it.
///
/// # Errors
/// When the database refuses.
pub async fn take_step(cx: &mut Cx, id: Uuid, step: i64) -> Result<bool> {
    let sql = "UPDATE second_factors SET last_step = $2 WHERE id = $1 AND last_step < $2";
    Ok(cx.tx.run(sql, args![id, step]).await? == 1)
}

/// Removes the factor of an account with its recovery codes; answers how many factors there were.
///
/// # Errors
/// When the database refuses.
pub async fn remove(cx: &mut Cx, account: AccountId) -> Result<u64> {
    cx.tx.run("DELETE FROM recovery_codes WHERE account_id = $1", args![account]).await?;
    cx.tx.run("DELETE FROM second_factors WHERE account_id = $1", args![account]).await
}

/// Keeps new recovery codes in place of all earlier ones.
///
/// # Errors
/// When the database refuses.
pub async fn replace_codes(cx: &mut Cx, account: AccountId, codes: &[TokenHash]) -> Result<()> {
    cx.tx.run("DELETE FROM recovery_codes WHERE account_id = $1", args![account]).await?;
    for code in codes {
        let sql = "INSERT INTO recovery_codes (account_id, code_hash, created_at) VALUES ($1, $2, $3)";
        cx.tx.run(sql, args![account, code.to_vec(), cx.now()]).await?;
    }
    Ok(())
}

/// Uses a recovery code up. Of several who try at once, one gets it.
///
/// # Errors
/// When the database refuses.
pub async fn use_code(cx: &mut Cx, account: AccountId, code: TokenHash) -> Result<bool> {
    let sql =
        "UPDATE recovery_codes SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL";
    Ok(cx.tx.run(sql, args![account, code.to_vec(), cx.now()]).await? == 1)
}

/// How many recovery codes are left.
///
/// # Errors
/// When the database does not answer.
pub async fn codes_left(tx: &mut Tx, account: AccountId) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL";
    tx.count(sql, args![account]).await
}

/// Keeps a sign-in that still owes the code, and forgets those that are over.
///
/// # Errors
/// When the database refuses.
pub async fn insert_step(
    cx: &mut Cx,
    token: &Token,
    account: AccountId,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    cx.tx.run("DELETE FROM sign_in_steps WHERE expires_at < $1", args![cx.now()]).await?;
    let sql = "INSERT INTO sign_in_steps (token_hash, account_id, tries, created_at, expires_at)
               VALUES ($1, $2, 0, $3, $4)";
    cx.tx.run(sql, args![token.hash().to_vec(), account, cx.now(), expires_at]).await.map(drop)
}

/// Whether a sign-in waits for its code. Changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn step_waits(tx: &mut Tx, token: &Token, now: DateTime<Utc>, most: i64) -> Result<bool> {
    let sql = "SELECT account_id FROM sign_in_steps WHERE token_hash = $1 AND tries < $2 AND expires_at > $3";
    Ok(tx.one(sql, args![token.hash().to_vec(), most, now]).await?.is_some())
}

/// Counts a try at the code and answers whose sign-in it is: at most `most` times, however many try at once.
///
/// # Errors
/// When the database refuses.
pub async fn take_try(cx: &mut Cx, token: &Token, most: i64) -> Result<Option<AccountId>> {
    let sql = "UPDATE sign_in_steps SET tries = tries + 1
               WHERE token_hash = $1 AND tries < $2 AND expires_at > $3 RETURNING account_id";
    let row = cx.tx.one(sql, args![token.hash().to_vec(), most, cx.now()]).await?;
    row.map(|row| row.get("account_id")).transpose()
}

/// Ends the sign-ins of an account that still owe a code.
///
/// # Errors
/// When the database refuses.
pub async fn end_steps(cx: &mut Cx, account: AccountId) -> Result<()> {
    cx.tx.run("DELETE FROM sign_in_steps WHERE account_id = $1", args![account]).await.map(drop)
}
