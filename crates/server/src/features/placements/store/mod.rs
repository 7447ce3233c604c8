//! Every SQL statement for the time at the host. Callers hold the record, so the actor may see it.

mod facts;
mod prepare;
mod talks;

pub use facts::{confirm_return, insert_presence, presence, return_confirmation};
pub use prepare::{
    actions as talk_actions, finish_action, insert_action, insert_reply, insert_support, lines, mine_away,
    quiet, recorder, replies, save_line, support, talk_days,
};
pub use talks::{Earlier, check_ins, debrief, insert_check_in, insert_debrief};

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;

use super::gate::GateCode;
use super::model::GateCheck;
use crate::cx::Cx;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, SecondmentId};

/// The full name of a joined person `p`.
fn name(row: &Row) -> Result<String> {
    Ok(format!("{} {}", row.get::<String>("given_name")?, row.get::<String>("family_name")?))
}

/// What the desk confirmed.
///
/// # Errors
/// When the database does not answer.
pub async fn gate_checks(cx: &mut Cx, record: &Record) -> Result<Vec<GateCheck>> {
    let sql = "SELECT g.item, g.note, g.checked_at, p.given_name, p.family_name
               FROM gate_checks g JOIN people p ON p.id = g.checked_by WHERE g.secondment_id = $1";
    let rows = cx.tx.all(sql, args![record.secondment.id]).await?;
    rows.iter()
        .map(|row| {
            Ok(GateCheck {
                item: word(row, "item", GateCode::parse)?,
                note: row.get("note")?,
                by: name(row)?,
                at: row.get("checked_at")?,
            })
        })
        .collect()
}

/// Notes that an item is settled, and how that is known.
///
/// # Errors
/// When the database refuses.
pub async fn confirm_check(cx: &mut Cx, id: SecondmentId, item: GateCode, note: &str) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO gate_checks (secondment_id, item, note, checked_by, checked_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (secondment_id, item) DO UPDATE SET note = $3, checked_by = $4, checked_at = $5",
            args![id, item.as_str(), note, cx.actor.person, cx.now()],
        )
        .await
        .map(drop)
}

/// Takes a confirmation back.
///
/// # Errors
/// When the database refuses.
pub async fn remove_check(cx: &mut Cx, id: SecondmentId, item: GateCode) -> Result<()> {
    let sql = "DELETE FROM gate_checks WHERE secondment_id = $1 AND item = $2";
    cx.tx.run(sql, args![id, item.as_str()]).await.map(drop)
}
