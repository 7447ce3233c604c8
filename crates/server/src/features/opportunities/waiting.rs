//! What waits for somebody here, for Home.

use sojourn_kit::error::Result;

use super::model::State;
use super::store;
use crate::actor::{OrganisationId, Role};
use crate::cx::Cx;
use crate::shell::words::short_day;
use crate::shell::{Action, Due, WorkRow};

/// Postings to approve, and those that came back to their author.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    let mut rows = Vec::new();
    let desk: Vec<OrganisationId> = cx
        .actor
        .roles
        .iter()
        .filter(|(_, role)| matches!(role, Role::ProgrammeAdmin | Role::Hr))
        .map(|(organisation, _)| *organisation)
        .collect();
    for o in store::to_approve(cx, &desk).await? {
        rows.push(WorkRow {
            line: None,
            title: format!("Approve the posting “{}”", o.title),
            href: format!("/opportunities/{}", o.number),
            meta: vec![o.host(), o.when(today)],
            tags: Vec::new(),
            due: o.closes_on.map(|day| Due::Later(format!("Closes {}", short_day(day, today)))),
            action: Some(Action {
                label: "Read".to_owned(),
                href: format!("/opportunities/{}", o.number),
                about: o.title,
            }),
        });
    }
    let me = cx.actor.person;
    let sent_back = |o: &super::Opportunity| o.author == me && o.state == State::Draft && !o.note.is_empty();
    for o in store::mine(cx, 20).await?.into_iter().filter(sent_back) {
        rows.push(WorkRow {
            line: None,
            title: format!("Change your posting “{}”", o.title),
            href: format!("/opportunities/{}", o.number),
            meta: vec![o.note],
            tags: Vec::new(),
            due: None,
            action: Some(Action {
                label: "Change".to_owned(),
                href: format!("/opportunities/{}/edit", o.number),
                about: o.title,
            }),
        });
    }
    Ok(rows)
}
