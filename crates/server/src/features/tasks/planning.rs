//! The checklist follows the record: made anew when something happens, and moved when its days move.

use sojourn_calendar::WorkingPattern;
use sojourn_kit::error::Result;

use super::catalogue;
use super::model::{FactKind, NewTask, Phase, Source, Task, TaskId, TaskState};
use super::plan::{self, fresh};
use super::store::{self, Background};
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::secondments::{Secondment, SecondmentId, Workflow};

/// Plans the record's checklist anew after any event of its life. Nothing is planned for a draft.
pub fn on_change<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move { replan(cx, SecondmentId(recorded.subject)).await })
}

/// A talk was noted: the talk of this week or month is done, and home's first one if home held it.
pub fn on_check_in<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let id = SecondmentId(recorded.subject);
        let background = store::background(cx, id).await?;
        let is_home = background.secondment.home_manager == Some(cx.actor.person);
        let codes: &[&str] = if is_home { &["C40", "C44"] } else { &["C39", "C43"] };
        for code in codes {
            let soon = cx.today() + chrono::Duration::days(NEAR_DAYS);
            let task = store::find(cx, id, code).await?;
            if task.is_some_and(|task| task.due_on.is_some_and(|due| due <= soon)) {
                done_by_event(cx, id, code, "The check-in").await?;
            }
        }
        Ok(())
    })
}

/// How long before its day a talk counts as the one that was due, in days.
const NEAR_DAYS: i64 = 7;

/// Makes the record's checklist fit what is known now: adds what applies, moves what is open, closes what no longer
/// applies, settles what the record knows. Doing it twice changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn replan(cx: &mut Cx, id: SecondmentId) -> Result<()> {
    let background = store::background(cx, id).await?;
    let s = &background.secondment;
    if s.workflow == Workflow::Idea {
        return Ok(());
    }
    let today = cx.today();
    let before = store::of_record(cx, id).await?;
    let missing: Vec<Task> = plan::plan(&background.facts)
        .into_iter()
        .filter(|planned| !before.iter().any(|task| task.code == planned.code))
        .filter_map(|planned| catalogue::find(planned.code))
        .map(|item| fresh(item, &background.facts, s, today, TaskId::new(cx.now())))
        .collect();
    let mut all = before.clone();
    all.extend(missing);
    let after = plan::settle(&all, &background.facts, &background.known, today);
    let (known, new) = after.split_at(before.len());
    store::insert(cx, new).await?;
    for (was, is) in before.iter().zip(known) {
        if was != is {
            store::save(cx, is).await?;
        }
    }
    Ok(())
}

/// Adds a task to a record, or changes the open one of the same code; one that is settled stays settled.
///
/// # Errors
/// When the database refuses.
pub async fn add(cx: &mut Cx, s: &Secondment, new: NewTask<'_>) -> Result<()> {
    let due = new.due.map(|due| WorkingPattern::STANDARD.on_or_after(due));
    if let Some(mut task) = store::find(cx, s.id, new.code).await? {
        let is_same = task.title == new.title && task.due_on == due && task.owner == new.owner;
        if !task.state.is_open() || is_same {
            return Ok(());
        }
        (task.title, task.why, task.owner) = (new.title, new.why, new.owner);
        (task.due_on, task.blocking) = (due, new.blocking);
        return store::save(cx, &task).await;
    }
    let task = Task {
        id: TaskId::new(cx.now()),
        secondment: s.id,
        code: new.code.to_owned(),
        phase: Phase::Own,
        title: new.title,
        why: new.why,
        owner: new.owner,
        person: None,
        reach: new.reach,
        due_on: due,
        round: 1,
        blocking: new.blocking,
        evidence: new.evidence,
        state: TaskState::ToDo,
        source: Source::Event,
        outcome: String::new(),
        opened_on: cx.today(),
        settled_on: None,
        settled_by: None,
        version: 1,
    };
    store::insert(cx, std::slice::from_ref(&task)).await?;
    store::note(cx, &task, FactKind::Added, "", None, None).await
}

/// Another feature knows that a task is done: `how` says how, in a few words that everybody on the record may read.
/// A task that is not there, or is settled, is left alone.
///
/// # Errors
/// When the database refuses.
pub async fn done_by_event(cx: &mut Cx, id: SecondmentId, code: &str, how: &str) -> Result<()> {
    let Some(mut task) = store::find(cx, id, code).await?.filter(|task| task.state.is_open()) else {
        return Ok(());
    };
    let Background { facts, .. } = store::background(cx, id).await?;
    let today = cx.today();
    store::note(cx, &task, FactKind::Done, how, Some(today), None).await?;
    let days = task.item().map(|item| plan::days(item, &facts)).unwrap_or_default();
    plan::complete(&mut task, &days, today, how.to_owned());
    settled_by(cx, &mut task, Source::Event);
    store::save(cx, &task).await?;
    replan(cx, id).await
}

/// Another feature knows that one time of a repeated task is done, such as the second of four: that time and those before
/// it, which were missed, are passed over. A time that is behind the task already changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn round_done_by_event(
    cx: &mut Cx,
    id: SecondmentId,
    code: &str,
    round: i64,
    how: &str,
) -> Result<()> {
    let task = store::find(cx, id, code).await?;
    if task.is_some_and(|task| task.round <= round) {
        done_by_event(cx, id, code, how).await?;
    }
    Ok(())
}

/// Something that an item waits for has happened: it is due from now on, by that day.
///
/// # Errors
/// When the database refuses.
pub async fn occurs(cx: &mut Cx, id: SecondmentId, code: &str, due: chrono::NaiveDate) -> Result<()> {
    let Some(mut task) = store::find(cx, id, code).await?.filter(|task| task.state.is_open()) else {
        return Ok(());
    };
    task.due_on = Some(WorkingPattern::STANDARD.on_or_after(due));
    store::save(cx, &task).await?;
    replan(cx, id).await
}

/// A task of another feature does not have to be done any more, with the reason.
///
/// # Errors
/// When the database refuses.
pub async fn not_needed(cx: &mut Cx, id: SecondmentId, code: &str, reason: &str) -> Result<()> {
    let Some(mut task) = store::find(cx, id, code).await?.filter(|task| task.state.is_open()) else {
        return Ok(());
    };
    store::note(cx, &task, FactKind::Waived, reason, None, None).await?;
    task.state = TaskState::NotNeeded;
    reason.clone_into(&mut task.outcome);
    task.settled_on = Some(cx.today());
    settled_by(cx, &mut task, Source::Event);
    store::save(cx, &task).await?;
    replan(cx, id).await
}

/// Notes who settled a task, if it is settled now rather than open for its next time.
pub(super) fn settled_by(cx: &Cx, task: &mut Task, source: Source) {
    if !task.state.is_open() {
        task.source = source;
        task.settled_by = store::actor(cx);
    }
}
