//! The rows on Home.

use sojourn_kit::error::Result;

use super::access::may_decide;
use super::store;
use crate::cx::Cx;
use crate::shell::words::short_day;
use crate::shell::{Action, Due, WorkRow};

/// What waits for the actor: a talk they have not noted yet, a review they decide.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    let open = store::open_for(cx).await?;
    let me = cx.actor.person;
    let row = |(need, name, in_review): (super::model::Need, String, bool)| {
        let decides = in_review && may_decide(&cx.actor, &need);
        let (title, label) = match decides {
            true => (format!("Decide the review that {name} asked for"), "Decide"),
            false if need.created_by == me => (format!("Talk with {name} and note it"), "Note the talk"),
            false => return None,
        };
        let href = format!("/needs/{}", need.number);
        Some(WorkRow {
            line: None,
            title,
            href: href.clone(),
            meta: vec![need.title.clone(), need.place.clone()],
            tags: Vec::new(),
            due: Some(Due::Later(format!("Starts {}", short_day(need.starts_on, today)))),
            action: Some(Action { label: label.to_owned(), href, about: need.number }),
        })
    };
    Ok(open.into_iter().filter_map(row).collect())
}
