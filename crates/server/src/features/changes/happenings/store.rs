//! Every SQL statement for what happens. Callers hold the record, so the actor may see it.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;
use uuid::Uuid;

use super::model::{Happening, HappeningInput, HappeningKind};
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::store::word;

/// What happened on a record, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn all(cx: &mut Cx, id: SecondmentId) -> Result<Vec<Happening>> {
    let sql = "SELECT h.kind, h.from_date, h.to_date, h.note, h.reported_at, p.given_name, p.family_name
               FROM happenings h JOIN people p ON p.id = h.reported_by WHERE h.secondment_id = $1
               ORDER BY h.reported_at, h.id";
    let rows = cx.tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Happening {
                kind: word(row, "kind", HappeningKind::parse)?,
                from: row.get("from_date")?,
                to: row.get("to_date")?,
                note: row.get("note")?,
                by: format!("{} {}", row.get::<String>("given_name")?, row.get::<String>("family_name")?),
                at: row.get("reported_at")?,
            })
        })
        .collect()
}

/// Adds a fact.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, id: SecondmentId, input: &HappeningInput) -> Result<()> {
    let sql =
        "INSERT INTO happenings (id, secondment_id, kind, from_date, to_date, note, reported_by, reported_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        uuid_v7(cx.now()),
        id,
        input.kind.as_str(),
        input.from,
        input.to,
        input.kept_note(),
        cx.actor.person,
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Records whose employment has ended, with what ended it, and absences whose first day has come.
///
/// # Errors
/// When the database does not answer.
pub async fn due(cx: &mut Cx, today: NaiveDate, most: i64) -> Result<Vec<(SecondmentId, HappeningKind)>> {
    let sql = "SELECT h.secondment_id, h.kind FROM happenings h JOIN secondments s ON s.id = h.secondment_id
               WHERE s.workflow IN ('active', 'paused', 'notice_given')
                 AND ((h.kind IN ('resignation', 'dismissal', 'redundancy', 'conversion') AND h.from_date < $1)
                   OR (h.kind = 'family_leave' AND s.workflow = 'active' AND h.from_date <= $1 AND h.to_date >= $1
                     AND NOT EXISTS (SELECT 1 FROM happenings b WHERE b.secondment_id = h.secondment_id
                       AND b.kind = 'back_at_work' AND b.reported_at > h.reported_at)))
               ORDER BY h.reported_at, h.id LIMIT $2";
    let rows = cx.tx.all(sql, args![today, most]).await?;
    rows.iter()
        .map(|row| {
            Ok((SecondmentId(row.get::<Uuid>("secondment_id")?), word(row, "kind", HappeningKind::parse)?))
        })
        .collect()
}

/// Letters that wait to be sent about the record or to the address are withheld.
///
/// # Errors
/// When the database refuses.
pub async fn withhold_letters(cx: &mut Cx, id: SecondmentId, address: &str) -> Result<()> {
    let sql = "UPDATE outbox SET state = 'failed', last_error = 'withheld', lease_until = NULL
               WHERE state = 'waiting' AND (subject_id = $1 OR lower(to_address) = $2)";
    cx.tx.run(sql, args![id, address.to_lowercase()]).await.map(drop)
}
