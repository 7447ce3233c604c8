//! All of the reader's tasks across records: overdue, this week, later; page by page.

use askama::Template;
use chrono::{Duration, NaiveDate};
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Search};

use crate::door::Door;
use crate::features::secondments::list::Line;
use crate::features::tasks::home::{undo, work_row};
use crate::features::tasks::model::{Task, TaskId};
use crate::features::tasks::store::lists::{self, After, Wanted};
use crate::page::{frame, render};
use crate::shell::words::counted;
use crate::shell::{Downloads, Empty, Frame, Markup, Pager, Place, WorkList};

/// Tasks on one page.
const PAGE: i64 = 25;

#[derive(Template)]
#[template(path = "features/tasks/pages/mine.html")]
struct MinePage {
    frame: Frame,
    lede: String,
    undo: Option<Markup>,
    lists: Vec<WorkList>,
    empty: Option<Empty>,
    downloads: Downloads,
    pager: Pager,
}

/// Which page of the list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MineQuery {
    /// Only what comes after this in the list: the next page.
    #[serde(default)]
    pub after: Option<String>,
}

impl MineQuery {
    /// The part of the list that is wanted.
    ///
    /// # Errors
    /// Invalid when the place in the list means nothing.
    pub fn check(&self) -> Result<Wanted> {
        let text = self.after.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let after = text.map(parse).transpose()?;
        Ok(Wanted { after, ..Wanted::default() })
    }
}

/// The place of a task in the list, for an address.
#[must_use]
pub fn cursor(task: &Task) -> String {
    let day = task.due_on.map_or_else(String::new, |day| day.to_string());
    format!("{day}.{}", task.id)
}

fn parse(text: &str) -> Result<After> {
    let wrong = || Error::field("after", "This is no place in the list. Start again without it.");
    let (day, id) = text.split_once('.').ok_or_else(wrong)?;
    let day: NaiveDate = day.parse().map_err(|_| wrong())?;
    let id: TaskId = id.parse().map_err(|_| wrong())?;
    Ok(After { day, id })
}

/// One page of the reader's tasks, and whether there are more.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &mut crate::cx::Cx, wanted: &Wanted) -> Result<(Vec<(Task, Line)>, bool)> {
    let mut found = lists::mine(cx, wanted, PAGE + 1).await?;
    let most = usize::try_from(PAGE).unwrap_or(25);
    let has_more = found.len() > most;
    found.truncate(most);
    Ok((found, has_more))
}

/// `GET /tasks`
pub async fn show(door: Door, Search(query): Search<MineQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let wanted = query.check()?;
    let (found, has_more) = page(&mut cx, &wanted).await?;
    let total = lists::count_mine(&mut cx, &Wanted::default()).await?;
    let frame = frame(&door, "My tasks", Some(Place::Tasks));
    let today = cx.today();
    let next = found.last().filter(|_| has_more).map(|(task, _)| format!("/tasks?after={}", cursor(task)));
    let is_first = wanted.after.is_none();
    let undo = undo(&mut cx, None, &frame.form_id, "tasks").await?;
    let page = MinePage {
        lede: if total == 0 {
            String::new()
        } else {
            format!("{}, the nearest first.", counted(total, "task", "tasks"))
        },
        lists: lists(&found, &frame.form_id, today)?,
        empty: found.is_empty().then(nothing),
        downloads: Downloads::whole("/tasks"),
        pager: Pager { newer: (!is_first).then(|| "/tasks".to_owned()), older: next },
        undo,
        frame,
    };
    render(&page)
}

fn nothing() -> Empty {
    Empty {
        title: "No tasks wait for you".to_owned(),
        text: "When a secondment that you are part of needs something from you, it stands here.".to_owned(),
        action: None,
    }
}

/// Overdue, this week and later, each under its heading.
fn lists(found: &[(Task, Line)], form_id: &str, today: NaiveDate) -> Result<Vec<WorkList>> {
    let week = today + Duration::days(7);
    let group = |task: &Task| match task.due_on {
        Some(day) if day < today => 0,
        Some(day) if day <= week => 1,
        _ => 2,
    };
    let mut all = Vec::new();
    for (at, id, heading) in [(0, "overdue", "Overdue"), (1, "this-week", "This week"), (2, "later", "Later")]
    {
        let mut rows = Vec::new();
        for (task, line) in found.iter().filter(|(task, _)| group(task) == at) {
            rows.push(work_row(task, line, form_id, "tasks", today)?);
        }
        if !rows.is_empty() {
            all.push(WorkList { id, heading: heading.to_owned(), total: rows.len() as u64, all: None, rows });
        }
    }
    Ok(all)
}
