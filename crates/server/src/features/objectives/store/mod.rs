//! Every SQL statement for objectives and ideas. Callers hold the record, so the actor may see it.

mod home;
mod ideas;

pub use home::{WAITS_FOR, home_rows};
pub use ideas::{answer_idea, ideas, insert_idea};

use std::collections::BTreeMap;

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use super::model::{Agreement, Agreer, Item, Kind, Note, ObjectiveId, Phase, Plan, PlanId, Status};
use crate::cx::Cx;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, SecondmentId};

/// The full name of a joined person `p`.
fn name(row: &Row) -> Result<String> {
    Ok(format!("{} {}", row.get::<String>("given_name")?, row.get::<String>("family_name")?))
}

fn small(row: &Row, column: &str) -> Result<u8> {
    u8::try_from(row.get::<i64>(column)?).map_err(Error::internal)
}

/// The plans of a record, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn plans(cx: &mut Cx, record: &Record) -> Result<Vec<Plan>> {
    let sql = "SELECT o.id, o.number, o.written_at, p.given_name, p.family_name FROM objective_plans o
               JOIN people p ON p.id = o.written_by WHERE o.secondment_id = $1 ORDER BY o.number DESC LIMIT 20";
    let mut plans = Vec::new();
    for row in cx.tx.all(sql, args![record.secondment.id]).await? {
        let id: PlanId = row.get("id")?;
        plans.push(Plan {
            id,
            number: row.get("number")?,
            by: name(&row)?,
            at: row.get("written_at")?,
            items: items(cx, id).await?,
            agreements: agreements(cx, id).await?,
        });
    }
    Ok(plans)
}

async fn items(cx: &mut Cx, plan: PlanId) -> Result<Vec<Item>> {
    let sql = "SELECT objective_id, title, measure, kind, phase, weight, due_on FROM objective_items
               WHERE plan_id = $1 ORDER BY position";
    let rows = cx.tx.all(sql, args![plan]).await?;
    rows.iter()
        .map(|row| {
            Ok(Item {
                id: row.get("objective_id")?,
                title: row.get("title")?,
                measure: row.get("measure")?,
                kind: word(row, "kind", Kind::parse)?,
                phase: word(row, "phase", Phase::parse)?,
                weight: small(row, "weight")?,
                due_on: row.get("due_on")?,
            })
        })
        .collect()
}

async fn agreements(cx: &mut Cx, plan: PlanId) -> Result<Vec<Agreement>> {
    let sql =
        "SELECT a.party, a.how_known, a.agreed_at, p.given_name, p.family_name FROM objective_agreements a
               JOIN people p ON p.id = a.agreed_by WHERE a.plan_id = $1 ORDER BY a.agreed_at, a.party";
    let rows = cx.tx.all(sql, args![plan]).await?;
    rows.iter()
        .map(|row| {
            Ok(Agreement {
                party: word(row, "party", Agreer::parse)?,
                by: name(row)?,
                how_known: row.get("how_known")?,
                at: row.get("agreed_at")?,
            })
        })
        .collect()
}

/// Writes a plan.
///
/// # Errors
/// When the database refuses; a plan of that number that came between is a conflict there.
pub async fn insert_plan(cx: &mut Cx, id: SecondmentId, number: i64, items: &[Item]) -> Result<PlanId> {
    let plan = PlanId::new(cx.now());
    let sql = "INSERT INTO objective_plans (id, secondment_id, number, written_by, written_at)
               VALUES ($1, $2, $3, $4, $5)";
    cx.tx.run(sql, args![plan, id, number, cx.actor.person, cx.now()]).await?;
    for (position, item) in (1_i64..).zip(items) {
        let sql = "INSERT INTO objective_items (plan_id, objective_id, position, title, measure, kind, phase, weight,
                     due_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let (kind, phase) = (item.kind.as_str(), item.phase.as_str());
        let values =
            args![plan, item.id, position, &item.title, &item.measure, kind, phase, item.weight, item.due_on];
        cx.tx.run(sql, values).await?;
    }
    Ok(plan)
}

/// Notes that one of the three agreed.
///
/// # Errors
/// When the database refuses.
pub async fn agree(cx: &mut Cx, plan: PlanId, party: Agreer, how_known: &str) -> Result<()> {
    let sql = "INSERT INTO objective_agreements (plan_id, party, how_known, agreed_by, agreed_at)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (plan_id, party) DO NOTHING";
    cx.tx.run(sql, args![plan, party.as_str(), how_known, cx.actor.person, cx.now()]).await.map(drop)
}

/// Adds a note on progress.
///
/// # Errors
/// When the database refuses.
pub async fn insert_note(
    cx: &mut Cx,
    id: SecondmentId,
    objective: ObjectiveId,
    (status, percent, note): (Status, u8, &str),
) -> Result<()> {
    let sql =
        "INSERT INTO objective_notes (id, secondment_id, objective_id, status, percent, note, written_by,
                 written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (status, person, now) = (status.as_str(), cx.actor.person, cx.now());
    let values = args![uuid_v7(now), id, objective, status, percent, note, person, now];
    cx.tx.run(sql, values).await.map(drop)
}

/// The notes of one objective, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn notes(cx: &mut Cx, record: &Record, objective: ObjectiveId) -> Result<Vec<Note>> {
    let sql = "SELECT n.objective_id, n.status, n.percent, n.note, n.written_at, p.given_name, p.family_name
               FROM objective_notes n JOIN people p ON p.id = n.written_by
               WHERE n.secondment_id = $1 AND n.objective_id = $2 ORDER BY n.written_at DESC, n.id DESC LIMIT 100";
    let rows = cx.tx.all(sql, args![record.secondment.id, objective]).await?;
    rows.iter().map(note).collect()
}

/// The newest note of each objective of a record.
///
/// # Errors
/// When the database does not answer.
pub async fn newest_notes(cx: &mut Cx, record: &Record) -> Result<BTreeMap<ObjectiveId, Note>> {
    let sql = "SELECT n.objective_id, n.status, n.percent, n.note, n.written_at, p.given_name, p.family_name
               FROM objective_notes n JOIN people p ON p.id = n.written_by
               WHERE n.secondment_id = $1 AND NOT EXISTS (SELECT 1 FROM objective_notes l
                 WHERE l.secondment_id = n.secondment_id AND l.objective_id = n.objective_id
                   AND (l.written_at > n.written_at OR (l.written_at = n.written_at AND l.id > n.id)))";
    let rows = cx.tx.all(sql, args![record.secondment.id]).await?;
    rows.iter().map(|row| note(row).map(|note| (note.objective, note))).collect()
}

fn note(row: &Row) -> Result<Note> {
    Ok(Note {
        objective: row.get("objective_id")?,
        status: word(row, "status", Status::parse)?,
        percent: small(row, "percent")?,
        note: row.get("note")?,
        by: name(row)?,
        at: row.get("written_at")?,
    })
}
