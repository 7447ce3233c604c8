//! A task as a line: its tick, its title, who and by when.

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format::near;
use sojourn_kit::error::Result;

use super::access;
use super::model::{Evidence, Task, TaskState};
use super::names::Names;
use crate::features::secondments::Record;
use crate::shell::words::short_day;
use crate::shell::{Due, Markup, Tag, Tone};

/// The circle before a task. It is a button where one press is all that is needed.
#[derive(Template)]
#[template(path = "features/tasks/tick.html")]
struct Tick<'a> {
    /// Where the press goes; none when a press is not enough.
    act: Option<String>,
    title: &'a str,
    version: i64,
    form_id: &'a str,
    /// Where to go afterwards.
    back: &'a str,
    is_done: bool,
}

/// A line of a task list.
pub struct Row {
    pub(super) class: &'static str,
    pub(super) tick: Markup,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) note: String,
    pub(super) tag: Option<Tag>,
    pub(super) is_done: bool,
}

/// Lines one below the other.
#[derive(Template)]
#[template(path = "features/tasks/rows.html")]
pub struct Rows {
    pub(super) rows: Vec<Row>,
}

impl askama::filters::HtmlSafe for Rows {}

/// What the lines of one page share.
pub struct Lines<'a> {
    /// The record.
    pub record: &'a Record,
    /// Who is who.
    pub names: &'a Names,
    /// The page's one-time key.
    pub form_id: &'a str,
    /// Which page to come back to.
    pub back: &'a str,
    /// Today.
    pub today: NaiveDate,
}

impl Lines<'_> {
    /// The task as a line.
    ///
    /// # Errors
    /// When the template fails: a fault of the product.
    pub fn row(&self, task: &Task) -> Result<Row> {
        let is_mine = access::is_mine(self.record, task);
        let class = match task.state {
            TaskState::Done | TaskState::NotNeeded => "done",
            TaskState::NotYet => "locked",
            _ => "",
        };
        Ok(Row {
            class,
            tick: tick(self.record, task, self.form_id, self.back)?,
            title: task.title.clone(),
            href: address(&self.record.secondment.number, task),
            note: self.note(task, is_mine),
            tag: tag(task, is_mine),
            is_done: task.state == TaskState::Done,
        })
    }

    /// "Alison Burke, due Fri 11 Dec", what it waits for, or how it was settled.
    fn note(&self, task: &Task, is_mine: bool) -> String {
        let who = if is_mine { "You".to_owned() } else { self.names.owner(task) };
        match task.state {
            TaskState::NotYet => task.outcome.clone(),
            TaskState::Done | TaskState::NotNeeded => {
                let day = task.settled_on.map(|day| near(day, self.today));
                let by = task.settled_by.and_then(|person| self.names.person(person));
                let first = [day, by].into_iter().flatten().collect::<Vec<_>>().join(", ");
                let outcome = task.outcome.trim();
                if outcome.is_empty() { first } else { format!("{first}. {outcome}") }
            }
            _ => match task.due_on {
                Some(day) => format!("{who}, {}", due_words(day, self.today)),
                None => who,
            },
        }
    }
}

/// "due Thu 26 Nov", "due today", "3 days late".
#[must_use]
pub fn due_words(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        0 => "due today".to_owned(),
        1 => "1 day late".to_owned(),
        late @ 2.. => format!("{late} days late"),
        _ => format!("due {}", short_day(day, today)),
    }
}

/// When it is due, for a row of a worklist.
#[must_use]
pub fn due(day: NaiveDate, today: NaiveDate) -> Due {
    let words = due_words(day, today);
    let mut letters = words.chars();
    let words = letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str());
    match (day - today).num_days() {
        ..0 => Due::Late(words),
        0..=7 => Due::Soon(words),
        _ => Due::Later(words),
    }
}

/// The state in a word; done is told by the tick.
#[must_use]
pub fn tag(task: &Task, is_mine: bool) -> Option<Tag> {
    let tone = match task.state {
        TaskState::Done => return None,
        TaskState::ToDo if is_mine => Tone::Warn,
        TaskState::ToDo | TaskState::NotNeeded => Tone::Quiet,
        TaskState::Started => Tone::Info,
        TaskState::NotYet => Tone::Line,
    };
    Some(Tag::new(task.state.label(), tone))
}

/// The address of a task's own page.
#[must_use]
pub fn address(number: &str, task: &Task) -> String {
    format!("/secondments/{number}/tasks/{}", task.code)
}

/// The circle before a task: a button where the reader may finish it and nothing has to be said.
///
/// # Errors
/// When the template fails: a fault of the product.
pub fn tick(record: &Record, task: &Task, form_id: &str, back: &str) -> Result<Markup> {
    let is_quick = task.evidence == Evidence::None && access::decide_done(record, task).is_ok();
    let act = is_quick.then(|| format!("{}/completion", address(&record.secondment.number, task)));
    let is_done = task.state == TaskState::Done;
    crate::page::part(&Tick { act, title: &task.title, version: task.version, form_id, back, is_done })
}
