//! Who decided what about the release: rows are added, never changed.

use sojourn_kit::args;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;

use super::super::model::{Decided, DecisionKind, RefusalCode};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::store::word;

/// Adds a decision.
///
/// # Errors
/// When the database refuses.
pub async fn insert_decision(cx: &mut Cx, id: SecondmentId, decided: &Decided) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO release_decisions (id, secondment_id, decision, reason_code, reason, alternative, decided_by,
                decided_at, decided_for) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![
                uuid_v7(cx.now()),
                id,
                decided.decision.as_str(),
                decided.code.map(RefusalCode::as_str),
                &decided.reason,
                &decided.alternative,
                decided.by,
                decided.at,
                decided.in_place_of
            ],
        )
        .await
        .map(drop)
}

/// All decisions of a record, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn decisions(cx: &mut Cx, id: SecondmentId) -> Result<Vec<Decided>> {
    let sql = "SELECT decision, reason_code, reason, alternative, decided_by, decided_for, decided_at
               FROM release_decisions WHERE secondment_id = $1 ORDER BY decided_at DESC, id DESC";
    let rows = cx.tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Decided {
                decision: word(row, "decision", DecisionKind::parse)?,
                code: row.get::<Option<String>>("reason_code")?.as_deref().and_then(RefusalCode::parse),
                reason: row.get("reason")?,
                alternative: row.get("alternative")?,
                by: row.get("decided_by")?,
                in_place_of: row.get("decided_for")?,
                at: row.get("decided_at")?,
            })
        })
        .collect()
}

/// Whose record it is, and its number, for the letter about a decision that hides the record from its writer.
///
/// # Errors
/// When the database does not answer.
pub async fn whose(cx: &mut Cx, id: SecondmentId) -> Result<Option<(PersonId, String)>> {
    let row = cx.tx.one("SELECT secondee_id, number FROM secondments WHERE id = $1", args![id]).await?;
    row.map(|row| Ok((row.get("secondee_id")?, row.get("number")?))).transpose()
}
