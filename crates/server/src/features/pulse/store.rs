//! Every SQL statement for the pulse. Scores are read by their sender alone, or as a group's by [`answers`].

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::averages::Answer;
use super::model::{Call, CallId, Pulse, PulseId, PulseInput, Reason, Week};
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::list::Condition;
use crate::features::secondments::store::word;

/// Weeks of one's own trend: two years.
const WEEKS: i64 = 104;

/// Keeps the actor's pulse of a week.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    id: PulseId,
    secondment: SecondmentId,
    week: Week,
    input: &PulseInput,
) -> Result<()> {
    let sql =
        "INSERT INTO pulses (id, secondment_id, person_id, iso_year, iso_week, at_host, at_home, sent_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (person, now) = (cx.actor.person, cx.now());
    let values = args![id, secondment, person, week.year, week.week, input.at_host, input.at_home, now];
    cx.tx.run(sql, values).await.map(drop)
}

/// The actor's own pulses, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn own(cx: &mut Cx) -> Result<Vec<Pulse>> {
    let sql = "SELECT iso_year, iso_week, at_host, at_home, sent_at FROM pulses WHERE person_id = $1
               ORDER BY iso_year DESC, iso_week DESC LIMIT $2";
    let rows = cx.tx.all(sql, args![cx.actor.person, WEEKS]).await?;
    rows.iter().rev().map(pulse).collect()
}

fn pulse(row: &Row) -> Result<Pulse> {
    Ok(Pulse {
        week: week(row)?,
        at_host: score(row, "at_host")?,
        at_home: score(row, "at_home")?,
        sent_at: row.get("sent_at")?,
    })
}

fn week(row: &Row) -> Result<Week> {
    let (year, week): (i64, i64) = (row.get("iso_year")?, row.get("iso_week")?);
    Ok(Week {
        year: i32::try_from(year).map_err(Error::internal)?,
        week: u32::try_from(week).map_err(Error::internal)?,
    })
}

fn score(row: &Row, column: &str) -> Result<u8> {
    u8::try_from(row.get::<i64>(column)?).map_err(Error::internal)
}

/// Which people's answers make a group for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Those who are away from the reader's team.
    AwayFrom,
    /// Those who work at the host for the reader.
    WorkingFor,
}

/// The answers of a group of the actor's, for averages only: nothing of a single answer may leave this feature.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn answers(cx: &mut Cx, group: Group) -> Result<Vec<Answer>> {
    let manager = match group {
        Group::AwayFrom => "home_manager_id",
        Group::WorkingFor => "host_manager_id",
    };
    let sql = format!(
        "SELECT p.person_id, p.iso_year, p.iso_week, p.at_host, p.at_home FROM pulses p
         JOIN secondments s ON s.id = p.secondment_id
         WHERE s.{manager} = $1 AND s.secondee_id <> $1 ORDER BY p.iso_year, p.iso_week, p.person_id"
    );
    let rows = cx.tx.all(&sql, args![cx.actor.person]).await?;
    rows.iter()
        .map(|row| {
            Ok(Answer {
                week: week(row)?,
                person: row.get("person_id")?,
                at_host: score(row, "at_host")?,
                at_home: score(row, "at_home")?,
            })
        })
        .collect()
}

/// Opens a call for the mobility team.
///
/// # Errors
/// When the database refuses.
pub async fn open_call(
    cx: &mut Cx,
    secondment: SecondmentId,
    pulse: PulseId,
    reason: Reason,
    due_on: chrono::NaiveDate,
) -> Result<CallId> {
    let id = CallId::new(cx.now());
    let sql = "INSERT INTO pulse_calls (id, secondment_id, pulse_id, reason, due_on, opened_at, note)
               VALUES ($1, $2, $3, $4, $5, $6, '')";
    cx.tx.run(sql, args![id, secondment, pulse, reason.as_str(), due_on, cx.now()]).await?;
    Ok(id)
}

/// The calls that the actor may make: at their organisation by role, and never about those whom they manage, so
/// that such a thing never reaches the manager it may concern.
fn callers(c: &mut Condition, cx: &Cx) -> Option<String> {
    let desk = c.at_home(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr])?;
    let me = c.value(cx.actor.person);
    Some(format!(
        "{desk} AND s.secondee_id <> {me}
         AND (s.home_manager_id IS NULL OR s.home_manager_id <> {me})
         AND (s.host_manager_id IS NULL OR s.host_manager_id <> {me})"
    ))
}

/// What a call is read from.
const CALL: &str = "SELECT c.id, c.reason, c.due_on, s.number, s.secondee_id, p.given_name, p.family_name
    FROM pulse_calls c JOIN secondments s ON s.id = c.secondment_id JOIN people p ON p.id = s.secondee_id";

/// The open calls of the actor, the most urgent first; at most `most`.
///
/// # Errors
/// When the database does not answer.
pub async fn open_calls(cx: &mut Cx, most: i64) -> Result<Vec<Call>> {
    let mut c = Condition::default();
    let Some(mine) = callers(&mut c, cx) else { return Ok(Vec::new()) };
    let limit = c.value(most);
    let sql = format!("{CALL} WHERE c.done_at IS NULL AND {mine} ORDER BY c.due_on, c.id LIMIT {limit}");
    cx.tx.all(&sql, c.args).await?.iter().map(call).collect()
}

/// An open call of the actor.
///
/// # Errors
/// [`Error::NotFound`] when it is not there, done, or not theirs.
pub async fn load_call(cx: &mut Cx, id: CallId) -> Result<Call> {
    let mut c = Condition::default();
    let mine = callers(&mut c, cx).ok_or(Error::NotFound)?;
    let wanted = c.value(id);
    let sql = format!("{CALL} WHERE c.id = {wanted} AND c.done_at IS NULL AND {mine}");
    call(&cx.tx.one(&sql, c.args).await?.ok_or(Error::NotFound)?)
}

fn call(row: &Row) -> Result<Call> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Call {
        id: row.get("id")?,
        number: row.get("number")?,
        person: row.get::<PersonId>("secondee_id")?,
        name: format!("{given} {family}"),
        reason: word(row, "reason", Reason::parse)?,
        due_on: row.get("due_on")?,
    })
}

/// Notes that a call was made. A call that somebody else has noted meanwhile is stale.
///
/// # Errors
/// [`Error::Stale`] when it is done already.
pub async fn finish_call(cx: &mut Cx, id: CallId, note: &str) -> Result<()> {
    let sql =
        "UPDATE pulse_calls SET done_by = $2, done_at = $3, note = $4 WHERE id = $1 AND done_at IS NULL";
    let touched = cx.tx.run(sql, args![id, cx.actor.person, cx.now(), note]).await?;
    if touched == 0 { Err(Error::Stale) } else { Ok(()) }
}
