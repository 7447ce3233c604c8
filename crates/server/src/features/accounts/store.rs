//! Every SQL statement for accounts, sessions and keys.

use chrono::{DateTime, Duration, Utc};
use sojourn_kit::args;
use sojourn_kit::auth::Token;
use sojourn_kit::db::{Row, Tx};
use sojourn_kit::error::{Error, Result};

use crate::actor::{AccountId, Actor, ApiTokenId, OrganisationId, PersonId, Role, Way};
use crate::app::App;
use crate::cx::Cx;

/// What every look at an actor reads, beside how they came in.
const ACTOR: &str = "a.id AS account_id, p.id AS person_id, p.organisation_id, o.name AS organisation_name,
    p.given_name, p.family_name, p.job_title";

/// The actor behind a session cookie, if the session lives. Being seen is noted at most once in five minutes.
///
/// # Errors
/// When the database does not answer.
pub async fn actor_of_session(app: &App, token: &Token) -> Result<Option<Actor>> {
    let now = app.clock.now();
    let idle_since = now - app.config.session_idle;
    let sql = format!(
        "SELECT {ACTOR}, s.id AS session_id, s.fresh_at, s.seen_at FROM sessions s
         JOIN accounts a ON a.id = s.account_id JOIN people p ON p.id = a.person_id
         JOIN organisations o ON o.id = p.organisation_id
         WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.seen_at > $3 AND a.disabled_at IS NULL AND p.status = 'active'"
    );
    let mut tx = app.db.read().await?;
    let Some(row) = tx.one(&sql, args![token.hash().to_vec(), now, idle_since]).await? else {
        return Ok(None);
    };
    let way = Way::Session { id: row.get("session_id")?, fresh_at: row.get("fresh_at")? };
    let actor = actor(&mut tx, &row, way, now).await?;
    drop(tx);
    if row.get::<DateTime<Utc>>("seen_at")? < now - Duration::minutes(5) {
        let mut tx = app.db.write().await?;
        tx.run("UPDATE sessions SET seen_at = $2 WHERE token_hash = $1", args![token.hash().to_vec(), now])
            .await?;
        tx.commit().await?;
    }
    Ok(Some(actor))
}

/// The actor behind a bearer key, if the key lives. Its use is noted at most once in five minutes.
///
/// # Errors
/// When the database does not answer, or the key is used too often.
pub async fn actor_of_key(app: &App, token: &Token) -> Result<Option<Actor>> {
    let now = app.clock.now();
    let sql = format!(
        "SELECT {ACTOR}, t.id AS token_id, t.last_used_at FROM api_tokens t
         JOIN accounts a ON a.id = t.account_id JOIN people p ON p.id = a.person_id
         JOIN organisations o ON o.id = p.organisation_id
         WHERE t.token_hash = $1 AND t.expires_at > $2 AND t.revoked_at IS NULL AND a.disabled_at IS NULL
           AND p.status = 'active'"
    );
    let mut tx = app.db.read().await?;
    let Some(row) = tx.one(&sql, args![token.hash().to_vec(), now]).await? else { return Ok(None) };
    let key: ApiTokenId = row.get("token_id")?;
    app.limits.api(&key.to_string(), now).map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
    let actor = actor(&mut tx, &row, Way::Token(key), now).await?;
    drop(tx);
    let used: Option<DateTime<Utc>> = row.get("last_used_at")?;
    if used.is_none_or(|used| used < now - Duration::minutes(5)) {
        let mut tx = app.db.write().await?;
        tx.run("UPDATE api_tokens SET last_used_at = $2 WHERE id = $1", args![key, now]).await?;
        tx.commit().await?;
    }
    Ok(Some(actor))
}

async fn actor(tx: &mut Tx, row: &Row, way: Way, now: DateTime<Utc>) -> Result<Actor> {
    let person = row.get("person_id")?;
    let held = tx
        .all(
            "SELECT organisation_id, role FROM roles WHERE person_id = $1 AND secondment_id IS NULL
             AND from_date <= $2 AND (to_date IS NULL OR to_date >= $2)",
            args![person, now.date_naive()],
        )
        .await?;
    let mut roles: Vec<(OrganisationId, Role)> = Vec::with_capacity(held.len());
    for row in &held {
        if let Some(role) = Role::parse(&row.get::<String>("role")?) {
            roles.push((row.get("organisation_id")?, role));
        }
    }
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Actor {
        account: Some(row.get("account_id")?),
        person,
        organisation: row.get("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        name: format!("{given} {family}"),
        job_title: row.get("job_title")?,
        roles,
        way,
    })
}

/// An account with what letters and pages say about its owner.
#[derive(Debug, Clone)]
pub struct Account {
    /// The stable id.
    pub id: AccountId,
    /// Whose it is.
    pub person: PersonId,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Their full name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// Whether they can sign in with a password.
    pub has_password: bool,
    /// When it was switched off.
    pub disabled_at: Option<DateTime<Utc>>,
}

const ACCOUNT: &str =
    "SELECT a.id, a.person_id, p.organisation_id, o.name AS organisation_name, p.given_name,
    p.family_name, a.email, a.password_hash, a.disabled_at
    FROM accounts a JOIN people p ON p.id = a.person_id JOIN organisations o ON o.id = p.organisation_id";

fn account(row: &Row) -> Result<Account> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Account {
        id: row.get("id")?,
        person: row.get("person_id")?,
        organisation: row.get("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        name: format!("{given} {family}"),
        email: row.get("email")?,
        has_password: row.get::<Option<String>>("password_hash")?.is_some(),
        disabled_at: row.get("disabled_at")?,
    })
}

/// The account of that id.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn load(tx: &mut Tx, id: AccountId) -> Result<Account> {
    let sql = format!("{ACCOUNT} WHERE a.id = $1");
    account(&tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)
}

/// The live account of an address, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn live_by_email(tx: &mut Tx, email: &str) -> Result<Option<Account>> {
    let sql = format!("{ACCOUNT} WHERE a.email = $1 AND a.disabled_at IS NULL AND p.status = 'active'");
    tx.one(&sql, args![email]).await?.as_ref().map(account).transpose()
}

/// The account of a person, if they have one, live or not.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Option<Account>> {
    let sql = format!("{ACCOUNT} WHERE a.person_id = $1");
    tx.one(&sql, args![person]).await?.as_ref().map(account).transpose()
}

/// Writes a new account.
///
/// # Errors
/// When the address or the person has one already.
pub async fn insert(cx: &mut Cx, person: PersonId, email: &str, hash: Option<String>) -> Result<AccountId> {
    let id = AccountId::new(cx.now());
    let sql = "INSERT INTO accounts (id, person_id, email, password_hash, version, created_at)
               VALUES ($1, $2, $3, $4, 1, $5)";
    cx.tx.run(sql, args![id, person, email, hash, cx.now()]).await?;
    Ok(id)
}

/// Switches an account off, or on again with `None`.
///
/// # Errors
/// When the database refuses.
pub async fn switch(cx: &mut Cx, id: AccountId, disabled_at: Option<DateTime<Utc>>) -> Result<()> {
    let sql = "UPDATE accounts SET disabled_at = $2, version = version + 1 WHERE id = $1";
    cx.tx.run(sql, args![id, disabled_at]).await.map(drop)
}

/// Whether there is any account at all.
///
/// # Errors
/// When the database does not answer.
pub async fn any(tx: &mut Tx) -> Result<bool> {
    Ok(tx.one("SELECT id FROM accounts LIMIT 1", args![]).await?.is_some())
}
