//! Every SQL statement for comparing versions.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::error::Result;

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::agreements::model::Status;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::store::word;

/// The versions of a record, in order: number, status, whether the text was ever out for signature. Callers hold the id
/// from a record that the actor may see.
///
/// # Errors
/// When the database does not answer.
pub async fn versions(cx: &mut Cx, secondment: SecondmentId) -> Result<Vec<(i64, Status, bool)>> {
    let sql = "SELECT number, status, issued_at FROM agreements WHERE secondment_id = $1 ORDER BY number";
    let rows = cx.tx.all(sql, args![secondment]).await?;
    rows.iter()
        .map(|row| {
            let issued_at: Option<DateTime<Utc>> = row.get("issued_at")?;
            Ok((row.get("number")?, word(row, "status", Status::parse)?, issued_at.is_some()))
        })
        .collect()
}

/// The newest version before another that this person was asked to sign, whatever they did then.
///
/// # Errors
/// When the database does not answer.
pub async fn met_before(
    cx: &mut Cx,
    secondment: SecondmentId,
    person: PersonId,
    number: i64,
) -> Result<Option<i64>> {
    let sql = "SELECT MAX(a.number) AS met FROM agreements a JOIN signatories g ON g.agreement_id = a.id
               WHERE a.secondment_id = $1 AND g.person_id = $2 AND g.status <> 'waiting' AND a.issued_at IS NOT NULL
                 AND a.number < $3";
    match cx.tx.one(sql, args![secondment, person, number]).await? {
        Some(row) => row.get("met"),
        None => Ok(None),
    }
}
