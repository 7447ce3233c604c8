//! The calls to make, as rows of Home.

use chrono::NaiveDate;
use sojourn_kit::error::Result;

use super::model::Call;
use super::store;
use crate::cx::Cx;
use crate::shell::words::short_day;
use crate::shell::{self, Due, WorkRow};

/// The most calls on Home.
const MOST: i64 = 10;

/// The calls that the actor should make, the most urgent first.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    Ok(store::open_calls(cx, MOST).await?.iter().map(|call| row(call, today)).collect())
}

/// A call as a row of work.
#[must_use]
pub fn row(call: &Call, today: NaiveDate) -> WorkRow {
    let href = format!("/pulse/calls/{}", call.id);
    WorkRow {
        line: None,
        title: format!("Call {}", call.name),
        href: href.clone(),
        meta: vec![format!("{} in the weekly pulse", call.reason.label()), call.number.clone()],
        tags: Vec::new(),
        due: Some(due(call.due_on, today)),
        action: Some(shell::Action {
            label: "Note the call".to_owned(),
            href,
            about: format!("with {}", call.name),
        }),
    }
}

fn due(day: NaiveDate, today: NaiveDate) -> Due {
    match (day - today).num_days() {
        ..-1 => Due::Late(format!("{} days late", (today - day).num_days())),
        -1 => Due::Late("1 day late".to_owned()),
        0 => Due::Soon("Call today".to_owned()),
        _ => Due::Soon(format!("By {}", short_day(day, today))),
    }
}
