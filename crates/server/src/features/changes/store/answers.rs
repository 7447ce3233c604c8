//! What the sides said.

use sojourn_kit::args;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;

use super::super::model::{About, AnswerInput, Change, ChangeAnswer, ChangeSide, Said};
use super::name;
use crate::cx::Cx;
use crate::features::secondments::store::word;

/// Everything that was said about a change, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn answers(cx: &mut Cx, change: &Change) -> Result<Vec<ChangeAnswer>> {
    let sql = "SELECT a.about, a.round, a.side, a.answer, a.words, a.post_held, a.answered_at, p.given_name, p.family_name
               FROM change_answers a JOIN people p ON p.id = a.person_id WHERE a.change_id = $1
               ORDER BY a.answered_at, a.id";
    let rows = cx.tx.all(sql, args![change.id]).await?;
    rows.iter()
        .map(|row| {
            Ok(ChangeAnswer {
                about: word(row, "about", About::parse)?,
                round: row.get("round")?,
                side: word(row, "side", ChangeSide::parse)?,
                said: word(row, "answer", Said::parse)?,
                words: row.get("words")?,
                post_held: row.get("post_held")?,
                by: name(row)?,
                at: row.get("answered_at")?,
            })
        })
        .collect()
}

/// Adds what a side says.
///
/// # Errors
/// When the database refuses.
pub async fn insert_answer(
    cx: &mut Cx,
    change: &Change,
    about: About,
    side: ChangeSide,
    input: &AnswerInput,
) -> Result<()> {
    let sql = "INSERT INTO change_answers (id, change_id, about, side, answer, words, post_held, person_id, answered_at, round)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = args![
        uuid_v7(cx.now()),
        change.id,
        about.as_str(),
        side.as_str(),
        input.answer.as_str(),
        input.words.trim(),
        input.post_held,
        cx.actor.person,
        cx.now(),
        change.rounds
    ];
    cx.tx.run(sql, values).await.map(drop)
}
