//! The task list of a record: by phase, with who and by when, and how far it is.

use askama::Template;
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Route, Search};

use crate::door::Door;
use crate::features::secondments::{self, Head, Record, RecordTab, Slice, head};
use crate::features::tasks::home::undo;
use crate::features::tasks::model::{Phase, Task, TaskState};
use crate::features::tasks::names::Names;
use crate::features::tasks::rows::{Lines, Rows};
use crate::features::tasks::{access, catalogue, store};
use crate::page::{self, render};
use crate::shell::{Downloads, Empty, Frame, Link, Markup, Meter, Place, Tone};

crate::word_enum!(
    /// Which tasks are shown.
    Show {
        /// What is still to be done.
        Open => "open", "Open";
        /// The reader's own.
        Mine => "mine", "Mine";
        /// All of them.
        All => "all", "All";
    }
);

/// Which tasks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    show: Option<String>,
}

impl ListQuery {
    /// Which tasks are shown; those that are open unless somebody says otherwise.
    pub(super) fn wanted(&self) -> Show {
        self.show.as_deref().and_then(Show::parse).unwrap_or(Show::Open)
    }
}

/// A choice of what is shown.
struct Choice {
    label: String,
    href: String,
    current: bool,
}

struct Part {
    id: &'static str,
    heading: &'static str,
    note: String,
    rows: Rows,
}

#[derive(Template)]
#[template(path = "features/tasks/pages/list.html")]
struct ListPage {
    frame: Frame,
    head: Head,
    meter: Meter,
    waits: String,
    choices: Vec<Choice>,
    undo: Option<Markup>,
    parts: Vec<Part>,
    empty: Option<Empty>,
    add: Option<String>,
    downloads: Downloads,
}

/// The tasks of a record that the reader sees, in the order of a life.
///
/// # Errors
/// [`Error::Forbidden`] for those who see the record but not its tasks.
pub async fn tasks_of(cx: &mut crate::cx::Cx, record: &Record) -> Result<Vec<Task>> {
    if !record.standing.sees(Slice::Tasks) {
        return Err(Error::Forbidden);
    }
    let mut tasks = store::of_record(cx, record.secondment.id).await?;
    tasks.retain(|task| access::sees(record, task));
    let place = |task: &Task| catalogue::all().position(|item| item.code == task.code);
    tasks.sort_by_key(|task| (task.phase, place(task), task.due_on, task.id));
    Ok(tasks)
}

/// How many are done of how many that are needed.
#[must_use]
pub fn progress(tasks: &[Task]) -> (usize, usize) {
    let needed = tasks.iter().filter(|task| task.state != TaskState::NotNeeded).count();
    (tasks.iter().filter(|task| task.state == TaskState::Done).count(), needed)
}

/// `GET /secondments/{number}/tasks`
pub async fn show(
    door: Door,
    Route(number): Route<String>,
    Search(query): Search<ListQuery>,
) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, &number).await?;
    let show = query.wanted();
    let tasks = tasks_of(&mut cx, &record).await?;
    let head = head(&mut cx, &record, RecordTab::Tasks).await?;
    let frame = page::frame(&door, format!("Tasks, {}", head.title), Some(Place::Secondments));
    let names = Names::of(&mut cx, &record.secondment, &tasks).await?;
    let back = format!("list-{}", show.as_str());
    let lines =
        Lines { record: &record, names: &names, form_id: &frame.form_id, back: &back, today: cx.today() };
    let parts = parts(&lines, &tasks, show)?;
    let page = ListPage {
        meter: meter(&tasks),
        waits: waits(&tasks),
        choices: choices(&record, &tasks, show),
        undo: undo(&mut cx, Some(&record), &frame.form_id, &back).await?,
        empty: parts.is_empty().then(|| nothing(&tasks)),
        downloads: Downloads::of(
            |file| format!("{file}?show={}", show.as_str()),
            &format!("/secondments/{number}/tasks"),
        ),
        add: access::may_add(&record).then(|| format!("/secondments/{number}/tasks/new")),
        parts,
        frame,
        head,
    };
    render(&page)
}

fn meter(tasks: &[Task]) -> Meter {
    let (done, needed) = progress(tasks);
    let percent = u8::try_from(done * 100 / needed.max(1)).unwrap_or(100);
    let tone = if needed > 0 && done == needed { Tone::Good } else { Tone::Quiet };
    Meter { percent, words: format!("{done} of {needed} done"), tone }
}

/// What the start still waits for, in one line.
fn waits(tasks: &[Task]) -> String {
    match tasks.iter().filter(|task| task.blocking && task.state.is_open()).count() {
        0 => String::new(),
        1 => "The start waits for one of them.".to_owned(),
        many => format!("The start waits for {many} of them."),
    }
}

/// Whether a task is among those that are shown.
pub(super) fn is_shown(record: &Record, task: &Task, show: Show) -> bool {
    match show {
        Show::Open => task.state.is_open(),
        Show::Mine => access::is_mine(record, task),
        Show::All => true,
    }
}

fn choices(record: &Record, tasks: &[Task], current: Show) -> Vec<Choice> {
    let number = &record.secondment.number;
    let choice = |show: &Show| Choice {
        label: format!(
            "{} {}",
            show.label(),
            tasks.iter().filter(|task| is_shown(record, task, *show)).count()
        ),
        href: format!("/secondments/{number}/tasks?show={}", show.as_str()),
        current: *show == current,
    };
    Show::ALL.iter().map(choice).collect()
}

fn parts(lines: &Lines<'_>, tasks: &[Task], show: Show) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    for phase in Phase::ALL {
        let of_phase: Vec<&Task> = tasks.iter().filter(|task| task.phase == *phase).collect();
        let shown = of_phase.iter().filter(|task| is_shown(lines.record, task, show));
        let rows = shown.map(|task| lines.row(task)).collect::<Result<Vec<_>>>()?;
        if rows.is_empty() {
            continue;
        }
        let needed = of_phase.iter().filter(|task| task.state != TaskState::NotNeeded).count();
        let done = of_phase.iter().filter(|task| task.state == TaskState::Done).count();
        parts.push(Part {
            id: phase.as_str(),
            heading: phase.label(),
            note: format!("{done} of {needed} done"),
            rows: Rows { rows },
        });
    }
    Ok(parts)
}

fn nothing(tasks: &[Task]) -> Empty {
    let (title, text) = if tasks.is_empty() {
        ("No tasks yet", "The list opens when the proposal is sent.")
    } else {
        ("Nothing here", "No task fits this choice. All of them are one link away.")
    };
    Empty {
        title: title.to_owned(),
        text: text.to_owned(),
        action: (!tasks.is_empty()).then(|| Link::new("Show all", "?show=all")),
    }
}
