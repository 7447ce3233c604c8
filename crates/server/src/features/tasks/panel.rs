//! The card of the record page: what is open now, what opens next, what was done last.

use askama::Template;
use sojourn_kit::error::Result;

use super::model::{Task, TaskState};
use super::names::Names;
use super::rows::{Lines, Rows};
use super::{access, home, store};
use crate::cx::Cx;
use crate::features::secondments::{Record, Slice, Workflow};
use crate::shell::Markup;

/// Open tasks on the card.
const OPEN: usize = 3;

#[derive(Template)]
#[template(path = "features/tasks/panel.html")]
struct Panel {
    open: usize,
    all: usize,
    href: String,
    rows: Rows,
    undo: Option<Markup>,
}

/// The tasks of a record in short, for those who see them; nothing while there are none.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record, form_id: &str) -> Result<Option<Markup>> {
    let s = &record.secondment;
    if !record.standing.sees(Slice::Tasks) || s.workflow == Workflow::Idea {
        return Ok(None);
    }
    let mut tasks = store::of_record(cx, s.id).await?;
    tasks.retain(|task| access::sees(record, task));
    if tasks.is_empty() {
        return Ok(None);
    }
    let chosen = chosen(record, &tasks);
    let names = Names::of(cx, s, &chosen).await?;
    let lines = Lines { record, names: &names, form_id, back: "record", today: cx.today() };
    let rows = chosen.iter().map(|task| lines.row(task)).collect::<Result<_>>()?;
    let undo = home::undo(cx, Some(record), form_id, "record").await?;
    let panel = Panel {
        open: tasks.iter().filter(|task| is_now(task)).count(),
        all: tasks.iter().filter(|task| task.state != TaskState::NotNeeded).count(),
        href: format!("/secondments/{}/tasks", s.number),
        rows: Rows { rows },
        undo,
    };
    crate::page::part(&panel).map(Some)
}

fn is_now(task: &Task) -> bool {
    matches!(task.state, TaskState::ToDo | TaskState::Started)
}

/// The reader's own first, the nearest before the later; then one that opens later and one that was done last.
fn chosen(record: &Record, tasks: &[Task]) -> Vec<Task> {
    let mut open: Vec<&Task> = tasks.iter().filter(|task| is_now(task)).collect();
    open.sort_by_key(|task| (!access::is_mine(record, task), task.due_on.is_none(), task.due_on, task.id));
    let later = tasks.iter().filter(|task| task.state == TaskState::NotYet);
    let next = later.min_by_key(|task| (task.due_on.is_none(), task.due_on, task.id));
    let done = tasks.iter().filter(|task| task.state == TaskState::Done);
    let last = done.max_by_key(|task| (task.settled_by.is_some(), task.settled_on, task.id));
    open.into_iter().take(OPEN).chain(next).chain(last).cloned().collect()
}
