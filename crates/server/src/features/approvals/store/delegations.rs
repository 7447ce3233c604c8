//! Every SQL statement for delegations.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::approvals::model::{Delegation, DelegationId};

/// The most delegations that a page shows.
const MOST: i64 = 100;

const DELEGATION: &str =
    "SELECT d.id, d.person_id, d.delegate_id, d.from_date, d.to_date, d.reason, d.ended_at,
    p.given_name, p.family_name, e.given_name AS their_given, e.family_name AS their_family
    FROM delegations d JOIN people p ON p.id = d.person_id JOIN people e ON e.id = d.delegate_id";

fn delegation(row: &Row) -> Result<Delegation> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    let (their_given, their_family): (String, String) = (row.get("their_given")?, row.get("their_family")?);
    Ok(Delegation {
        id: row.get("id")?,
        person: row.get("person_id")?,
        person_name: format!("{given} {family}"),
        delegate: row.get("delegate_id")?,
        delegate_name: format!("{their_given} {their_family}"),
        from: row.get("from_date")?,
        to: row.get("to_date")?,
        reason: row.get("reason")?,
        ended_at: row.get("ended_at")?,
    })
}

/// The actor's delegations: those they made and those made to them, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_actor(cx: &mut Cx) -> Result<Vec<Delegation>> {
    let sql = format!(
        "{DELEGATION} WHERE d.person_id = $1 OR d.delegate_id = $1 ORDER BY d.made_at DESC, d.id DESC LIMIT $2"
    );
    cx.tx.all(&sql, args![cx.actor.person, MOST]).await?.iter().map(delegation).collect()
}

/// A delegation that the actor made or that was made to them.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn load(cx: &mut Cx, id: DelegationId) -> Result<Delegation> {
    let sql = format!("{DELEGATION} WHERE d.id = $1 AND (d.person_id = $2 OR d.delegate_id = $2)");
    delegation(&cx.tx.one(&sql, args![id, cx.actor.person]).await?.ok_or(Error::NotFound)?)
}

/// Writes a delegation of the actor's.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    delegate: PersonId,
    (from, to): (NaiveDate, NaiveDate),
    reason: &str,
) -> Result<DelegationId> {
    let id = DelegationId::new(cx.now());
    let sql = "INSERT INTO delegations (id, person_id, delegate_id, from_date, to_date, reason, made_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    cx.tx.run(sql, args![id, cx.actor.person, delegate, from, to, reason, cx.now()]).await?;
    Ok(id)
}

/// Ends a delegation now.
///
/// # Errors
/// [`Error::Stale`] when it has ended already.
pub async fn end(cx: &mut Cx, id: DelegationId) -> Result<()> {
    let sql = "UPDATE delegations SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    if cx.tx.run(sql, args![id, cx.now()]).await? == 1 { Ok(()) } else { Err(Error::Stale) }
}
