//! Ideas of the secondee.

use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};

use super::super::model::{Idea, IdeaId};
use crate::cx::Cx;
use crate::features::secondments::{Record, SecondmentId};

/// The ideas of a record, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn ideas(cx: &mut Cx, record: &Record) -> Result<Vec<Idea>> {
    let sql = "SELECT i.id, i.idea, i.raised_at, i.adopted, i.answer, p.given_name, p.family_name FROM ideas i
               LEFT JOIN people p ON p.id = i.answered_by WHERE i.secondment_id = $1 ORDER BY i.id DESC LIMIT 100";
    let rows = cx.tx.all(sql, args![record.secondment.id]).await?;
    rows.iter()
        .map(|row| {
            let given: Option<String> = row.get("given_name")?;
            let family: Option<String> = row.get("family_name")?;
            Ok(Idea {
                id: row.get("id")?,
                idea: row.get("idea")?,
                at: row.get("raised_at")?,
                adopted: row.get("adopted")?,
                answer: row.get::<Option<String>>("answer")?.unwrap_or_default(),
                answered_by: given.zip(family).map(|(given, family)| format!("{given} {family}")),
            })
        })
        .collect()
}

/// Keeps an idea of the actor.
///
/// # Errors
/// When the database refuses.
pub async fn insert_idea(cx: &mut Cx, secondment: SecondmentId, idea: &str) -> Result<IdeaId> {
    let id = IdeaId::new(cx.now());
    let sql = "INSERT INTO ideas (id, secondment_id, idea, raised_by, raised_at) VALUES ($1, $2, $3, $4, $5)";
    cx.tx.run(sql, args![id, secondment, idea, cx.actor.person, cx.now()]).await?;
    Ok(id)
}

/// Answers an idea, once.
///
/// # Errors
/// [`Error::Stale`] when it is answered already.
pub async fn answer_idea(
    cx: &mut Cx,
    record: &Record,
    id: IdeaId,
    adopted: bool,
    answer: &str,
) -> Result<()> {
    let sql = "UPDATE ideas SET adopted = $3, answer = $4, answered_by = $5, answered_at = $6
               WHERE id = $1 AND secondment_id = $2 AND answered_at IS NULL";
    let values = args![id, record.secondment.id, adopted, answer, cx.actor.person, cx.now()];
    if cx.tx.run(sql, values).await? == 0 { Err(Error::Stale) } else { Ok(()) }
}
