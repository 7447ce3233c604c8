//! Every SQL statement for appeals.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::approvals::model::{Appeal, AppealId, Outcome};
use crate::features::secondments::SecondmentId;

fn appeal(row: &Row) -> Result<Appeal> {
    let outcome: Option<String> = row.get("outcome")?;
    let by: Option<PersonId> = row.get("answered_by")?;
    let at: Option<DateTime<Utc>> = row.get("answered_at")?;
    let words: Option<String> = row.get("words")?;
    let outcome = outcome.as_deref().and_then(Outcome::parse);
    Ok(Appeal {
        id: row.get("id")?,
        refused_at: row.get("refused_at")?,
        refused_by: row.get("refused_by")?,
        reason: row.get("reason")?,
        made_at: row.get("made_at")?,
        answer: match (outcome, words, by, at) {
            (Some(outcome), Some(words), Some(by), Some(at)) => Some((outcome, words, by, at)),
            _ => None,
        },
    })
}

/// The newest appeal of a record that the caller holds.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(cx: &mut Cx, id: SecondmentId) -> Result<Option<Appeal>> {
    let sql = "SELECT a.id, a.refused_at, a.refused_by, a.reason, a.made_at, w.outcome, w.reason AS words,
                   w.answered_by, w.answered_at
               FROM release_appeals a LEFT JOIN release_appeal_answers w ON w.appeal_id = a.id
               WHERE a.secondment_id = $1 ORDER BY a.made_at DESC, a.id DESC LIMIT 1";
    cx.tx.one(sql, args![id]).await?.as_ref().map(appeal).transpose()
}

/// Writes the actor's appeal; whether it is the first of this refusal.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    id: SecondmentId,
    (refused_at, refused_by): (DateTime<Utc>, PersonId),
    reason: &str,
) -> Result<bool> {
    let sql =
        "INSERT INTO release_appeals (id, secondment_id, refused_at, refused_by, reason, made_by, made_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (secondment_id, refused_at) DO NOTHING";
    let (person, now) = (cx.actor.person, cx.now());
    let values = args![AppealId::new(now), id, refused_at, refused_by, reason, person, now];
    Ok(cx.tx.run(sql, values).await? == 1)
}

/// Writes the actor's answer.
///
/// # Errors
/// When the database refuses.
pub async fn answer(cx: &mut Cx, id: AppealId, outcome: Outcome, reason: &str) -> Result<()> {
    let sql = "INSERT INTO release_appeal_answers (appeal_id, outcome, reason, answered_by, answered_at)
               VALUES ($1, $2, $3, $4, $5)";
    cx.tx.run(sql, args![id, outcome.as_str(), reason, cx.actor.person, cx.now()]).await.map(drop)
}
