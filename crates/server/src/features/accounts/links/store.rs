//! Every SQL statement for one-time links. A link is kept as its hash.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::auth::Token;
use sojourn_kit::error::Result;

use crate::actor::AccountId;
use crate::cx::Cx;

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Sets up the first organisation and its administrator.
    Bootstrap,
    /// Signs a person in.
    SignIn,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Bootstrap => "bootstrap",
            Self::SignIn => "sign_in",
        }
    }
}

/// Keeps a new link, for an account or, for the first administrator, for none yet.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    token: &Token,
    account: Option<AccountId>,
    purpose: Purpose,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO account_links (token_hash, account_id, purpose, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5)",
            args![token.hash().to_vec(), account, purpose.as_str(), cx.now(), expires_at],
        )
        .await
        .map(drop)
}

/// Whether the link would still work. Changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn works(cx: &mut Cx, token: &Token, purpose: Purpose) -> Result<bool> {
    let sql = "SELECT purpose FROM account_links
               WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3";
    let row = cx.tx.one(sql, args![token.hash().to_vec(), purpose.as_str(), cx.now()]).await?;
    Ok(row.is_some())
}

/// Uses the link up. Of several who try at once, one gets it. Answers the account behind it, or nothing when the
/// link does not work.
///
/// # Errors
/// When the database refuses.
pub async fn use_up(cx: &mut Cx, token: &Token, purpose: Purpose) -> Result<Option<Option<AccountId>>> {
    let sql = "UPDATE account_links SET used_at = $3
               WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 RETURNING account_id";
    let row = cx.tx.one(sql, args![token.hash().to_vec(), purpose.as_str(), cx.now()]).await?;
    row.map(|row| row.get("account_id")).transpose()
}

/// Makes the links of an account stop working, as after a change of its password.
///
/// # Errors
/// When the database refuses.
pub async fn stop_for(cx: &mut Cx, account: AccountId) -> Result<()> {
    let sql = "UPDATE account_links SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL";
    cx.tx.run(sql, args![account, cx.now()]).await.map(drop)
}

/// Makes all links for a first administrator stop working.
///
/// # Errors
/// When the database refuses.
pub async fn stop_bootstrap(cx: &mut Cx) -> Result<()> {
    let sql = "UPDATE account_links SET used_at = $1 WHERE purpose = 'bootstrap' AND used_at IS NULL";
    cx.tx.run(sql, args![cx.now()]).await.map(drop)
}
