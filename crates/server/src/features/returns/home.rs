//! What waits on the way back, as rows of Home.

use chrono::NaiveDate;
use sojourn_kit::error::Result;

use super::store::{self, Waiting};
use crate::cx::Cx;
use crate::shell::words::short_day;
use crate::shell::{self, Due, Tag, Tone, WorkRow};

/// The rows, what alarms first.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    let mut rows = Vec::new();
    for one in store::alarms(cx).await? {
        let status = if one.what == "removed" { "Post removed" } else { "Post at risk" };
        let title = if one.is_own {
            "Your post at home: talk with your manager".to_owned()
        } else {
            format!("Say what {} comes back to", one.name)
        };
        let mut row = row(&one, title, "return-plan", "Open", None);
        row.tags.push(Tag::new(status, Tone::Bad));
        row.due = Some(Due::Soon("Now".to_owned()));
        rows.push(row);
    }
    for one in store::offers_of_mine(cx).await? {
        let title = format!("Answer the offer: {}", one.what);
        rows.push(row(&one, title, "return-plan", "Answer", None));
    }
    for one in store::calls(cx).await? {
        let page = format!("reentry/{}", one.what);
        rows.push(row(&one, format!("Call {}", one.name), &page, "Note the call", Some(today)));
    }
    for one in store::checks_of_mine(cx).await? {
        let page = format!("reentry/{}", one.what);
        let title = format!("Say how it is to be back: day {}", one.what);
        rows.push(row(&one, title, &page, "Answer", Some(today)));
    }
    for one in store::parts_missing(cx).await? {
        let title = match one.what.as_str() {
            "secondee" => "Write what you want to use at home".to_owned(),
            "host_manager" => format!("Write the handover with {}", one.name),
            _ => format!("Plan the return of {}", one.name),
        };
        let mut row = row(&one, title, "return-plan", "Write", None);
        row.due = one.due_on.map(|last| Due::Later(format!("Last day {}", short_day(last, today))));
        rows.push(row);
    }
    for one in store::proposals_to_answer(cx).await? {
        let title = format!("Answer {}’s proposal: {}", one.name, one.what);
        rows.push(row(&one, title, "skills-use", "Answer", None));
    }
    for one in store::promised_by_me(cx).await? {
        let title = format!("Pass on: {}", one.what);
        rows.push(row(&one, title, "skills-use", "Note it", Some(today)));
    }
    Ok(rows)
}

fn row(one: &Waiting, title: String, page: &str, label: &str, due: Option<NaiveDate>) -> WorkRow {
    let href = format!("/secondments/{}/{page}", one.number);
    WorkRow {
        line: None,
        title,
        href: href.clone(),
        meta: vec![one.title.clone(), one.number.clone()],
        tags: Vec::new(),
        due: due.zip(one.due_on).map(|(today, day)| due_words(day, today)),
        action: Some(shell::Action {
            label: label.to_owned(),
            href,
            about: format!("{}, {}", one.name, one.number),
        }),
    }
}

fn due_words(day: NaiveDate, today: NaiveDate) -> Due {
    match (day - today).num_days() {
        ..-1 => Due::Late(format!("{} days late", (today - day).num_days())),
        -1 => Due::Late("1 day late".to_owned()),
        0 => Due::Soon("Today".to_owned()),
        _ => Due::Soon(format!("By {}", short_day(day, today))),
    }
}
