//! The eight answers, before and after.

use sojourn_kit::args;
use sojourn_kit::error::Result;

use super::super::model::{Answer, Answers, Question, Stage, Verdict};
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::store::word;

/// The answers of a stage.
///
/// # Errors
/// When the database does not answer.
pub async fn answers(cx: &mut Cx, id: SecondmentId, stage: Stage) -> Result<Answers> {
    let sql = "SELECT question, verdict, answer FROM worth_it WHERE secondment_id = $1 AND stage = $2";
    let rows = cx.tx.all(sql, args![id, stage.as_str()]).await?;
    rows.iter()
        .map(|row| {
            let answer =
                Answer { verdict: word(row, "verdict", Verdict::parse)?, answer: row.get("answer")? };
            Ok((word(row, "question", Question::parse)?, answer))
        })
        .collect()
}

/// Replaces the answers to `asked`; those without an answer are taken back.
///
/// # Errors
/// When the database refuses.
pub async fn save_answers(
    cx: &mut Cx,
    id: SecondmentId,
    stage: Stage,
    asked: &[Question],
    answers: &Answers,
) -> Result<()> {
    for question in asked {
        cx.tx
            .run(
                "DELETE FROM worth_it WHERE secondment_id = $1 AND stage = $2 AND question = $3",
                args![id, stage.as_str(), question.as_str()],
            )
            .await?;
        let Some(answer) = answers.get(question) else { continue };
        cx.tx
            .run(
                "INSERT INTO worth_it (secondment_id, stage, question, verdict, answer, answered_by, answered_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                args![
                    id,
                    stage.as_str(),
                    question.as_str(),
                    answer.verdict.as_str(),
                    answer.answer.trim(),
                    cx.actor.person,
                    cx.now()
                ],
            )
            .await?;
    }
    Ok(())
}
