//! Check-ins and the debrief.

use sojourn_kit::args;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;

use super::super::model::{CheckIn, CheckInId, CheckInInput, Debrief, DebriefInput};
use super::name;
use crate::cx::Cx;
use crate::features::secondments::{Record, SecondmentId};

/// The most check-ins that are shown: four years of weekly ones.
const MOST: i64 = 200;

/// The check-ins, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn check_ins(cx: &mut Cx, record: &Record) -> Result<Vec<CheckIn>> {
    let sql = "SELECT c.id, c.recorded_by, c.held_on, c.goals, c.support, c.next_step, c.recorded_at, p.given_name, p.family_name
               FROM check_ins c JOIN people p ON p.id = c.recorded_by
               WHERE c.secondment_id = $1 ORDER BY c.held_on DESC, c.id DESC LIMIT $2";
    let rows = cx.tx.all(sql, args![record.secondment.id, MOST]).await?;
    let mut replies = super::replies(cx, record).await?;
    rows.iter()
        .map(|row| {
            let id: CheckInId = row.get("id")?;
            Ok(CheckIn {
                id,
                recorded_by: row.get("recorded_by")?,
                replies: replies.extract_if(.., |(of, _)| *of == id).map(|(_, reply)| reply).collect(),
                held_on: row.get("held_on")?,
                goals: row.get("goals")?,
                support: row.get("support")?,
                next_step: row.get("next_step")?,
                by: name(row)?,
                at: row.get("recorded_at")?,
            })
        })
        .collect()
}

/// Adds a check-in.
///
/// # Errors
/// When the database refuses.
pub async fn insert_check_in(cx: &mut Cx, id: SecondmentId, input: &CheckInInput) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO check_ins (id, secondment_id, held_on, goals, support, next_step, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            args![
                uuid_v7(cx.now()),
                id,
                input.held_on,
                input.goals.trim(),
                input.support.trim(),
                input.next_step.trim(),
                cx.actor.person,
                cx.now()
            ],
        )
        .await
        .map(drop)
}

/// The debrief, once it was held.
///
/// # Errors
/// When the database does not answer.
pub async fn debrief(cx: &mut Cx, record: &Record) -> Result<Option<Debrief>> {
    let sql = "SELECT d.held_on, d.brought_back, d.do_differently, d.recorded_at, p.given_name, p.family_name
               FROM debriefs d JOIN people p ON p.id = d.recorded_by WHERE d.secondment_id = $1";
    let Some(row) = cx.tx.one(sql, args![record.secondment.id]).await? else { return Ok(None) };
    Ok(Some(Debrief {
        held_on: row.get("held_on")?,
        brought_back: row.get("brought_back")?,
        do_differently: row.get("do_differently")?,
        by: name(&row)?,
        at: row.get("recorded_at")?,
    }))
}

/// Writes the debrief down.
///
/// # Errors
/// When the database refuses.
pub async fn insert_debrief(cx: &mut Cx, id: SecondmentId, input: &DebriefInput) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO debriefs (secondment_id, held_on, brought_back, do_differently, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            args![
                id,
                input.held_on,
                input.brought_back.trim(),
                input.do_differently.trim(),
                cx.actor.person,
                cx.now()
            ],
        )
        .await
        .map(drop)
}
