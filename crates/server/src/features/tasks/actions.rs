//! What people do with tasks. Pages and the API call the same.

use sojourn_kit::error::{Error, Result};

use super::access;
use super::events::{TaskAdded, TaskAssigned, TaskDone, TaskReopened, TaskStarted, TaskWaived};
use super::model::{
    AddInput, AssignInput, DoneInput, Evidence, FactKind, NewTask, Reach, ReasonInput, Source, Task,
    TaskState,
};
use super::planning::{replan, settled_by};
use super::{plan, planning, store};
use crate::cx::Cx;
use crate::features::secondments::{self, Record};

/// A task of a record that the actor may see, with the record.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, number: &str, code: &str) -> Result<(Record, Task)> {
    let record = secondments::store::load(cx, number).await?;
    let task = store::find(cx, record.secondment.id, code).await?;
    let task = task.filter(|task| access::sees(&record, task)).ok_or(Error::NotFound)?;
    Ok((record, task))
}

fn unchanged(task: &Task, version: Option<i64>) -> Result<()> {
    match version {
        Some(version) if version != task.version => Err(Error::Stale),
        _ => Ok(()),
    }
}

/// Marks a task as done, with the evidence that it asks for. What is done again and again opens its next time.
///
/// # Errors
/// A refusal in words; invalid by field; stale when the task has changed.
pub async fn done(cx: &mut Cx, number: &str, code: &str, input: &DoneInput) -> Result<(Record, Task)> {
    let (record, mut task) = load(cx, number, code).await?;
    access::decide_done(&record, &task)?;
    unchanged(&task, input.version)?;
    let today = cx.today();
    let words = input.check(task.evidence, today)?;
    let s = &record.secondment;
    store::note(cx, &task, FactKind::Done, &words, input.on, None).await?;
    let event = TaskDone::of(s, &task, task.round);
    let facts = store::background(cx, s.id).await?.facts;
    let days = task.item().map(|item| plan::days(item, &facts)).unwrap_or_default();
    plan::complete(&mut task, &days, input.on.unwrap_or(today), words);
    settled_by(cx, &mut task, Source::Person);
    changed(cx, record, task, &event).await
}

/// Says that somebody has begun.
///
/// # Errors
/// As [`done`].
pub async fn start(cx: &mut Cx, number: &str, code: &str, version: Option<i64>) -> Result<(Record, Task)> {
    let (record, mut task) = load(cx, number, code).await?;
    access::decide_done(&record, &task)?;
    unchanged(&task, version)?;
    if task.state == TaskState::Started {
        return Ok((record, task));
    }
    task.state = TaskState::Started;
    store::note(cx, &task, FactKind::Started, "", None, None).await?;
    let event = TaskStarted::of(&record.secondment, &task);
    changed(cx, record, task, &event).await
}

/// Finds a task not to be needed, with the reason.
///
/// # Errors
/// As [`done`]; what the start waits for is for the desk at home alone.
pub async fn waive(cx: &mut Cx, number: &str, code: &str, input: &ReasonInput) -> Result<(Record, Task)> {
    let (record, mut task) = load(cx, number, code).await?;
    access::decide_waive(&record, &task)?;
    unchanged(&task, input.version)?;
    let reason = input.check()?;
    store::note(cx, &task, FactKind::Waived, &reason, None, None).await?;
    task.state = TaskState::NotNeeded;
    task.outcome = reason;
    task.settled_on = Some(cx.today());
    settled_by(cx, &mut task, Source::Person);
    let event = TaskWaived::of(&record.secondment, &task, task.blocking);
    changed(cx, record, task, &event).await
}

/// Opens a settled task again, with the reason.
///
/// # Errors
/// As [`done`]; what follows from the record is changed there.
pub async fn reopen(cx: &mut Cx, number: &str, code: &str, input: &ReasonInput) -> Result<(Record, Task)> {
    let (record, mut task) = load(cx, number, code).await?;
    access::decide_reopen(&record, &task)?;
    unchanged(&task, input.version)?;
    let reason = input.check()?;
    store::note(cx, &task, FactKind::Reopened, &reason, None, None).await?;
    plan::open(&mut task);
    let event = TaskReopened::of(&record.secondment, &task);
    changed(cx, record, task, &event).await
}

/// Names a person of the task's side for it, or gives it back to the whole side.
///
/// # Errors
/// As [`done`]; invalid for a person who is not of that side.
pub async fn assign(cx: &mut Cx, number: &str, code: &str, input: &AssignInput) -> Result<(Record, Task)> {
    let (record, mut task) = load(cx, number, code).await?;
    access::decide_assign(&record, &task)?;
    unchanged(&task, input.version)?;
    if let Some(person) = input.person {
        let known = store::people::of_side(cx, &record.secondment, task.owner).await?;
        if !known.iter().any(|member| member.id == person) {
            return Err(Error::field(
                "person",
                format!("Choose somebody of this side: {}.", task.owner.label()),
            ));
        }
    }
    if task.person == input.person {
        return Ok((record, task));
    }
    task.person = input.person;
    store::note(cx, &task, FactKind::Assigned, "", None, input.person).await?;
    let event = TaskAssigned::of(&record.secondment, &task, input.person);
    changed(cx, record, task, &event).await
}

/// Puts a task on the list that is in no catalogue. A host manager adds what both sides see.
///
/// # Errors
/// A refusal for anybody but the desk and the two managers; invalid by field.
pub async fn add(cx: &mut Cx, number: &str, input: &AddInput) -> Result<(Record, Task)> {
    let record = secondments::store::load(cx, number).await?;
    let s = &record.secondment;
    if !access::may_add(&record) {
        return Err(Error::refused("not_yours", "Tasks are added by the desk at home and the two managers."));
    }
    if s.workflow.is_final() || s.workflow == secondments::Workflow::Idea {
        return Err(Error::refused("not_now", "Tasks are added between the proposal and the end."));
    }
    input.check()?;
    let count = store::of_record(cx, s.id).await?.iter().filter(|task| task.item().is_none()).count();
    if count >= MOST_OWN {
        return Err(Error::refused(
            "too_many",
            "There are a hundred added tasks already. Settle some first.",
        ));
    }
    let code = format!("X{}", cx.next_number("task").await?);
    let new = NewTask {
        code: &code,
        title: input.title.trim().to_owned(),
        owner: input.owner,
        due: input.due,
        // what keeps somebody from starting is the desk's to say
        blocking: input.blocking && access::is_desk(&record),
        evidence: Evidence::None,
        reach: Reach::Shared,
        why: input.why.trim().to_owned(),
    };
    planning::add(cx, s, new).await?;
    let task = store::find(cx, s.id, &code).await?.ok_or(Error::NotFound)?;
    cx.record(&TaskAdded::of(s, &task, task.owner)).await?;
    Ok((record, task))
}

/// The most tasks that people add to one record.
const MOST_OWN: usize = 100;

async fn changed<E: crate::event::Event>(
    cx: &mut Cx,
    record: Record,
    task: Task,
    event: &E,
) -> Result<(Record, Task)> {
    store::save(cx, &task).await?;
    replan(cx, record.secondment.id).await?;
    cx.record(event).await?;
    let task = store::find(cx, record.secondment.id, &task.code).await?.ok_or(Error::NotFound)?;
    Ok((record, task))
}
