//! A new idea.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::super::model::StartInput;
use super::super::store;
use crate::actor::Role;
use crate::cx::Cx;
use crate::features::people;
use crate::features::secondments::{
    self, Kind, Paper, Presence, Record, Scope, Secondment, SecondmentId, Workflow,
};

/// Writes a new idea of the actor's own: home organisation, unit and manager come from their row.
///
/// # Errors
/// Invalid without a title; refused for somebody without an account on this installation.
pub async fn start(cx: &mut Cx, input: StartInput) -> Result<Record> {
    let title = input.title.trim().to_owned();
    let mut errors = FieldErrors::default();
    if title.is_empty() {
        errors.add("title", "Say what you’d like to do there, in a few words");
    } else if title.chars().count() > 200 {
        errors.add("title", "Shorten this to 200 characters");
    }
    errors.check()?;
    let me = people::store::brief(cx, cx.actor.person).await?;
    let number = cx.next_number("secondment").await?;
    let (kind, host) = match input.scope {
        Scope::Internal => (Kind::CrossDepartmental, Some(me.organisation)),
        Scope::External => (Kind::InterOrganisational, None),
    };
    let secondment = Secondment {
        id: SecondmentId::new(cx.now()),
        number: format!("SO-{number:04}"),
        version: 1,
        workflow: Workflow::Idea,
        paper: Paper::None,
        presence: Presence::NotStarted,
        kind,
        scope: input.scope,
        title,
        purpose: String::new(),
        secondee: me.id,
        author: me.id,
        home_organisation: me.organisation,
        home_unit: me.unit,
        home_manager: me.manager,
        host_organisation: host,
        host_unit: None,
        host_manager: None,
        place: String::new(),
        starts_on: None,
        ends_on: None,
        fte_bp: 10_000,
        recharged_at_cost: false,
        created_at: cx.now(),
        updated_at: cx.now(),
    };
    secondments::store::insert(cx, &secondment).await?;
    secondments::store::grant(cx, &secondment, me.id, me.organisation, Role::Secondee, "home").await?;
    store::insert(cx, secondment.id).await?;
    secondments::store::load(cx, &secondment.number).await.map_err(|error| match error {
        Error::NotFound => Error::internal("a new idea is not its writer's"),
        other => other,
    })
}
