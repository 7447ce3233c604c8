//! The rows on Home.

use chrono::NaiveDate;
use sojourn_kit::error::Result;

use super::model::{By, Kind, Line, View, appeal_deadline};
use super::store;
use crate::cx::Cx;
use crate::shell::words::short_day;
use crate::shell::{Action, Due, WorkRow};

/// The most rows.
const MOST: usize = 10;

/// What waits for the actor: steps to approve, appeals, releases in somebody's place, questions, and steps that nobody
/// can decide.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    let (lines, _) = store::lists::page(cx, View::Waiting, None, MOST).await?;
    // a release of one's own report is a step of the record, and stands among those
    let shown = lines.iter().filter(|line| line.kind != Kind::Release || line.in_place_of.is_some());
    let mut rows: Vec<WorkRow> = shown.map(|line| row(line, today)).collect();
    for (number, name) in store::lists::questions(cx).await? {
        let href = format!("/secondments/{number}/approvals");
        rows.push(plain(format!("Answer the question about {name}’s secondment"), href, "Answer", number));
    }
    for (by, number, sees) in store::lists::unheld(cx).await? {
        rows.push(nobody(by, number, sees));
    }
    Ok(rows)
}

/// Where a line is decided.
#[must_use]
pub fn href(line: &Line) -> String {
    let page = match line.kind {
        Kind::Release => "release",
        Kind::Step => "approvals",
        Kind::Appeal => "appeal",
    };
    format!("/secondments/{}/{page}", line.number)
}

/// What is to be decided, as one line.
#[must_use]
pub fn title(line: &Line) -> String {
    match line.kind {
        Kind::Release => format!("Decide whether {} may go", line.person),
        Kind::Step => format!("Approve {}’s secondment", line.person),
        Kind::Appeal => format!("Answer {}’s appeal", line.person),
    }
}

/// By when, in words.
#[must_use]
pub fn due(line: &Line, today: NaiveDate) -> Option<Due> {
    let day = match line.kind {
        Kind::Step => line.due_on?,
        Kind::Appeal => appeal_deadline(line.cursor.at.date_naive()),
        Kind::Release => crate::features::proposals::deadline(line.cursor.at.date_naive()),
    };
    Some(match (today - day).num_days() {
        0 => Due::Soon("Due today".to_owned()),
        1 => Due::Late("1 day late".to_owned()),
        late @ 2.. => Due::Late(format!("{late} days late")),
        _ => Due::Later(format!("By {}", short_day(day, today))),
    })
}

/// A line as a row.
#[must_use]
pub fn row(line: &Line, today: NaiveDate) -> WorkRow {
    let mut meta = vec![line.title.clone()];
    meta.extend(By::parse(&line.by).map(|by| format!("As {}", by.label())));
    meta.extend(line.in_place_of.as_ref().map(|name| format!("For {name}")));
    meta.retain(|words| !words.trim().is_empty());
    let mut row = plain(title(line), href(line), "Decide", format!("{}, {}", line.person, line.number));
    row.meta = meta;
    row.due = due(line, today);
    row
}

fn plain(title: String, href: String, label: &str, about: String) -> WorkRow {
    WorkRow {
        line: None,
        title,
        href: href.clone(),
        meta: Vec::new(),
        tags: Vec::new(),
        due: None,
        action: Some(Action { label: label.to_owned(), href, about }),
    }
}

/// Nobody can decide a step. Whoever gives roles but sees no records reads the role and the number, nothing else.
fn nobody(by: By, number: String, sees: bool) -> WorkRow {
    let title = format!("Nobody can approve {number} as {}", by.label());
    let (href, label) = match sees {
        true => (format!("/secondments/{number}/approvals"), "Look"),
        false => ("/settings/roles".to_owned(), "Give the role"),
    };
    let mut row = plain(title, href, label, number);
    row.meta = vec!["It waits until somebody holds the role".to_owned()];
    row
}
