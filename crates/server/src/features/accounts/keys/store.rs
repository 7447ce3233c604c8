//! Every SQL statement for keys. A key is kept as its hash.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::auth::Token;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;

use super::{Key, Scope};
use crate::actor::{AccountId, ApiTokenId};
use crate::cx::Cx;

/// Keeps a new key.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    account: AccountId,
    name: &str,
    scope: Scope,
    token: &Token,
    expires_at: DateTime<Utc>,
) -> Result<ApiTokenId> {
    let id = ApiTokenId::new(cx.now());
    let sql = "INSERT INTO api_tokens (id, account_id, name, scope, token_hash, created_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = args![id, account, name, scope.as_str(), token.hash().to_vec(), cx.now(), expires_at];
    cx.tx.run(sql, values).await?;
    Ok(id)
}

/// The keys of an account that are not revoked, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(cx: &mut Cx, account: AccountId) -> Result<Vec<Key>> {
    let sql = "SELECT id, name, scope, created_at, expires_at, last_used_at FROM api_tokens
               WHERE account_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id DESC";
    cx.tx.all(sql, args![account]).await?.iter().map(key).collect()
}

fn key(row: &Row) -> Result<Key> {
    Ok(Key {
        id: row.get("id")?,
        name: row.get("name")?,
        scope: Scope::parse(&row.get::<String>("scope")?).unwrap_or_default(),
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
        last_used_at: row.get("last_used_at")?,
    })
}

/// Revokes a key of an account; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn revoke(cx: &mut Cx, account: AccountId, id: ApiTokenId) -> Result<u64> {
    let sql =
        "UPDATE api_tokens SET revoked_at = $3 WHERE id = $2 AND account_id = $1 AND revoked_at IS NULL";
    cx.tx.run(sql, args![account, id, cx.now()]).await
}
