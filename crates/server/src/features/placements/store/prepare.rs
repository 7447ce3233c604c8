//! What is written around check-ins: lines before, private words, answers, actions.

use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use super::super::model::{
    ActionId, CheckInId, CheckInReply, OneOfThree, PrepLine, SupportWords, TalkAction,
};
use super::name;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, SecondmentId};

/// The lines that were written before a check-in.
///
/// # Errors
/// When the database does not answer.
pub async fn lines(cx: &mut Cx, record: &Record, slot: NaiveDate) -> Result<Vec<PrepLine>> {
    let sql = "SELECT party, line FROM check_in_lines WHERE secondment_id = $1 AND slot_on = $2 ORDER BY written_at";
    let rows = cx.tx.all(sql, args![record.secondment.id, slot]).await?;
    rows.iter()
        .map(|row| Ok(PrepLine { party: word(row, "party", OneOfThree::parse)?, line: row.get("line")? }))
        .collect()
}

/// Writes the line of one of the three, in place of an earlier one.
///
/// # Errors
/// When the database refuses.
pub async fn save_line(
    cx: &mut Cx,
    id: SecondmentId,
    slot: NaiveDate,
    party: OneOfThree,
    line: &str,
) -> Result<()> {
    let sql = "INSERT INTO check_in_lines (secondment_id, slot_on, party, line, written_by, written_at)
               VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (secondment_id, slot_on, party) DO UPDATE SET line = $4, written_by = $5, written_at = $6";
    let values = args![id, slot, party.as_str(), line, cx.actor.person, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

/// Keeps words for the mobility team alone.
///
/// # Errors
/// When the database refuses.
pub async fn insert_support(
    cx: &mut Cx,
    id: SecondmentId,
    slot: NaiveDate,
    words: &str,
) -> Result<uuid::Uuid> {
    let support = uuid_v7(cx.now());
    let sql = "INSERT INTO check_in_support (id, secondment_id, slot_on, words, written_by, written_at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    cx.tx.run(sql, args![support, id, slot, words, cx.actor.person, cx.now()]).await?;
    Ok(support)
}

/// The words for the mobility team, the newest first. Callers check that the actor sees that slice.
///
/// # Errors
/// When the database does not answer.
pub async fn support(cx: &mut Cx, record: &Record) -> Result<Vec<SupportWords>> {
    let sql = "SELECT slot_on, words, written_at FROM check_in_support WHERE secondment_id = $1
               ORDER BY written_at DESC, id DESC LIMIT 50";
    let rows = cx.tx.all(sql, args![record.secondment.id]).await?;
    rows.iter()
        .map(|row| {
            Ok(SupportWords {
                slot_on: row.get("slot_on")?,
                words: row.get("words")?,
                at: row.get("written_at")?,
            })
        })
        .collect()
}

/// Who noted a check-in of the record.
///
/// # Errors
/// [`Error::NotFound`] when it is none of this record.
pub async fn recorder(cx: &mut Cx, record: &Record, check_in: CheckInId) -> Result<PersonId> {
    let sql = "SELECT recorded_by FROM check_ins WHERE id = $1 AND secondment_id = $2";
    let row = cx.tx.one(sql, args![check_in, record.secondment.id]).await?;
    row.ok_or(Error::NotFound)?.get("recorded_by")
}

/// Adds what a participant says to the notes.
///
/// # Errors
/// When the database refuses.
pub async fn insert_reply(cx: &mut Cx, check_in: CheckInId, agrees: bool, comment: &str) -> Result<()> {
    let sql = "INSERT INTO check_in_replies (id, check_in_id, person_id, agrees, comment, replied_at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![uuid_v7(cx.now()), check_in, cx.actor.person, agrees, comment, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

/// What was said to the notes of the record's check-ins, with the check-in it belongs to, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn replies(cx: &mut Cx, record: &Record) -> Result<Vec<(CheckInId, CheckInReply)>> {
    let sql = "SELECT r.check_in_id, r.person_id, r.agrees, r.comment, r.replied_at, p.given_name, p.family_name
               FROM check_in_replies r JOIN check_ins c ON c.id = r.check_in_id JOIN people p ON p.id = r.person_id
               WHERE c.secondment_id = $1 ORDER BY r.replied_at, r.id LIMIT 1000";
    let rows = cx.tx.all(sql, args![record.secondment.id]).await?;
    rows.iter()
        .map(|row| {
            let reply = CheckInReply {
                by: name(row)?,
                person: row.get("person_id")?,
                agrees: row.get("agrees")?,
                comment: row.get("comment")?,
                at: row.get("replied_at")?,
            };
            Ok((row.get("check_in_id")?, reply))
        })
        .collect()
}

/// Adds an action.
///
/// # Errors
/// When the database refuses.
pub async fn insert_action(
    cx: &mut Cx,
    id: SecondmentId,
    what: &str,
    owner: PersonId,
    due_on: NaiveDate,
) -> Result<ActionId> {
    let action = ActionId::new(cx.now());
    let sql = "INSERT INTO check_in_actions (id, secondment_id, what, owner_id, due_on, added_by, added_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    cx.tx.run(sql, args![action, id, what, owner, due_on, cx.actor.person, cx.now()]).await?;
    Ok(action)
}

/// The actions of a record: those to do by their day, then those done.
///
/// # Errors
/// When the database does not answer.
pub async fn actions(cx: &mut Cx, record: &Record) -> Result<Vec<TalkAction>> {
    let sql = "SELECT a.id, a.what, a.owner_id, a.due_on, a.done_at, p.given_name, p.family_name
               FROM check_in_actions a JOIN people p ON p.id = a.owner_id WHERE a.secondment_id = $1
               ORDER BY CASE WHEN a.done_at IS NULL THEN 0 ELSE 1 END, a.due_on, a.id LIMIT 100";
    let rows = cx.tx.all(sql, args![record.secondment.id]).await?;
    rows.iter().map(action).collect()
}

fn action(row: &Row) -> Result<TalkAction> {
    Ok(TalkAction {
        id: row.get("id")?,
        what: row.get("what")?,
        owner: name(row)?,
        owner_id: row.get("owner_id")?,
        due_on: row.get("due_on")?,
        done_at: row.get::<Option<DateTime<Utc>>>("done_at")?,
    })
}

/// Notes that an action is done.
///
/// # Errors
/// [`Error::NotFound`] when there is no open one of that id on the record.
pub async fn finish_action(cx: &mut Cx, record: &Record, id: ActionId) -> Result<()> {
    let sql = "UPDATE check_in_actions SET done_by = $3, done_at = $4
               WHERE id = $1 AND secondment_id = $2 AND done_at IS NULL";
    let values = args![id, record.secondment.id, cx.actor.person, cx.now()];
    if cx.tx.run(sql, values).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// The days of the record's talks.
///
/// # Errors
/// When the database does not answer.
pub async fn talk_days(cx: &mut Cx, record: &Record) -> Result<Vec<NaiveDate>> {
    let sql = "SELECT held_on FROM check_ins WHERE secondment_id = $1 ORDER BY held_on";
    let rows = cx.tx.all(sql, args![record.secondment.id]).await?;
    rows.iter().map(|row| row.get("held_on")).collect()
}

/// Records whose person is at the host and whose last talk, or arrival, lies before a day; in the order of their
/// ids, after one of them, so many at a time.
///
/// # Errors
/// When the database does not answer.
pub async fn quiet(
    cx: &mut Cx,
    since: NaiveDate,
    after: SecondmentId,
    most: i64,
) -> Result<Vec<SecondmentId>> {
    let sql = "SELECT s.id FROM secondments s WHERE s.workflow = 'active' AND s.starts_on < $1 AND s.id > $2
                 AND NOT EXISTS (SELECT 1 FROM check_ins c WHERE c.secondment_id = s.id AND c.held_on >= $1)
               ORDER BY s.id LIMIT $3";
    let rows = cx.tx.all(sql, args![since, after, most]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// The numbers of the records on which the actor is one of the three while the person is at the host.
///
/// # Errors
/// When the database does not answer.
pub async fn mine_away(cx: &mut Cx, most: i64) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT s.number FROM roles r JOIN secondments s ON s.id = r.secondment_id
               WHERE r.person_id = $1 AND r.role IN ('secondee', 'home_manager', 'host_manager')
                 AND r.from_date <= $2 AND (r.to_date IS NULL OR r.to_date >= $2) AND s.workflow = 'active'
               ORDER BY s.number LIMIT $3";
    let rows = cx.tx.all(sql, args![cx.actor.person, cx.today(), most]).await?;
    rows.iter().map(|row| row.get("number")).collect()
}
