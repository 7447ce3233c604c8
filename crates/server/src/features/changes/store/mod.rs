//! Every SQL statement for changes. Callers hold the record, so the actor may see it.

mod answers;
mod stays;
mod truth;

pub use answers::{answers, insert_answer};
pub use stays::{Stay, stays_of};
pub use truth::{left_on, manager_of, past_their_end, post_is_settled};

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use uuid::Uuid;

use super::model::{Amendment, Change, ChangeKind, ChangeSide, ChangeStatus, Ground, NewValues};
use super::rules::amendment;
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::store::word;

/// The columns of a change with the name of who asked.
const COLUMNS: &str = "c.id, c.number, c.kind, c.status, c.side, c.asked_by, c.asked_at, c.effective_on, c.ends_on, c.ended_on, c.fte_bp, c.place,
    c.duties, c.pay, c.recharge, c.home_manager_id, c.host_manager_id, c.title, c.contact,
    c.cost_code, c.amendment, c.notice, c.ground, c.reason, c.reason_shared,
    c.retroactive, c.taking_back_by, c.rounds, c.version, p.given_name, p.family_name";

/// The changes of a record, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all(cx: &mut Cx, id: SecondmentId) -> Result<Vec<Change>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM changes c JOIN people p ON p.id = c.asked_by WHERE c.secondment_id = $1
         ORDER BY c.number DESC"
    );
    cx.tx.all(&sql, args![id]).await?.iter().map(change).collect()
}

/// One change of a record.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub async fn load(cx: &mut Cx, id: SecondmentId, number: i64) -> Result<Change> {
    let sql = format!(
        "SELECT {COLUMNS} FROM changes c JOIN people p ON p.id = c.asked_by WHERE c.secondment_id = $1 AND c.number = $2"
    );
    change(&cx.tx.one(&sql, args![id, number]).await?.ok_or(Error::NotFound)?)
}

/// The number that the next change of the record gets.
///
/// # Errors
/// When the database does not answer.
pub async fn next_number(cx: &mut Cx, id: SecondmentId) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 AS n FROM changes WHERE secondment_id = $1";
    cx.tx.count(sql, args![id]).await
}

/// Writes a new change.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, id: SecondmentId, c: &Change) -> Result<()> {
    let v = &c.values;
    let sql = "INSERT INTO changes (id, secondment_id, number, kind, status, side, asked_by, asked_at, effective_on,
            ends_on, ended_on, fte_bp, place, duties, pay, recharge, home_manager_id, host_manager_id, notice, ground,
            reason, reason_shared, retroactive, title, contact, cost_code, amendment, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
            $24, $25, $26, $27, 1)";
    let values = args![
        c.id,
        id,
        c.number,
        c.kind.as_str(),
        c.status.as_str(),
        c.side.as_str(),
        c.asked_by,
        c.asked_at,
        c.effective_on,
        v.ends_on,
        c.ended_on,
        v.fte_bp,
        &v.place,
        &v.duties,
        &v.pay,
        &v.recharge,
        v.home_manager,
        v.host_manager,
        &c.notice,
        c.ground.map(Ground::as_str),
        &c.reason,
        c.reason_shared,
        &c.retroactive,
        &v.title,
        &v.contact,
        &v.cost_code,
        amendment(c.kind, v).map(Amendment::as_str)
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Writes where a change stands. Somebody else's change in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save(cx: &mut Cx, c: &mut Change) -> Result<()> {
    let settled = (!c.is_open()).then_some(cx.now());
    let sql = "UPDATE changes SET status = $3, taking_back_by = $4, settled_at = COALESCE(settled_at, $5),
               rounds = $6, retroactive = $7, version = version + 1 WHERE id = $1 AND version = $2";
    let values =
        args![c.id, c.version, c.status.as_str(), c.taking_back_by, settled, c.rounds, &c.retroactive];
    if cx.tx.run(sql, values).await? == 0 {
        return Err(Error::Stale);
    }
    c.version += 1;
    Ok(())
}

/// Settled changes whose day has come: record and number.
///
/// # Errors
/// When the database does not answer.
pub async fn due(cx: &mut Cx, today: NaiveDate, most: i64) -> Result<Vec<(SecondmentId, i64)>> {
    let sql = "SELECT c.secondment_id, c.number FROM changes c JOIN secondments s ON s.id = c.secondment_id
               WHERE c.status = 'settled' AND c.effective_on <= $1 AND s.workflow IN ('active', 'paused', 'notice_given')
               ORDER BY c.effective_on, c.id LIMIT $2";
    let rows = cx.tx.all(sql, args![today, most]).await?;
    rows.iter().map(|row| Ok((SecondmentId(row.get::<Uuid>("secondment_id")?), row.get("number")?))).collect()
}

fn change(row: &Row) -> Result<Change> {
    let ground: Option<String> = row.get("ground")?;
    let amendment: Option<String> = row.get("amendment")?;
    Ok(Change {
        id: row.get("id")?,
        number: row.get("number")?,
        kind: word(row, "kind", ChangeKind::parse)?,
        status: word(row, "status", ChangeStatus::parse)?,
        side: word(row, "side", ChangeSide::parse)?,
        asked_by: row.get("asked_by")?,
        asked_by_name: name(row)?,
        asked_at: row.get("asked_at")?,
        effective_on: row.get("effective_on")?,
        values: NewValues {
            ends_on: row.get("ends_on")?,
            fte_bp: row.get("fte_bp")?,
            place: row.get("place")?,
            duties: row.get("duties")?,
            pay: row.get("pay")?,
            recharge: row.get("recharge")?,
            home_manager: row.get("home_manager_id")?,
            host_manager: row.get("host_manager_id")?,
            title: row.get("title")?,
            contact: row.get("contact")?,
            cost_code: row.get("cost_code")?,
            // changes of before there were kinds are none
            supersede: amendment.as_deref() == Some(Amendment::Supersede.as_str()),
        },
        ended_on: row.get("ended_on")?,
        notice: row.get("notice")?,
        ground: ground.as_deref().and_then(Ground::parse),
        reason: row.get("reason")?,
        reason_shared: row.get("reason_shared")?,
        retroactive: row.get("retroactive")?,
        taking_back_by: row.get("taking_back_by")?,
        rounds: row.get("rounds")?,
        version: row.get("version")?,
    })
}

/// The full name of a joined person `p`.
fn name(row: &Row) -> Result<String> {
    Ok(format!("{} {}", row.get::<String>("given_name")?, row.get::<String>("family_name")?))
}
