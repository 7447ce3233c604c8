//! Follow-ups that wait for the reader, as rows of Home.

use sojourn_kit::error::Result;

use super::model::after;
use super::store;
use crate::actor::Role;
use crate::cx::Cx;
use crate::shell::words::short_day;
use crate::shell::{self, Due, WorkRow};

/// The roles of those for whom something of this feature may wait on Home.
pub const WAITS_FOR: &[Role] = &[Role::Secondee, Role::HomeManager, Role::ProgrammeAdmin, Role::Hr];

/// The rows, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    let waiting = store::waiting(cx).await?;
    Ok(waiting
        .into_iter()
        .map(|one| {
            let href = format!("/secondments/{}/follow-ups/{}", one.number, one.months);
            let whose =
                if one.is_own { "your time away".to_owned() } else { format!("{}’s time away", one.name) };
            WorkRow {
                line: None,
                title: format!("Say what became of {whose}"),
                href: href.clone(),
                meta: vec![format!("{} on", after(one.months)), one.title, one.number.clone()],
                tags: Vec::new(),
                due: Some(Due::Later(format!("Since {}", short_day(one.due_on, today)))),
                action: Some(shell::Action {
                    label: "Answer".to_owned(),
                    href,
                    about: format!("{}, {}", one.name, one.number),
                }),
            }
        })
        .collect())
}
