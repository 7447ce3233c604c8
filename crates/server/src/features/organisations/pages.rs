//! The pages of organisations: the list, one of them, and the forms.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use uuid::Uuid;

use super::access::{may_add_member, may_add_outside, relating};
use super::export;
use super::input::{OrganisationInput, RelationInput, UnitInput};
use super::keeping;
use super::store;
use super::views::{ListPage, OrganisationForm, RelationForm, ShowPage, UnitForm};
use crate::actor::{OrganisationId, UnitId};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::page::render;

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/organisations", get(list))
        .route("/organisations.csv", get(export::csv))
        .route("/organisations.xlsx", get(export::xlsx))
        .route("/organisations/new", get(new).post(add))
        .route("/organisations/{id}", get(show))
        .route("/organisations/{id}/edit", get(edit).post(change))
        .route("/organisations/{id}/units/new", get(new_unit).post(add_unit))
        .route("/organisations/{id}/units/{unit}", get(edit_unit).post(change_unit))
        .route("/organisations/{id}/relations/new", get(new_relation).post(relate))
        .route("/organisations/{id}/relations/{relation}/end", post(end_relation))
}

fn organisation(text: &str) -> Result<OrganisationId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn list(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    if cx.actor.roles.is_empty() {
        return Err(Error::NotFound);
    }
    let all = store::choices(&mut cx).await?;
    let (own, today) = (relating(&cx.actor), cx.today());
    let relations = keeping::store::open_relations(&mut cx, &own, today).await?;
    render(&ListPage::of(&door, all, &relations))
}

async fn show(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (found, sight) = keeping::load(&mut cx, organisation(&id)?).await?;
    let units = keeping::store::nodes(&mut cx, found.id).await?;
    let own = relating(&cx.actor);
    let relations = keeping::store::relations(&mut cx, found.id, &own).await?;
    render(&ShowPage::of(&door, &found, sight, &units, &relations, cx.today())?)
}

/// What the form about an organisation sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SentOrganisation {
    version: i64,
    name: String,
    legal_name: String,
    kind: String,
    country: String,
    currency: String,
}

impl From<SentOrganisation> for OrganisationInput {
    fn from(sent: SentOrganisation) -> Self {
        Self {
            name: sent.name,
            legal_name: sent.legal_name,
            kind: sent.kind,
            country: sent.country,
            currency: sent.currency,
        }
    }
}

async fn new(door: Door) -> Result<Reply> {
    if !may_add_member(&door.actor) && !may_add_outside(&door.actor) {
        return Err(Error::NotFound);
    }
    let mut cx = door.read().await?;
    let home = cx.actor.organisation;
    let own = store::load(&mut cx, home).await?;
    let start =
        OrganisationInput { country: own.country, currency: own.currency, ..OrganisationInput::default() };
    render(&OrganisationForm::of(&door, None, &start, &FieldErrors::default()))
}

async fn add(door: Door, Fields(sent): Fields<SentOrganisation>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let input = OrganisationInput::from(sent);
    match keeping::add(&mut cx, &input).await {
        Ok(new) => cx.finish(Reply::see(format!("/organisations/{}", new.id)).flash("Added.")).await,
        Err(Error::Invalid(errors)) => wrong(render(&OrganisationForm::of(&door, None, &input, &errors))),
        Err(error) => Err(error),
    }
}

fn wrong(page: Result<Reply>) -> Result<Reply> {
    Ok(page?.status(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn edit(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (found, sight) = keeping::load(&mut cx, organisation(&id)?).await?;
    if !sight.edits {
        return Err(Error::Forbidden);
    }
    let input = OrganisationInput {
        name: found.name.clone(),
        legal_name: found.legal_name.clone(),
        kind: found.kind.as_str().to_owned(),
        country: found.country.clone(),
        currency: found.currency.clone(),
    };
    render(&OrganisationForm::of(&door, Some(&found), &input, &FieldErrors::default()))
}

async fn change(
    door: Door,
    Route(id): Route<String>,
    Fields(sent): Fields<SentOrganisation>,
) -> Result<Reply> {
    let id = organisation(&id)?;
    let mut cx = door.write().await?;
    let (version, input) = (sent.version, OrganisationInput::from(sent));
    match keeping::change(&mut cx, id, version, &input).await {
        Ok(_) => cx.finish(Reply::see(format!("/organisations/{id}")).flash("Saved.")).await,
        Err(Error::Invalid(errors)) => {
            let (found, _) = keeping::load(&mut cx, id).await?;
            wrong(render(&OrganisationForm::of(&door, Some(&found), &input, &errors)))
        }
        Err(error) => Err(error),
    }
}

/// What the form about a unit sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SentUnit {
    version: i64,
    name: String,
    place: String,
    parent: String,
}

impl From<SentUnit> for UnitInput {
    fn from(sent: SentUnit) -> Self {
        Self { name: sent.name, place: sent.place, parent: sent.parent }
    }
}

async fn unit_form(
    door: &Door,
    cx: &mut Cx,
    id: OrganisationId,
    unit: Option<UnitId>,
    input: Option<&UnitInput>,
    errors: &FieldErrors,
) -> Result<UnitForm> {
    let (found, sight) = keeping::load(cx, id).await?;
    if !sight.edits_units {
        return Err(Error::Forbidden);
    }
    let units = keeping::store::nodes(cx, id).await?;
    let own = match unit {
        None => None,
        Some(unit) => Some(units.iter().find(|one| one.id == unit).ok_or(Error::NotFound)?),
    };
    Ok(UnitForm::of(door, &found, &units, own, input, errors))
}

async fn new_unit(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    render(&unit_form(&door, &mut cx, organisation(&id)?, None, None, &FieldErrors::default()).await?)
}

async fn add_unit(door: Door, Route(id): Route<String>, Fields(sent): Fields<SentUnit>) -> Result<Reply> {
    let id = organisation(&id)?;
    let mut cx = door.write().await?;
    let input = UnitInput::from(sent);
    match keeping::add_unit(&mut cx, id, &input).await {
        Ok(_) => cx.finish(Reply::see(format!("/organisations/{id}")).flash("Unit added.")).await,
        Err(Error::Invalid(errors)) => {
            wrong(render(&unit_form(&door, &mut cx, id, None, Some(&input), &errors).await?))
        }
        Err(error) => Err(error),
    }
}

fn both(ids: &(String, String)) -> Result<(OrganisationId, UnitId)> {
    Ok((organisation(&ids.0)?, ids.1.parse().map_err(|_| Error::NotFound)?))
}

async fn edit_unit(door: Door, Route(ids): Route<(String, String)>) -> Result<Reply> {
    let (id, unit) = both(&ids)?;
    let mut cx = door.read().await?;
    render(&unit_form(&door, &mut cx, id, Some(unit), None, &FieldErrors::default()).await?)
}

async fn change_unit(
    door: Door,
    Route(ids): Route<(String, String)>,
    Fields(sent): Fields<SentUnit>,
) -> Result<Reply> {
    let (id, unit) = both(&ids)?;
    let mut cx = door.write().await?;
    let (version, input) = (sent.version, UnitInput::from(sent));
    match keeping::change_unit(&mut cx, id, unit, version, &input).await {
        Ok(()) => cx.finish(Reply::see(format!("/organisations/{id}")).flash("Unit saved.")).await,
        Err(Error::Invalid(errors)) => {
            wrong(render(&unit_form(&door, &mut cx, id, Some(unit), Some(&input), &errors).await?))
        }
        Err(error) => Err(error),
    }
}

/// What the form about a relation sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SentRelation {
    organisation: String,
    kind: String,
    from: String,
    to: String,
}

async fn relation_form(
    door: &Door,
    cx: &mut Cx,
    id: OrganisationId,
    input: &RelationInput,
    errors: &FieldErrors,
) -> Result<RelationForm> {
    let (found, sight) = keeping::load(cx, id).await?;
    if !sight.relates {
        return Err(Error::Forbidden);
    }
    let mut own = Vec::new();
    for one in relating(&cx.actor).into_iter().filter(|one| *one != id) {
        own.push(store::load(cx, one).await?);
    }
    Ok(RelationForm::of(door, &found, &own, input, errors))
}

async fn new_relation(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let start = RelationInput::default();
    render(&relation_form(&door, &mut cx, organisation(&id)?, &start, &FieldErrors::default()).await?)
}

async fn relate(door: Door, Route(id): Route<String>, Fields(sent): Fields<SentRelation>) -> Result<Reply> {
    let id = organisation(&id)?;
    let mut cx = door.write().await?;
    let SentRelation { organisation, kind, from, to } = sent;
    let input = RelationInput { organisation, kind, from, to };
    match keeping::relate(&mut cx, id, &input).await {
        Ok(_) => cx.finish(Reply::see(format!("/organisations/{id}")).flash("Saved.")).await,
        Err(Error::Invalid(errors)) => {
            wrong(render(&relation_form(&door, &mut cx, id, &input, &errors).await?))
        }
        Err(error) => Err(error),
    }
}

async fn end_relation(door: Door, Route(ids): Route<(String, String)>) -> Result<Reply> {
    let id = organisation(&ids.0)?;
    let relation = Uuid::try_parse(&ids.1).map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    keeping::end_relation(&mut cx, id, relation).await?;
    cx.finish(Reply::see(format!("/organisations/{id}")).flash("Ended today.")).await
}
