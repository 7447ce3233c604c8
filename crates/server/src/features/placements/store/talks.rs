//! Check-ins and the debrief.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;
use uuid::Uuid;

use super::super::model::{CheckIn, CheckInId, CheckInInput, Debrief, DebriefInput};
use super::name;
use crate::cx::Cx;
use crate::features::secondments::{Record, SecondmentId};

/// Check-ins on one page.
const MOST: usize = 20;

/// The place of a check-in in the list: its day, and its id among those of the same day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier {
    held_on: NaiveDate,
    id: Uuid,
}

impl Earlier {
    /// Reads what [`Earlier::text`] wrote; none when nothing was given.
    ///
    /// # Errors
    /// Invalid when it is another text.
    pub fn parse(text: &str) -> Result<Option<Self>> {
        let wrong = || Error::field("before", "This is no place in the list. Start again without it.");
        if text.is_empty() {
            return Ok(None);
        }
        let (day, id) = text.split_once('_').ok_or_else(wrong)?;
        let held_on = day.parse().map_err(|_| wrong())?;
        Ok(Some(Self { held_on, id: Uuid::try_parse(id).map_err(|_| wrong())? }))
    }

    /// The place for an address.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}_{}", self.held_on, self.id.simple())
    }
}

/// A page of check-ins, the newest first, and where the next page begins if there is more.
///
/// # Errors
/// When the database does not answer.
pub async fn check_ins(
    cx: &mut Cx,
    record: &Record,
    before: Option<Earlier>,
) -> Result<(Vec<CheckIn>, Option<Earlier>)> {
    // a day after all days begins with the newest
    let far = Earlier { held_on: NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default(), id: Uuid::max() };
    let before = before.unwrap_or(far);
    let sql =
        "SELECT c.id, c.recorded_by, c.held_on, c.goals, c.support, c.next_step, c.recorded_at, p.given_name, p.family_name
               FROM check_ins c JOIN people p ON p.id = c.recorded_by
               WHERE c.secondment_id = $1 AND (c.held_on, c.id) < ($2, $3)
               ORDER BY c.held_on DESC, c.id DESC LIMIT $4";
    let most = i64::try_from(MOST).unwrap_or(20) + 1;
    let rows = cx.tx.all(sql, args![record.secondment.id, before.held_on, before.id, most]).await?;
    let mut replies = super::replies(cx, record).await?;
    let shown = &rows[..rows.len().min(MOST)];
    let talks: Vec<CheckIn> = shown
        .iter()
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
        .collect::<Result<_>>()?;
    let last = shown.last().filter(|_| rows.len() > MOST);
    let next = match last {
        Some(row) => Some(Earlier { held_on: row.get("held_on")?, id: row.get("id")? }),
        None => None,
    };
    Ok((talks, next))
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
