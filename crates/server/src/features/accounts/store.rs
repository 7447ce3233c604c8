//! Every SQL statement for accounts, sessions and keys.

use chrono::{DateTime, Duration, Utc};
use sojourn_kit::args;
use sojourn_kit::auth::Token;
use sojourn_kit::db::{Row, Tx, Value};
use sojourn_kit::error::{Error, Result};

use crate::actor::{AccountId, Actor, ApiTokenId, OrganisationId, PersonId, Role, Way};
use crate::app::App;
use crate::cx::Cx;
use crate::features::accounts::keys::Scope;
use crate::features::accounts::rules::Who;

/// What every look at an actor reads, beside how they came in: one row for each role they hold for an
/// organisation on the day `$2`, or a single one without a role. One statement, since every request begins with it.
/// Reports are counted: asked whether there is one, PostgreSQL reads all people in the hope of meeting one soon.
const ACTOR: &str = "a.id AS account_id, p.id AS person_id, p.organisation_id, o.name AS organisation_name,
    p.given_name, p.family_name, p.job_title, r.organisation_id AS role_organisation_id, r.role, f.id AS factor_id,
    own.second_factor AS own_rule, theirs.second_factor AS role_rule,
    CAST(CASE WHEN (SELECT COUNT(*) FROM people q WHERE q.manager_id = p.id AND q.status = 'active') > 0
        OR EXISTS (SELECT 1 FROM roles h WHERE h.person_id = p.id AND h.role = 'host_manager') THEN 1 ELSE 0 END AS BIGINT)
      AS manages";
const JOINS: &str = "JOIN accounts a ON a.id = c.account_id JOIN people p ON p.id = a.person_id
    JOIN organisations o ON o.id = p.organisation_id
    LEFT JOIN roles r ON r.person_id = p.id AND r.secondment_id IS NULL AND r.from_date <= $2
      AND (r.to_date IS NULL OR r.to_date >= $2)
    LEFT JOIN second_factors f ON f.account_id = a.id AND f.confirmed_at IS NOT NULL
    LEFT JOIN sign_in_rules own ON own.organisation_id = p.organisation_id
    LEFT JOIN sign_in_rules theirs ON theirs.organisation_id = r.organisation_id";

/// The actor behind a session cookie, if the session lives, and the connection they were read on, for what they
/// came to read. Being seen is noted at most once in five minutes.
///
/// # Errors
/// When the database does not answer.
pub async fn actor_of_session(app: &App, token: &Token) -> Result<Option<(Actor, Tx)>> {
    let now = app.clock.now();
    let idle_since = now - app.config.session_idle;
    let sql = format!(
        "SELECT {ACTOR}, c.id AS session_id, c.fresh_at, c.seen_at FROM sessions c {JOINS}
         WHERE c.token_hash = $1 AND c.expires_at > $3 AND c.seen_at > $4 AND a.disabled_at IS NULL AND p.status = 'active'"
    );
    let mut tx = app.db.read().await?;
    let rows = tx.all(&sql, args![token.hash().to_vec(), now.date_naive(), now, idle_since]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let way = Way::Session { id: row.get("session_id")?, fresh_at: row.get("fresh_at")? };
    let actor = actor(row, &rows, way)?;
    if row.get::<DateTime<Utc>>("seen_at")? < now - Duration::minutes(5) {
        let sql = "UPDATE sessions SET seen_at = $2 WHERE token_hash = $1";
        tx = noted(app, tx, sql, args![token.hash().to_vec(), now]).await?;
    }
    Ok(Some((actor, tx)))
}

/// Notes a use, and hands out another connection for reading: no reader is kept from others while this one waits
/// for its turn to write.
async fn noted(app: &App, reading: Tx, sql: &str, values: Vec<Value>) -> Result<Tx> {
    drop(reading);
    let mut tx = app.db.write().await?;
    tx.run(sql, values).await?;
    tx.commit().await?;
    app.db.read().await
}

/// The actor behind a bearer key, if the key lives, and the connection they were read on. The use of a key is
/// noted at most once in five minutes.
///
/// # Errors
/// When the database does not answer, the key is used too often, or it only reads and the request `writes`.
pub async fn actor_of_key(app: &App, token: &Token, writes: bool) -> Result<Option<(Actor, Tx)>> {
    let now = app.clock.now();
    let sql = format!(
        "SELECT {ACTOR}, c.id AS token_id, c.last_used_at, c.scope FROM api_tokens c {JOINS}
         WHERE c.token_hash = $1 AND c.expires_at > $3 AND c.revoked_at IS NULL AND a.disabled_at IS NULL
           AND p.status = 'active'"
    );
    let mut tx = app.db.read().await?;
    let rows = tx.all(&sql, args![token.hash().to_vec(), now.date_naive(), now]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let key: ApiTokenId = row.get("token_id")?;
    app.limits.api(&key.to_string(), now).map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
    let scope = Scope::parse(&row.get::<String>("scope")?).unwrap_or(Scope::Read);
    if writes && scope == Scope::Read {
        return Err(Error::barred("read_only_key", "This key only reads. Make a key that may also write."));
    }
    let actor = actor(row, &rows, Way::Token(key))?;
    let used: Option<DateTime<Utc>> = row.get("last_used_at")?;
    if used.is_none_or(|used| used < now - Duration::minutes(5)) {
        tx = noted(app, tx, "UPDATE api_tokens SET last_used_at = $2 WHERE id = $1", args![key, now]).await?;
    }
    Ok(Some((actor, tx)))
}

/// The actor behind the secret address of a calendar, if it still works, and the connection they were read on. It
/// reads days and nothing else.
///
/// # Errors
/// When the database does not answer.
pub async fn actor_of_feed(app: &App, token: &Token) -> Result<Option<(Actor, Tx)>> {
    let today = app.clock.now().date_naive();
    let sql = format!(
        "SELECT {ACTOR} FROM calendar_feeds c {JOINS} WHERE c.token_hash = $1 AND a.disabled_at IS NULL AND p.status = 'active'"
    );
    let mut tx = app.db.read().await?;
    let rows = tx.all(&sql, args![token.hash().to_vec(), today]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some((actor(row, &rows, Way::Link)?, tx)))
}

fn actor(row: &Row, rows: &[Row], way: Way) -> Result<Actor> {
    let mut roles: Vec<(OrganisationId, Role)> = Vec::with_capacity(rows.len());
    let mut asked = rule(row, "own_rule")? == Who::Everybody;
    for row in rows {
        asked |= rule(row, "role_rule")? != Who::Nobody;
        if let Some(role) = row.get::<Option<String>>("role")?.as_deref().and_then(Role::parse) {
            roles.push((row.get("role_organisation_id")?, role));
        }
    }
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Actor {
        account: Some(row.get("account_id")?),
        person: row.get("person_id")?,
        organisation: row.get("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        name: format!("{given} {family}"),
        job_title: row.get("job_title")?,
        roles,
        manages: row.get::<i64>("manages")? == 1,
        way,
        owes_factor: asked && row.get::<Option<uuid::Uuid>>("factor_id")?.is_none(),
    })
}

fn rule(row: &Row, column: &str) -> Result<Who> {
    Ok(row.get::<Option<String>>(column)?.as_deref().and_then(Who::parse).unwrap_or_default())
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

/// Whether somebody may sign in to the account now.
///
/// # Errors
/// When the database does not answer.
pub async fn is_live(tx: &mut Tx, id: AccountId) -> Result<bool> {
    let sql = "SELECT a.id FROM accounts a JOIN people p ON p.id = a.person_id
               WHERE a.id = $1 AND a.disabled_at IS NULL AND p.status = 'active'";
    Ok(tx.one(sql, args![id]).await?.is_some())
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
