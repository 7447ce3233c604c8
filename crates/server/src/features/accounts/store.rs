//! Every SQL statement for accounts, sessions and keys.

use chrono::{DateTime, Duration, Utc};
use sojourn_kit::args;
use sojourn_kit::auth::Token;
use sojourn_kit::db::{Row, Tx};
use sojourn_kit::error::Result;

use crate::actor::{Actor, OrganisationId, Role, Way};
use crate::app::App;

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

/// The actor behind a bearer key, if the key lives.
///
/// # Errors
/// When the database does not answer.
pub async fn actor_of_key(app: &App, token: &Token) -> Result<Option<Actor>> {
    let now = app.clock.now();
    let sql = format!(
        "SELECT {ACTOR}, t.id AS token_id FROM api_tokens t
         JOIN accounts a ON a.id = t.account_id JOIN people p ON p.id = a.person_id
         JOIN organisations o ON o.id = p.organisation_id
         WHERE t.token_hash = $1 AND t.expires_at > $2 AND t.revoked_at IS NULL AND a.disabled_at IS NULL
           AND p.status = 'active'"
    );
    let mut tx = app.db.read().await?;
    let Some(row) = tx.one(&sql, args![token.hash().to_vec(), now]).await? else { return Ok(None) };
    let way = Way::Token(row.get("token_id")?);
    actor(&mut tx, &row, way, now).await.map(Some)
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
