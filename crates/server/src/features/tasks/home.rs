//! The actor's tasks on Home, beside the steps of the records, and the way back from a press too many.

use askama::Template;
use chrono::{Duration, NaiveDate};
use sojourn_kit::error::Result;

use super::model::Task;
use super::rows::{address, due, tag, tick};
use super::store::lists::{self, Wanted};
use super::{access, store};
use crate::cx::Cx;
use crate::features::secondments::list::Line;
use crate::features::secondments::{Record, status};
use crate::shell::{Markup, WorkRow};

/// How many days ahead a task needs somebody now.
const AHEAD_DAYS: i64 = 7;
/// How long a press can be taken back at once, in minutes.
const UNDO_MINUTES: i64 = 2;

/// The actor's tasks that are due within a week, the nearest first.
pub struct HomeTasks {
    /// With the day by which each is due.
    pub rows: Vec<(NaiveDate, WorkRow)>,
    /// How many there are in all.
    pub total: u64,
    /// The way back from the last press.
    pub undo: Option<Markup>,
}

/// What needs the actor now, beside what Home shows as a step of the record.
///
/// # Errors
/// When the database does not answer.
pub async fn for_home(cx: &mut Cx, form_id: &str, most: usize) -> Result<HomeTasks> {
    let today = cx.today();
    let until = Some(today + Duration::days(AHEAD_DAYS));
    let wanted = Wanted { until, beside_steps: true, ..Wanted::default() };
    let found = lists::mine(cx, &wanted, i64::try_from(most).unwrap_or(12)).await?;
    let shown = found.len() as u64;
    let total = if found.len() < most { shown } else { lists::count_mine(cx, &wanted).await?.max(shown) };
    let mut rows = Vec::with_capacity(found.len());
    for (task, line) in &found {
        rows.push((task.due_on.unwrap_or(today), work_row(task, line, form_id, "home", today)?));
    }
    Ok(HomeTasks { rows, total, undo: undo(cx, None, form_id, "home").await? })
}

/// A task as a row of a worklist, with its tick where other rows have the away-line.
///
/// # Errors
/// When the template fails: a fault of the product.
pub fn work_row(task: &Task, line: &Line, form_id: &str, back: &str, today: NaiveDate) -> Result<WorkRow> {
    let s = &line.record.secondment;
    let is_mine = access::is_mine(&line.record, task);
    let word = tag(task, is_mine).filter(|_| task.state == super::model::TaskState::Started);
    Ok(WorkRow {
        line: Some(tick(&line.record, task, form_id, back)?),
        title: task.title.clone(),
        href: address(&s.number, task),
        meta: vec![format!("{}, {} to {}", line.person, line.home(), line.host()), s.number.clone()],
        tags: word.into_iter().chain(status::flags(s, today)).collect(),
        due: task.due_on.map(|day| due(day, today)),
        action: None,
    })
}

#[derive(Template)]
#[template(path = "features/tasks/undo.html")]
struct Undo<'a> {
    title: &'a str,
    act: String,
    version: i64,
    form_id: &'a str,
    back: &'a str,
}

/// The way back from what the actor finished a moment ago, on one record or on any.
///
/// # Errors
/// When the database does not answer.
pub async fn undo(cx: &mut Cx, on: Option<&Record>, form_id: &str, back: &str) -> Result<Option<Markup>> {
    let since = cx.now() - Duration::minutes(UNDO_MINUTES);
    let record = on.map(|record| record.secondment.id);
    let Some((task, number)) = store::lists::just_done(cx, since, record).await? else { return Ok(None) };
    let act = format!("/secondments/{number}/tasks/{}/reopening", task.code);
    crate::page::part(&Undo { title: &task.title, act, version: task.version, form_id, back }).map(Some)
}
