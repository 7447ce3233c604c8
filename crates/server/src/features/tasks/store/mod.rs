//! Every SQL statement for tasks. Callers hold the record, so the actor may see it, or are hooks and jobs.

mod known;
pub mod lists;
pub mod people;
pub mod reminders;

pub use known::{Background, background};

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use super::model::{Evidence, FactKind, Phase, Reach, Source, Task, TaskFact, TaskState};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::store::word;
use crate::features::secondments::{Party, SecondmentId};

/// The columns of a task, in every query that reads one.
pub(in crate::features::tasks) const COLUMNS: &str = "t.id, t.secondment_id, t.code, t.phase, t.title, t.why, t.owner, t.person_id, t.reach, t.due_on, t.round,
    t.blocking, t.evidence, t.state, t.source, t.outcome, t.opened_on, t.settled_on, t.settled_by, t.version";

/// Reads the columns of [`COLUMNS`].
///
/// # Errors
/// When a stored word is none of ours: a fault of the product.
pub(in crate::features::tasks) fn task(row: &Row) -> Result<Task> {
    Ok(Task {
        id: row.get("id")?,
        secondment: row.get("secondment_id")?,
        code: row.get("code")?,
        phase: word(row, "phase", Phase::parse)?,
        title: row.get("title")?,
        why: row.get("why")?,
        owner: word(row, "owner", Party::parse)?,
        person: row.get("person_id")?,
        reach: word(row, "reach", Reach::parse)?,
        due_on: row.get("due_on")?,
        round: row.get("round")?,
        blocking: row.get("blocking")?,
        evidence: word(row, "evidence", Evidence::parse)?,
        state: word(row, "state", TaskState::parse)?,
        source: word(row, "source", Source::parse)?,
        outcome: row.get("outcome")?,
        opened_on: row.get("opened_on")?,
        settled_on: row.get("settled_on")?,
        settled_by: row.get("settled_by")?,
        version: row.get("version")?,
    })
}

/// All tasks of a record, in no particular order; at most some hundred.
///
/// # Errors
/// When the database does not answer.
pub async fn of_record(cx: &mut Cx, id: SecondmentId) -> Result<Vec<Task>> {
    let sql = format!("SELECT {COLUMNS} FROM tasks t WHERE t.secondment_id = $1 ORDER BY t.id");
    cx.tx.all(&sql, args![id]).await?.iter().map(task).collect()
}

/// One task of a record by its code.
///
/// # Errors
/// When the database does not answer.
pub async fn find(cx: &mut Cx, id: SecondmentId, code: &str) -> Result<Option<Task>> {
    let sql = format!("SELECT {COLUMNS} FROM tasks t WHERE t.secondment_id = $1 AND t.code = $2");
    cx.tx.one(&sql, args![id, code]).await?.as_ref().map(task).transpose()
}

/// Puts tasks on the list, in one statement; a code that is there already is left alone.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, tasks: &[Task]) -> Result<()> {
    for part in tasks.chunks(20) {
        let mut c = Condition::default();
        let rows: Vec<String> = part.iter().map(|task| format!("({})", values(&mut c, task))).collect();
        let sql = format!(
            "INSERT INTO tasks (id, secondment_id, code, phase, title, why, owner, person_id, reach, due_on, round, blocking,
                evidence, state, source, outcome, opened_on, settled_on, settled_by, version) VALUES {}
             ON CONFLICT (secondment_id, code) DO NOTHING",
            rows.join(", ")
        );
        cx.tx.run(&sql, c.args).await?;
    }
    Ok(())
}

fn values(c: &mut Condition, task: &Task) -> String {
    [
        c.value(task.id),
        c.value(task.secondment),
        c.value(task.code.as_str()),
        c.value(task.phase.as_str()),
        c.value(task.title.as_str()),
        c.value(task.why.as_str()),
        c.value(task.owner.as_str()),
        c.value(task.person),
        c.value(task.reach.as_str()),
        c.value(task.due_on),
        c.value(task.round),
        c.value(task.blocking),
        c.value(task.evidence.as_str()),
        c.value(task.state.as_str()),
        c.value(task.source.as_str()),
        c.value(task.outcome.as_str()),
        c.value(task.opened_on),
        c.value(task.settled_on),
        c.value(task.settled_by),
        c.value(task.version),
    ]
    .join(", ")
}

/// Writes where a task stands now. Somebody else's change in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save(cx: &mut Cx, task: &Task) -> Result<()> {
    let touched = cx
        .tx
        .run(
            "UPDATE tasks SET title = $3, why = $4, owner = $5, person_id = $6, due_on = $7, round = $8, blocking = $9, state = $10,
                source = $11, outcome = $12, settled_on = $13, settled_by = $14, version = version + 1
             WHERE id = $1 AND version = $2",
            args![
                task.id,
                task.version,
                &task.title,
                &task.why,
                task.owner.as_str(),
                task.person,
                task.due_on,
                task.round,
                task.blocking,
                task.state.as_str(),
                task.source.as_str(),
                &task.outcome,
                task.settled_on,
                task.settled_by
            ],
        )
        .await?;
    if touched == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Adds a fact about a task, by the actor; what the product does by itself has no name.
///
/// # Errors
/// When the database refuses.
pub async fn note(
    cx: &mut Cx,
    task: &Task,
    kind: FactKind,
    words: &str,
    on: Option<chrono::NaiveDate>,
    person: Option<PersonId>,
) -> Result<()> {
    let by = actor(cx);
    cx.tx
        .run(
            "INSERT INTO task_facts (id, task_id, fact, round, words, on_date, person_id, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![uuid_v7(cx.now()), task.id, kind.as_str(), task.round, words, on, person, by, cx.now()],
        )
        .await
        .map(drop)
}

/// The person behind the actor; none for the product itself.
pub(in crate::features::tasks) fn actor(cx: &Cx) -> Option<PersonId> {
    Some(cx.actor.person).filter(|person| !person.0.is_nil())
}

/// What happened to a task, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn facts(cx: &mut Cx, task: &Task) -> Result<Vec<TaskFact>> {
    let sql = "SELECT f.fact, f.round, f.words, f.on_date, f.recorded_at, b.given_name AS by_given, b.family_name AS by_family,
                  p.given_name, p.family_name
               FROM task_facts f LEFT JOIN people b ON b.id = f.recorded_by LEFT JOIN people p ON p.id = f.person_id
               WHERE f.task_id = $1 ORDER BY f.recorded_at DESC, f.id DESC LIMIT 100";
    let name = |row: &Row, given: &str, family: &str| -> Result<Option<String>> {
        let (given, family): (Option<String>, Option<String>) = (row.get(given)?, row.get(family)?);
        Ok(given.zip(family).map(|(given, family)| format!("{given} {family}")))
    };
    let rows = cx.tx.all(sql, args![task.id]).await?;
    rows.iter()
        .map(|row| {
            Ok(TaskFact {
                kind: word(row, "fact", FactKind::parse)?,
                round: row.get("round")?,
                words: row.get("words")?,
                on: row.get("on_date")?,
                by: name(row, "by_given", "by_family")?,
                person: name(row, "given_name", "family_name")?,
                at: row.get("recorded_at")?,
            })
        })
        .collect()
}

/// Keeps everybody from being reminded about the record, from now on.
///
/// # Errors
/// When the database refuses.
pub async fn silence(cx: &mut Cx, id: SecondmentId, reason: &str) -> Result<()> {
    let sql = "INSERT INTO task_silences (secondment_id, reason, since) VALUES ($1, $2, $3)
               ON CONFLICT (secondment_id) DO UPDATE SET reason = $2";
    cx.tx.run(sql, args![id, reason, cx.now()]).await.map(drop)
}

/// Lets reminders about the record go out again.
///
/// # Errors
/// When the database refuses.
pub async fn unsilence(cx: &mut Cx, id: SecondmentId) -> Result<()> {
    cx.tx.run("DELETE FROM task_silences WHERE secondment_id = $1", args![id]).await.map(drop)
}

/// Whether nobody is reminded about the record.
///
/// # Errors
/// When the database does not answer.
pub async fn is_silenced(cx: &mut Cx, id: SecondmentId) -> Result<bool> {
    Ok(cx.tx.one("SELECT reason FROM task_silences WHERE secondment_id = $1", args![id]).await?.is_some())
}
