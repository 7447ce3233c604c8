//! What the jobs look for. Whoever has died or left is not asked.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::error::Result;

use super::super::model::{CheckId, KnowledgeId};
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;

/// Records under way whose last day is `until` or earlier and whose plan is not open, in the order of their ids.
///
/// # Errors
/// When the database does not answer.
pub async fn plans_to_open(
    cx: &mut Cx,
    until: NaiveDate,
    after: SecondmentId,
    most: i64,
) -> Result<Vec<SecondmentId>> {
    let sql = "SELECT s.id FROM secondments s
               WHERE s.workflow IN ('active', 'paused', 'notice_given') AND (s.ends_on <= $1 OR s.workflow = 'notice_given')
                 AND NOT EXISTS (SELECT 1 FROM return_plans r WHERE r.secondment_id = s.id) AND s.id > $2
               ORDER BY s.id LIMIT $3";
    let rows = cx.tx.all(sql, args![until, after, most]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Records under way whose last day is `until` or earlier and whose plan, opened before `opened`, names no role, in
/// the order of their ids. Of one that is paused nobody knows yet when it ends: it is asked about when it goes on.
///
/// # Errors
/// When the database does not answer.
pub async fn roles_missing(
    cx: &mut Cx,
    (until, opened): (NaiveDate, NaiveDate),
    after: SecondmentId,
    most: i64,
) -> Result<Vec<SecondmentId>> {
    let sql = "SELECT s.id FROM secondments s JOIN return_plans r ON r.secondment_id = s.id
               WHERE s.workflow IN ('active', 'notice_given') AND s.ends_on <= $1 AND r.role_at IS NULL
                 AND r.opened_on < $2 AND s.id > $3 ORDER BY s.id LIMIT $4";
    let rows = cx.tx.all(sql, args![until, opened, after, most]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Checks whose day has come and that nobody was asked, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn checks_to_ask(cx: &mut Cx, today: NaiveDate, most: i64) -> Result<Vec<(CheckId, SecondmentId)>> {
    let sql =
        "SELECT c.id, c.secondment_id FROM reentry_checks c JOIN secondments s ON s.id = c.secondment_id
                 JOIN people p ON p.id = s.secondee_id
               WHERE c.asked_at IS NULL AND c.answered_at IS NULL AND c.due_on <= $1
                 AND s.workflow IN ('returned', 'closed') AND p.status = 'active'
               ORDER BY c.due_on, c.id LIMIT $2";
    let rows = cx.tx.all(sql, args![today, most]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("secondment_id")?))).collect()
}

/// Notes that a check was asked; answers whether it was not before.
///
/// # Errors
/// When the database refuses.
pub async fn note_asked(cx: &mut Cx, id: CheckId) -> Result<bool> {
    let sql = "UPDATE reentry_checks SET asked_at = $2 WHERE id = $1 AND asked_at IS NULL";
    Ok(cx.tx.run(sql, args![id, cx.now()]).await? == 1)
}

/// What was to be passed on by today and was not, and of which nobody was reminded; nothing while the person is absent
/// for long.
///
/// # Errors
/// When the database does not answer.
pub async fn knowledge_to_remind(
    cx: &mut Cx,
    today: NaiveDate,
    most: i64,
) -> Result<Vec<(KnowledgeId, SecondmentId)>> {
    let sql =
        "SELECT k.id, k.secondment_id FROM knowledge_returns k JOIN secondments s ON s.id = k.secondment_id
                 JOIN people p ON p.id = s.secondee_id
               WHERE k.done_on IS NULL AND k.reminded_at IS NULL AND k.due_on <= $1
                 AND s.workflow IN ('active', 'notice_given', 'returned', 'closed') AND p.status = 'active'
               ORDER BY k.due_on, k.id LIMIT $2";
    let rows = cx.tx.all(sql, args![today, most]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("secondment_id")?))).collect()
}

/// Notes that somebody was reminded; answers whether nobody was before.
///
/// # Errors
/// When the database refuses.
pub async fn note_reminded(cx: &mut Cx, id: KnowledgeId) -> Result<bool> {
    let sql = "UPDATE knowledge_returns SET reminded_at = $2 WHERE id = $1 AND reminded_at IS NULL";
    Ok(cx.tx.run(sql, args![id, cx.now()]).await? == 1)
}
