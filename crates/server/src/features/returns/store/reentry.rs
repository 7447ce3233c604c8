//! The checks of the first ninety days.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::super::model::{CallReason, Check, CheckDay, CheckId, CheckInput};
use crate::cx::Cx;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, SecondmentId};

/// Makes the checks of a return; answers those that were not there before.
///
/// # Errors
/// When the database refuses.
pub async fn insert_checks(
    cx: &mut Cx,
    id: SecondmentId,
    returned: NaiveDate,
) -> Result<Vec<(CheckId, NaiveDate)>> {
    let sql = "INSERT INTO reentry_checks (id, secondment_id, day, due_on) VALUES ($1, $2, $3, $4)
               ON CONFLICT (secondment_id, day) DO NOTHING";
    let mut made = Vec::new();
    for day in CheckDay::ALL {
        let (check, due_on) = (CheckId::new(cx.now()), day.due_on(returned));
        if cx.tx.run(sql, args![check, id, day.days(), due_on]).await? == 1 {
            made.push((check, due_on));
        }
    }
    Ok(made)
}

const COLUMNS: &str = "id, day, due_on, asked_at, answered_at, mood, fits, words, support, call_reason, call_by, called_at, call_note";

/// The checks of a record in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn checks(cx: &mut Cx, record: &Record) -> Result<Vec<Check>> {
    let sql = format!("SELECT {COLUMNS} FROM reentry_checks WHERE secondment_id = $1 ORDER BY day");
    cx.tx.all(&sql, args![record.secondment.id]).await?.iter().map(read).collect()
}

/// One check of a record.
///
/// # Errors
/// [`Error::NotFound`] when the person is not back.
pub async fn check(cx: &mut Cx, record: &Record, day: CheckDay) -> Result<Check> {
    let sql = format!("SELECT {COLUMNS} FROM reentry_checks WHERE secondment_id = $1 AND day = $2");
    let row = cx.tx.one(&sql, args![record.secondment.id, day.days()]).await?;
    read(&row.ok_or(Error::NotFound)?)
}

fn read(row: &Row) -> Result<Check> {
    let day: i64 = row.get("day")?;
    let reason: Option<String> = row.get("call_reason")?;
    Ok(Check {
        id: row.get("id")?,
        day: CheckDay::of_days(day).ok_or_else(|| Error::internal(format!("unknown day {day}")))?,
        due_on: row.get("due_on")?,
        asked_at: row.get("asked_at")?,
        answered_at: row.get("answered_at")?,
        mood: row.get("mood")?,
        fits: row.get("fits")?,
        words: row.get("words")?,
        support: row.get("support")?,
        call_reason: match reason {
            Some(_) => Some(word(row, "call_reason", CallReason::parse)?),
            None => None,
        },
        call_by: row.get("call_by")?,
        called_at: row.get("called_at")?,
        call_note: row.get("call_note")?,
    })
}

/// Keeps the answer to a check, once, with the call that it asks for.
///
/// # Errors
/// [`Error::Stale`] when it is answered already.
pub async fn answer_check(
    cx: &mut Cx,
    id: CheckId,
    input: &CheckInput,
    (words, support): (&str, &str),
    call: Option<(CallReason, NaiveDate)>,
) -> Result<()> {
    let sql =
        "UPDATE reentry_checks SET answered_at = $2, mood = $3, fits = $4, words = $5, support = $6, call_reason = $7,
                 call_by = $8 WHERE id = $1 AND answered_at IS NULL";
    let reason = call.map(|(reason, _)| reason.as_str().to_owned());
    let by = call.map(|(_, by)| by);
    let values = args![id, cx.now(), input.mood, input.fits, words, support, reason, by];
    if cx.tx.run(sql, values).await? == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Notes that the call was made, once.
///
/// # Errors
/// [`Error::Stale`] when none waits.
pub async fn finish_call(cx: &mut Cx, id: CheckId, note: &str) -> Result<()> {
    let sql = "UPDATE reentry_checks SET called_by = $2, called_at = $3, call_note = $4
               WHERE id = $1 AND call_by IS NOT NULL AND called_at IS NULL";
    let touched = cx.tx.run(sql, args![id, cx.actor.person, cx.now(), note]).await?;
    if touched == 0 { Err(Error::Stale) } else { Ok(()) }
}
