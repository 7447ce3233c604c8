//! Every SQL statement for signatures that were passed on.

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use super::Pass;
use crate::cx::Cx;
use crate::features::agreements::model::{AgreementId, Signatory};

/// The signatures of a version that were passed on, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn of_agreement(cx: &mut Cx, agreement: AgreementId) -> Result<Vec<Pass>> {
    let sql = "SELECT p.id, p.signatory_id, p.from_person_id, p.from_name, p.from_email, p.from_capacity, p.from_account,
                 p.to_person_id, p.to_name, p.to_email, p.reason, p.passed_at, p.recalled_at
               FROM signature_passes p JOIN signatories g ON g.id = p.signatory_id WHERE g.agreement_id = $1
               ORDER BY p.passed_at, p.id";
    cx.tx.all(sql, args![agreement]).await?.iter().map(pass).collect()
}

fn pass(row: &Row) -> Result<Pass> {
    Ok(Pass {
        id: row.get("id")?,
        signatory: row.get("signatory_id")?,
        from: row.get("from_person_id")?,
        from_name: row.get("from_name")?,
        from_email: row.get("from_email")?,
        from_capacity: row.get("from_capacity")?,
        from_account: row.get("from_account")?,
        to: row.get("to_person_id")?,
        to_name: row.get("to_name")?,
        to_email: row.get("to_email")?,
        reason: row.get("reason")?,
        at: row.get("passed_at")?,
        recalled_at: row.get("recalled_at")?,
    })
}

/// Keeps that the signature of `before` is `after`’s from now on.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, before: &Signatory, after: &Signatory, reason: &str) -> Result<()> {
    let sql = "INSERT INTO signature_passes (id, signatory_id, from_person_id, from_name, from_email, from_capacity,
                 from_account, to_person_id, to_name, to_email, reason, passed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = args![
        uuid_v7(cx.now()),
        before.id,
        before.person,
        &before.name,
        &before.email,
        &before.capacity,
        before.has_account,
        after.person,
        &after.name,
        &after.email,
        reason,
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Notes that mobility took it back.
///
/// # Errors
/// [`Error::Stale`] when it was taken back already.
pub async fn recall(cx: &mut Cx, pass: &Pass) -> Result<()> {
    let sql = "UPDATE signature_passes SET recalled_at = $2, recalled_by = $3 WHERE id = $1 AND recalled_at IS NULL";
    let touched = cx.tx.run(sql, args![pass.id, cx.now(), cx.actor.person]).await?;
    if touched == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Writes who signs. Somebody else’s change in between is refused; every code that was entered for the signature ends.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn hand_over(cx: &mut Cx, s: &mut Signatory) -> Result<()> {
    let sql = "UPDATE signatories SET person_id = $3, name = $4, email = $5, has_account = $6, capacity = $7,
               version = version + 1 WHERE id = $1 AND version = $2 AND status = 'asked'";
    let values = args![s.id, s.version, s.person, &s.name, &s.email, s.has_account, &s.capacity];
    if cx.tx.run(sql, values).await? == 0 {
        return Err(Error::Stale);
    }
    s.version += 1;
    cx.tx.run("DELETE FROM signing_codes WHERE signatory_id = $1", args![s.id]).await?;
    let sql = "UPDATE signing_links SET revoked_at = $2 WHERE signatory_id = $1 AND revoked_at IS NULL";
    cx.tx.run(sql, args![s.id, cx.now()]).await.map(drop)
}
