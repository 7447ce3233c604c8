//! What waits for somebody here, for Home: offers to answer, drafts to finish, applications to look at.

use sojourn_kit::error::Result;

use super::model::State;
use super::store;
use crate::cx::Cx;
use crate::shell::words::{counted, short_day};
use crate::shell::{Action, Due, WorkRow};

/// The rows for the actor.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    let mut rows = Vec::new();
    for (application, number, title) in store::own_waiting(cx).await? {
        let is_offer = application.state == State::Offered;
        let (words, label) =
            if is_offer { ("Answer the offer", "Answer") } else { ("Finish your application", "Finish") };
        let due = application.answer_by.filter(|_| is_offer).map(|day| match (day - today).num_days() {
            ..=0 => Due::Soon("Due today".to_owned()),
            1..=3 => Due::Soon(format!("By {}", short_day(day, today))),
            _ => Due::Later(format!("By {}", short_day(day, today))),
        });
        rows.push(row(
            &format!("{words}: {title}"),
            &format!("/opportunities/{number}/application"),
            label,
            due,
        ));
    }
    for (number, title, count) in store::to_look_at(cx).await? {
        let applied = counted(u64::try_from(count).unwrap_or(0), "application", "applications");
        let words = format!("Look at {applied}: {title}");
        rows.push(row(&words, &format!("/opportunities/{number}/shortlist"), "Open", None));
    }
    Ok(rows)
}

fn row(title: &str, href: &str, label: &str, due: Option<Due>) -> WorkRow {
    WorkRow {
        line: None,
        title: title.to_owned(),
        href: href.to_owned(),
        meta: Vec::new(),
        tags: Vec::new(),
        due,
        action: Some(Action { label: label.to_owned(), href: href.to_owned(), about: title.to_owned() }),
    }
}
