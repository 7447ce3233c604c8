//! Every SQL statement for questions and answers.

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::approvals::model::{Question, RouteId, StepId};

/// The most questions that a page shows.
const MOST: i64 = 100;

/// What was asked on a route, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn of_route(cx: &mut Cx, route: RouteId) -> Result<Vec<Question>> {
    let sql =
        "SELECT q.id, q.step_id, q.question, q.asked_by, q.asked_at, a.answer, a.answered_by, a.answered_at
               FROM approval_questions q JOIN approval_steps t ON t.id = q.step_id
               LEFT JOIN approval_answers a ON a.question_id = q.id
               WHERE t.route_id = $1 ORDER BY q.asked_at, q.id LIMIT $2";
    cx.tx.all(sql, args![route, MOST]).await?.iter().map(question).collect()
}

fn question(row: &Row) -> Result<Question> {
    let answer: Option<String> = row.get("answer")?;
    let by: Option<PersonId> = row.get("answered_by")?;
    Ok(Question {
        id: row.get("id")?,
        step: row.get("step_id")?,
        question: row.get("question")?,
        asked_by: row.get("asked_by")?,
        asked_at: row.get("asked_at")?,
        answer: match (answer, by, row.get("answered_at")?) {
            (Some(answer), Some(by), Some(at)) => Some((answer, by, at)),
            _ => None,
        },
    })
}

/// Adds a question of the actor's.
///
/// # Errors
/// When the database refuses.
pub async fn ask(cx: &mut Cx, step: StepId, question: &str) -> Result<()> {
    let sql = "INSERT INTO approval_questions (id, step_id, question, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5)";
    let values = args![uuid_v7(cx.now()), step, question, cx.actor.person, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

/// Adds the actor's answer.
///
/// # Errors
/// When the database refuses.
pub async fn answer(cx: &mut Cx, question: uuid::Uuid, answer: &str) -> Result<()> {
    let sql = "INSERT INTO approval_answers (question_id, answer, answered_by, answered_at) VALUES ($1, $2, $3, $4)";
    cx.tx.run(sql, args![question, answer, cx.actor.person, cx.now()]).await.map(drop)
}
