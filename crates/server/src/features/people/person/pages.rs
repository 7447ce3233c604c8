//! The page of a person, the form about them, and the page with their pay.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route, Search};

use super::model::{Person, PersonInput};
use super::views::{PayPage, PersonForm, PersonPage};
use super::{actions, store};
use crate::actor::{OrganisationId, PersonId};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::organisations;
use crate::features::people::access::{kept_organisations, may_edit};
use crate::page::render;

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/me", get(me))
        .route("/people/new", get(new).post(add))
        .route("/people/{id}", get(show))
        .route("/people/{id}/edit", get(edit).post(change))
        .route("/people/{id}/pay", get(pay))
}

async fn me(door: Door) -> Result<Reply> {
    let id = door.actor.person;
    page(&door, id).await
}

async fn show(door: Door, Route(id): Route<String>) -> Result<Reply> {
    page(&door, person(&id)?).await
}

fn person(text: &str) -> Result<PersonId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn page(door: &Door, id: PersonId) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (person, sight) = store::load(&mut cx, id).await?;
    let view = PersonPage::of(door, &mut cx, person, sight).await?;
    render(&view)
}

async fn pay(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id = person(&id)?;
    // a look at pay is written down, and shown only when that is durable
    let mut cx = door.write().await?;
    let (person, pay) = actions::read_pay(&mut cx, id).await?;
    let view = PayPage::of(&door, &person, pay.as_ref());
    cx.finish(render(&view)?).await
}

#[derive(Debug, Deserialize)]
struct NewQuery {
    organisation: Option<String>,
}

async fn new(door: Door, Search(query): Search<NewQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let organisation = edited_organisation(&cx, query.organisation.as_deref())?;
    let form =
        form(&door, &mut cx, organisation, None, &PersonInput::default(), &FieldErrors::default()).await?;
    render(&form)
}

/// The organisation to which a person is added: the one named, or the actor's first.
fn edited_organisation(cx: &Cx, named: Option<&str>) -> Result<OrganisationId> {
    let mut kept = kept_organisations(&cx.actor);
    kept.retain(|id| may_edit(&cx.actor, *id));
    let found = kept.into_iter().find(|id| named.is_none_or(|named| id.to_string() == named));
    found.ok_or(Error::NotFound)
}

/// What the form sends beside the fields of a person.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    organisation: Option<String>,
    version: Option<i64>,
    given_name: String,
    family_name: String,
    employee_number: String,
    email: String,
    job_title: String,
    unit: String,
    manager: String,
    hired_on: String,
    status: String,
    annual_salary: String,
}

impl From<&Sent> for PersonInput {
    fn from(sent: &Sent) -> Self {
        Self {
            given_name: sent.given_name.clone(),
            family_name: sent.family_name.clone(),
            employee_number: sent.employee_number.clone(),
            email: sent.email.clone(),
            job_title: sent.job_title.clone(),
            unit: sent.unit.clone(),
            manager: sent.manager.clone(),
            hired_on: sent.hired_on.clone(),
            status: sent.status.clone(),
            annual_salary: sent.annual_salary.clone(),
        }
    }
}

async fn add(door: Door, Fields(sent): Fields<Sent>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let organisation = edited_organisation(&cx, sent.organisation.as_deref())?;
    let input = PersonInput::from(&sent);
    match actions::add(&mut cx, organisation, &input).await {
        Ok(id) => cx.finish(Reply::see(format!("/people/{id}")).flash("Added.")).await,
        Err(Error::Invalid(errors)) => {
            drop(cx);
            let mut cx = door.read().await?;
            let form = form(&door, &mut cx, organisation, None, &input, &errors).await?;
            Ok(render(&form)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}

async fn edit(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (person, sight) = store::load(&mut cx, person(&id)?).await?;
    if !sight.edits {
        return Err(Error::Forbidden);
    }
    let input = person.input();
    let organisation = person.organisation;
    render(&form(&door, &mut cx, organisation, Some(&person), &input, &FieldErrors::default()).await?)
}

async fn change(door: Door, Route(id): Route<String>, Fields(sent): Fields<Sent>) -> Result<Reply> {
    let id = person(&id)?;
    let input = PersonInput::from(&sent);
    let mut cx = door.write().await?;
    match actions::change(&mut cx, id, sent.version.unwrap_or_default(), &input).await {
        Ok(_) => cx.finish(Reply::see(format!("/people/{id}")).flash("Saved.")).await,
        Err(Error::Invalid(errors)) => {
            drop(cx);
            let mut cx = door.read().await?;
            let (person, _) = store::load(&mut cx, id).await?;
            let organisation = person.organisation;
            let form = form(&door, &mut cx, organisation, Some(&person), &input, &errors).await?;
            Ok(render(&form)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}

async fn form(
    door: &Door,
    cx: &mut Cx,
    organisation: OrganisationId,
    person: Option<&Person>,
    input: &PersonInput,
    errors: &FieldErrors,
) -> Result<PersonForm> {
    let home = organisations::store::load(cx, organisation).await?;
    let units = organisations::store::units(cx, organisation).await?;
    Ok(PersonForm::of(door, &home, &units, person, input, errors))
}
