//! What the start gate asks of the checklist: which tasks it still waits for, and which are settled.

use sojourn_calendar::format::near;
use sojourn_kit::error::Result;

use super::model::{Task, TaskState};
use super::names::Names;
use super::{access, store};
use crate::cx::Cx;
use crate::features::secondments::Record;

/// A task that keeps the start gate closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTask {
    /// Its code.
    pub code: String,
    /// What is to be done.
    pub title: String,
    /// Who has to do it.
    pub who: String,
}

/// A task that the start would have waited for, and how it was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Its code.
    pub code: String,
    /// How it is known, with who settled it: "Badge works (Fiona Achterberg, 4 Dec)".
    pub how: String,
}

/// The tasks that the start waits for and that are neither done nor left out by somebody with authority.
///
/// # Errors
/// When the database does not answer.
pub async fn blocking_open(cx: &mut Cx, record: &Record) -> Result<Vec<OpenTask>> {
    let tasks = blocking(cx, record).await?;
    let names = Names::of(cx, &record.secondment, &tasks).await?;
    let open = tasks.iter().filter(|task| task.state.is_open());
    Ok(open
        .map(|task| OpenTask { code: task.code.clone(), title: task.title.clone(), who: names.owner(task) })
        .collect())
}

/// The tasks that the start would have waited for and that are settled.
///
/// # Errors
/// When the database does not answer.
pub async fn settled(cx: &mut Cx, record: &Record) -> Result<Vec<Settled>> {
    let tasks = blocking(cx, record).await?;
    let names = Names::of(cx, &record.secondment, &tasks).await?;
    let today = cx.today();
    let closed = tasks.iter().filter(|task| !task.state.is_open());
    Ok(closed
        .map(|task| {
            let words = match (task.state, task.outcome.trim_end_matches('.')) {
                (TaskState::NotNeeded, reason) => format!("Not needed: {reason}"),
                (_, "") => "Done".to_owned(),
                (_, evidence) => evidence.to_owned(),
            };
            let by = task.settled_by.and_then(|person| names.person(person));
            let day = task.settled_on.map(|day| near(day, today));
            let who = [by, day].into_iter().flatten().collect::<Vec<_>>().join(", ");
            let how = if who.is_empty() { words } else { format!("{words} ({who})") };
            Settled { code: task.code.clone(), how }
        })
        .collect())
}

async fn blocking(cx: &mut Cx, record: &Record) -> Result<Vec<Task>> {
    let mut tasks = store::of_record(cx, record.secondment.id).await?;
    tasks.retain(|task| task.blocking && access::sees(record, task));
    Ok(tasks)
}
