//! Every SQL statement for sessions. A session is kept as the hash of its token.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::auth::Token;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;

use super::Session;
use crate::actor::{AccountId, SessionId};
use crate::cx::Cx;

/// Keeps a new session.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    token: &Token,
    account: AccountId,
    expires_at: DateTime<Utc>,
) -> Result<SessionId> {
    let id = SessionId::new(cx.now());
    cx.tx
        .run(
            "INSERT INTO sessions (token_hash, id, account_id, created_at, seen_at, fresh_at, expires_at, user_agent,
                address) VALUES ($1, $2, $3, $4, $4, $4, $5, $6, $7)",
            args![
                token.hash().to_vec(),
                id,
                account,
                cx.now(),
                expires_at,
                &cx.meta.user_agent,
                &cx.meta.address
            ],
        )
        .await?;
    Ok(id)
}

/// The live sessions of an account, the one seen last first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(cx: &mut Cx, account: AccountId) -> Result<Vec<Session>> {
    let idle_since = cx.now() - cx.app.config.session_idle;
    let sql = "SELECT id, created_at, seen_at, expires_at, user_agent, address FROM sessions
               WHERE account_id = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, id";
    cx.tx.all(sql, args![account, cx.now(), idle_since]).await?.iter().map(session).collect()
}

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        id: row.get("id")?,
        created_at: row.get("created_at")?,
        seen_at: row.get("seen_at")?,
        expires_at: row.get("expires_at")?,
        user_agent: row.get("user_agent")?,
        address: row.get("address")?,
        current: false,
    })
}

/// Ends the session of a token, if there is one; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn end_token(cx: &mut Cx, token: &Token) -> Result<u64> {
    cx.tx.run("DELETE FROM sessions WHERE token_hash = $1", args![token.hash().to_vec()]).await
}

/// Ends one session of an account; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn end(cx: &mut Cx, account: AccountId, id: SessionId) -> Result<u64> {
    cx.tx.run("DELETE FROM sessions WHERE account_id = $1 AND id = $2", args![account, id]).await
}

/// Ends all sessions of an account but one; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn end_all_but(cx: &mut Cx, account: AccountId, keep: Option<SessionId>) -> Result<u64> {
    let keep = keep.map_or(uuid::Uuid::nil(), |id| id.0);
    cx.tx.run("DELETE FROM sessions WHERE account_id = $1 AND id <> $2", args![account, keep]).await
}
