//! Arrival and return.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;

use super::super::model::{Outcome, PresenceFact, ReturnConfirmation, ReturnInput};
use super::name;
use crate::cx::Cx;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, SecondmentId};

/// The newest fact of a kind (`arrived` or `returned`).
///
/// # Errors
/// When the database does not answer.
pub async fn presence(cx: &mut Cx, record: &Record, fact: &str) -> Result<Option<PresenceFact>> {
    let sql = "SELECT f.on_date, f.how_known, f.recorded_at, p.given_name, p.family_name
               FROM presence_facts f JOIN people p ON p.id = f.recorded_by
               WHERE f.secondment_id = $1 AND f.fact = $2 ORDER BY f.recorded_at DESC LIMIT 1";
    let Some(row) = cx.tx.one(sql, args![record.secondment.id, fact]).await? else { return Ok(None) };
    Ok(Some(PresenceFact {
        on: row.get("on_date")?,
        how_known: row.get("how_known")?,
        by: name(&row)?,
        at: row.get("recorded_at")?,
    }))
}

/// Adds a fact of a kind (`arrived` or `returned`).
///
/// # Errors
/// When the database refuses.
pub async fn insert_presence(
    cx: &mut Cx,
    id: SecondmentId,
    fact: &str,
    on: NaiveDate,
    how_known: &str,
) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO presence_facts (id, secondment_id, fact, on_date, how_known, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![uuid_v7(cx.now()), id, fact, on, how_known, cx.actor.person, cx.now()],
        )
        .await
        .map(drop)
}

/// What the person came back to, once confirmed.
///
/// # Errors
/// When the database does not answer.
pub async fn return_confirmation(cx: &mut Cx, record: &Record) -> Result<Option<ReturnConfirmation>> {
    let sql = "SELECT r.outcome, r.post, r.note, r.confirmed_at, p.given_name, p.family_name
               FROM return_confirmations r JOIN people p ON p.id = r.confirmed_by WHERE r.secondment_id = $1";
    let Some(row) = cx.tx.one(sql, args![record.secondment.id]).await? else { return Ok(None) };
    Ok(Some(ReturnConfirmation {
        outcome: word(&row, "outcome", Outcome::parse)?,
        post: row.get("post")?,
        note: row.get("note")?,
        by: name(&row)?,
        at: row.get("confirmed_at")?,
    }))
}

/// Notes what the person came back to.
///
/// # Errors
/// When the database refuses.
pub async fn confirm_return(cx: &mut Cx, id: SecondmentId, input: &ReturnInput) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO return_confirmations (secondment_id, outcome, post, note, confirmed_by, confirmed_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            args![
                id,
                input.outcome.as_str(),
                input.post.trim(),
                input.note.trim(),
                cx.actor.person,
                cx.now()
            ],
        )
        .await
        .map(drop)
}
