//! What waits on the way back, as rows of Home.

use chrono::NaiveDate;
use sojourn_kit::error::Result;

use super::store::{self, Waiting};
use crate::actor::Role;
use crate::cx::Cx;
use crate::features::secondments::mine::RolesHeld;
use crate::shell::words::short_day;
use crate::shell::{self, Due, Tag, Tone, WorkRow};

/// Those who may have to do with a record on the way back: each kind of row is looked for only for them.
const OWN: &[Role] = &[Role::Secondee];
const MANAGER: &[Role] = &[Role::HomeManager];
const DESK: &[Role] = &[Role::ProgrammeAdmin, Role::Hr];
const THE_THREE: &[Role] = &[Role::Secondee, Role::HomeManager, Role::HostManager];

/// The rows, what alarms first.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(cx: &mut Cx, held: &RolesHeld) -> Result<Vec<WorkRow>> {
    let (today, mut rows) = (cx.today(), Vec::new());
    if [OWN, MANAGER, DESK].iter().any(|roles| held.any(roles)) {
        rows.extend(store::alarms(cx).await?.iter().map(alarm));
    }
    if held.any(OWN) {
        rows.extend(
            store::offers_of_mine(cx).await?.iter().map(|one| {
                row(one, format!("Answer the offer: {}", one.what), "return-plan", "Answer", None)
            }),
        );
    }
    if held.any(DESK) {
        rows.extend(store::calls(cx).await?.iter().map(|one| {
            let page = format!("reentry/{}", one.what);
            row(one, format!("Call {}", one.name), &page, "Note the call", Some(today))
        }));
    }
    if held.any(OWN) {
        rows.extend(store::checks_of_mine(cx).await?.iter().map(|one| {
            let page = format!("reentry/{}", one.what);
            let title = format!("Say how it is to be back: day {}", one.what);
            row(one, title, &page, "Answer", Some(today))
        }));
    }
    if held.any(THE_THREE) {
        rows.extend(store::parts_missing(cx).await?.iter().map(|one| part(one, today)));
    }
    if held.any(MANAGER) {
        rows.extend(store::proposals_to_answer(cx).await?.iter().map(|one| {
            let title = format!("Answer {}’s proposal: {}", one.name, one.what);
            row(one, title, "skills-use", "Answer", None)
        }));
    }
    if held.any(OWN) {
        rows.extend(
            store::promised_by_me(cx)
                .await?
                .iter()
                .map(|one| row(one, format!("Pass on: {}", one.what), "skills-use", "Note it", Some(today))),
        );
    }
    Ok(rows)
}

/// A post at home that nobody can promise.
fn alarm(one: &Waiting) -> WorkRow {
    let status = if one.what == "removed" { "Post removed" } else { "Post at risk" };
    let title = if one.is_own {
        "Your post at home: talk with your manager".to_owned()
    } else {
        format!("Say what {} comes back to", one.name)
    };
    let mut row = row(one, title, "return-plan", "Open", None);
    row.tags.push(Tag::new(status, Tone::Bad));
    row.due = Some(Due::Soon("Now".to_owned()));
    row
}

/// A part of the plan that is not written yet.
fn part(one: &Waiting, today: NaiveDate) -> WorkRow {
    let title = match one.what.as_str() {
        "secondee" => "Write what you want to use at home".to_owned(),
        "host_manager" => format!("Write the handover with {}", one.name),
        _ => format!("Plan the return of {}", one.name),
    };
    let mut row = row(one, title, "return-plan", "Write", None);
    row.due = one.due_on.map(|last| Due::Later(format!("Last day {}", short_day(last, today))));
    row
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
