//! One person as JSON. Pay has an operation of its own, so that each look is meant and recorded.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{Pay, Person, PersonInput};
use super::{actions, store};
use crate::actor::{OrganisationId, PersonId};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people::access::Sight;

/// The operations on one person.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, change)).routes(routes!(add)).routes(routes!(pay))
}

/// A person with what the caller may do.
#[derive(Debug, Serialize, ToSchema)]
struct PersonView {
    /// The person.
    #[serde(flatten)]
    person: Person,
    /// `change`, `read_pay`.
    allowed_actions: Vec<&'static str>,
}

impl PersonView {
    fn of(person: Person, sight: Sight) -> Self {
        let actions = [("change", sight.edits), ("read_pay", sight.pay)];
        let allowed_actions = actions.into_iter().filter(|(_, may)| *may).map(|(word, _)| word).collect();
        Self { person, allowed_actions }
    }
}

/// A new person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPerson {
    /// Whose person; the caller's organisation unless said.
    organisation: Option<OrganisationId>,
    /// Who they are.
    person: PersonInput,
}

/// What is to change. What is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonChange {
    /// The version that the change is based on.
    version: i64,
    /// Given name.
    given_name: Option<String>,
    /// Family name.
    family_name: Option<String>,
    /// The number that names them; empty for none.
    employee_number: Option<String>,
    /// Where letters reach them; empty for none.
    email: Option<String>,
    /// What they do.
    job_title: Option<String>,
    /// The unit's id; empty for none.
    unit: Option<String>,
    /// The manager's employee number, id or full name; empty for none.
    manager: Option<String>,
    /// First day; empty for not known.
    hired_on: Option<String>,
    /// `active` or `left`.
    status: Option<String>,
    /// Pay for a year; only HR sets it.
    annual_salary: Option<String>,
}

impl PersonChange {
    fn over(self, now: PersonInput) -> PersonInput {
        PersonInput {
            given_name: self.given_name.unwrap_or(now.given_name),
            family_name: self.family_name.unwrap_or(now.family_name),
            employee_number: self.employee_number.unwrap_or(now.employee_number),
            email: self.email.unwrap_or(now.email),
            job_title: self.job_title.unwrap_or(now.job_title),
            unit: self.unit.unwrap_or(now.unit),
            manager: self.manager.unwrap_or(now.manager),
            hired_on: self.hired_on.unwrap_or(now.hired_on),
            status: self.status.unwrap_or(now.status),
            annual_salary: self.annual_salary.unwrap_or_default(),
        }
    }
}

async fn view(cx: &mut Cx, id: PersonId) -> Result<PersonView> {
    let (person, sight) = store::load(cx, id).await?;
    Ok(PersonView::of(person, sight))
}

/// A person, for themself and for those who keep or pay the people of their organisation.
#[utoipa::path(get, path = "/people/{id}", tag = "people", params(("id" = PersonId, Path)),
    responses((status = 200, body = PersonView), (status = 404, body = Problem)))]
async fn show(door: Door, Route(id): Route<PersonId>) -> Result<Reply> {
    let mut cx = door.read().await?;
    Ok(Reply::json(StatusCode::OK, &view(&mut cx, id).await?))
}

/// Adds a person. They get no account by it.
#[utoipa::path(post, path = "/people", tag = "people", request_body = NewPerson,
    responses((status = 201, body = PersonView), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn add(door: Door, Body(new): Body<NewPerson>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let organisation = new.organisation.unwrap_or(cx.actor.organisation);
    let id = actions::add(&mut cx, organisation, &new.person).await?;
    let view = view(&mut cx, id).await?;
    cx.finish(Reply::json(StatusCode::CREATED, &view)).await
}

/// Changes a person.
#[utoipa::path(patch, path = "/people/{id}", tag = "people", params(("id" = PersonId, Path)),
    request_body = PersonChange,
    responses((status = 200, body = PersonView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn change(door: Door, Route(id): Route<PersonId>, Body(change): Body<PersonChange>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let (before, _) = store::load(&mut cx, id).await?;
    let version = change.version;
    actions::change(&mut cx, id, version, &change.over(before.input())).await?;
    let view = view(&mut cx, id).await?;
    cx.finish_json(&view).await
}

/// What a person is paid. Each call is recorded with the caller's name.
#[utoipa::path(get, path = "/people/{id}/pay", tag = "people", params(("id" = PersonId, Path)),
    responses((status = 200, body = Pay), (status = 404, body = Problem)))]
async fn pay(door: Door, Route(id): Route<PersonId>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let (_, pay) = actions::read_pay(&mut cx, id).await?;
    let reply = Reply::json(StatusCode::OK, &pay.ok_or(Error::NotFound)?);
    cx.finish(reply).await
}
