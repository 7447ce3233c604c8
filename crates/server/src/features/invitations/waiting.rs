//! The rows on Home.

use sojourn_kit::error::Result;

use super::store;
use crate::cx::Cx;
use crate::shell::words::short_day;
use crate::shell::{Action, Due, WorkRow};

/// What waits for the actor: their own answer, and questions of those they invited.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    let rows = store::waiting(cx).await?;
    Ok(rows
        .into_iter()
        .map(|one| {
            let href = format!("/invitations/{}", one.number);
            let by = format!("By {}", short_day(one.answer_by, today));
            let (title, label) = match &one.asked_by {
                Some(name) => (format!("Answer {name}’s question about “{}”", one.title), "Answer"),
                None => (format!("You are invited: {} at {}", one.title, one.host), "Read and answer"),
            };
            WorkRow {
                line: None,
                title,
                href: href.clone(),
                meta: vec![one.host.clone()],
                tags: Vec::new(),
                due: Some(if (one.answer_by - today).num_days() <= 2 {
                    Due::Soon(by)
                } else {
                    Due::Later(by)
                }),
                action: Some(Action {
                    label: label.to_owned(),
                    href,
                    about: format!("{}, {}", one.title, one.number),
                }),
            }
        })
        .collect())
}
