//! A new record: an idea of the actor's own, or what an application, an invitation, a need or a swap came to.

use sojourn_kit::error::{Error, Result};

use super::super::model::{Proposal, StartInput};
use super::super::store;
use crate::actor::Role;
use crate::cx::Cx;
use crate::features::people;
use crate::features::secondments::opening::Host;
use crate::features::secondments::{
    self, Opening, Paper, Presence, Record, Scope, Secondment, SecondmentId, Workflow,
};

/// Writes a new idea of the actor's own: home organisation, unit and manager come from their row.
///
/// # Errors
/// Invalid without a title; refused for somebody without an account on this installation.
pub async fn start(cx: &mut Cx, input: StartInput) -> Result<Record> {
    let title = checked_title(&input.title)?;
    let opening = Opening::own(cx.actor.person, input.scope, title);
    let opened = open(cx, opening).await?;
    secondments::store::load(cx, &opened.number).await.map_err(|error| match error {
        Error::NotFound => Error::internal("a new idea is not its writer's"),
        other => other,
    })
}

/// The title, if it will do.
pub(super) fn checked_title(title: &str) -> Result<String> {
    let title = title.trim().to_owned();
    if title.is_empty() {
        return Err(Error::field("title", "Say what the work there is, in a few words"));
    }
    if title.chars().count() > 200 {
        return Err(Error::field("title", "Shorten this to 200 characters"));
    }
    Ok(title)
}

/// Opens a draft from what is known. Whoever calls has made sure that this may be: the secondee consented, or
/// the author may write for them. The secondee and the author write it from here.
///
/// # Errors
/// When the database refuses.
pub async fn open(cx: &mut Cx, opening: Opening) -> Result<Secondment> {
    let secondee = people::store::brief(cx, opening.secondee).await?;
    let number = cx.next_number("secondment").await?;
    let own = Host { organisation: secondee.organisation, unit: None, manager: None };
    let host = opening.host.or((opening.scope == Scope::Internal).then_some(own));
    let secondment = Secondment {
        id: SecondmentId::new(cx.now()),
        number: format!("SO-{number:04}"),
        version: 1,
        workflow: Workflow::Idea,
        paper: Paper::None,
        presence: Presence::NotStarted,
        kind: opening.kind,
        scope: opening.scope,
        way_in: opening.way_in,
        title: opening.title,
        purpose: opening.purpose,
        secondee: secondee.id,
        author: opening.author,
        home_organisation: secondee.organisation,
        home_unit: secondee.unit,
        home_manager: secondee.manager,
        host_organisation: host.map(|host| host.organisation),
        host_unit: host.and_then(|host| host.unit),
        host_manager: host.and_then(|host| host.manager),
        place: opening.place,
        starts_on: opening.dates.map(|dates| dates.0),
        ends_on: opening.dates.map(|dates| dates.1),
        ends_with: String::new(),
        fte_bp: opening.fte_bp,
        recharged_at_cost: false,
        is_confidential: opening.is_confidential,
        created_at: cx.now(),
        updated_at: cx.now(),
    };
    secondments::store::insert(cx, &secondment).await?;
    secondments::store::grant(cx, &secondment, secondee.id, secondee.organisation, Role::Secondee, "home")
        .await?;
    store::insert(cx, secondment.id).await?;
    let known = Proposal {
        need: opening.need,
        skills: opening.skills,
        duties: opening.duties,
        ..Proposal::default()
    };
    store::save(cx, secondment.id, &known).await?;
    Ok(secondment)
}
