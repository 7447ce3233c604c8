//! What can be done with organisations: add and change them, arrange their units, say what they are to each other.

pub mod store;

use sojourn_kit::error::{Error, Result};
use uuid::Uuid;

use super::access::{Sight, may_add_member, may_add_outside, relating};
use super::events::{OrganisationAdded, OrganisationChanged, RelationSaved, UnitSaved};
use super::input::{OrganisationInput, RelationInput, UnitInput};
use super::model::{Organisation, OrganisationKind, Relation, Unit};
use super::store as organisations;
use crate::actor::{OrganisationId, UnitId};
use crate::cx::Cx;

/// The organisation, if it exists for the actor, with what they may do; otherwise the one 404.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, id: OrganisationId) -> Result<(Organisation, Sight)> {
    let organisation = organisations::load(cx, id).await?;
    let sight = Sight::of(&cx.actor, &organisation).ok_or(Error::NotFound)?;
    Ok((organisation, sight))
}

/// Adds an organisation. Who adds one to this installation becomes its administrator.
///
/// # Errors
/// [`Error::Forbidden`] for those who may not; invalid with a sentence for each wrong field.
pub async fn add(cx: &mut Cx, input: &OrganisationInput) -> Result<Organisation> {
    let kind = match input.kind.trim() {
        "" => OrganisationKind::Outside,
        word => OrganisationKind::parse(word)
            .ok_or_else(|| Error::field("kind", "Choose whether its people sign in here."))?,
    };
    let may = match kind {
        OrganisationKind::Member => may_add_member(&cx.actor),
        OrganisationKind::Outside => may_add_outside(&cx.actor),
    };
    if !may {
        return Err(Error::Forbidden);
    }
    let valid = input.check()?;
    if organisations::find_by_name(cx, &valid.name).await?.is_some() {
        return Err(Error::field("name", "There is an organisation of this name already."));
    }
    let new = Organisation {
        id: OrganisationId::new(cx.now()),
        name: valid.name,
        legal_name: valid.legal_name,
        kind,
        country: valid.country,
        currency: valid.currency,
        version: 1,
    };
    organisations::insert(cx, &new).await.map_err(|error| store::taken(error, "name"))?;
    if kind == OrganisationKind::Member {
        store::grant_admin(cx, &new).await?;
    }
    let stream = cx.actor.organisation;
    let event =
        OrganisationAdded { stream, organisation: new.id, kind: kind.as_str(), name: new.name.clone() };
    cx.record(&event).await?;
    Ok(new)
}

/// Changes an organisation.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::Stale`], or invalid with a sentence for each wrong field.
pub async fn change(
    cx: &mut Cx,
    id: OrganisationId,
    version: i64,
    input: &OrganisationInput,
) -> Result<Organisation> {
    let (before, sight) = load(cx, id).await?;
    if !sight.edits {
        return Err(Error::Forbidden);
    }
    if before.version != version {
        return Err(Error::Stale);
    }
    let valid = input.check()?;
    // asked first: a broken constraint would end the transaction on PostgreSQL, and with it the page
    if organisations::find_by_name(cx, &valid.name).await?.is_some_and(|other| other.id != id) {
        return Err(Error::field("name", "There is an organisation of this name already."));
    }
    store::update(cx, id, version, &valid).await?;
    let stream = cx.actor.organisation;
    cx.record(&OrganisationChanged { stream, organisation: id, name: valid.name }).await?;
    organisations::load(cx, id).await
}

/// Adds a unit to an organisation.
///
/// # Errors
/// [`Error::Forbidden`], or invalid with a sentence for each wrong field.
pub async fn add_unit(cx: &mut Cx, organisation: OrganisationId, input: &UnitInput) -> Result<UnitId> {
    let (_, sight) = load(cx, organisation).await?;
    if !sight.edits_units {
        return Err(Error::Forbidden);
    }
    let units = store::nodes(cx, organisation).await?;
    let valid = input.check(None, &units)?;
    let id = UnitId::new(cx.now());
    let (name, parent) = (valid.name, valid.parent);
    let unit = Unit { id, organisation, parent, name: name.clone(), place: valid.place };
    organisations::insert_unit(cx, &unit).await.map_err(|error| store::taken(error, "name"))?;
    let stream = cx.actor.organisation;
    cx.record(&UnitSaved { stream, organisation, unit: id, name, parent }).await?;
    Ok(id)
}

/// Renames a unit, or moves it below another one.
///
/// # Errors
/// [`Error::NotFound`] when it is not a unit of the organisation, [`Error::Forbidden`], [`Error::Stale`], or invalid
/// with a sentence for each wrong field.
pub async fn change_unit(
    cx: &mut Cx,
    organisation: OrganisationId,
    id: UnitId,
    version: i64,
    input: &UnitInput,
) -> Result<()> {
    let (_, sight) = load(cx, organisation).await?;
    let units = store::nodes(cx, organisation).await?;
    let before = units.iter().find(|unit| unit.id == id).ok_or(Error::NotFound)?;
    if !sight.edits_units {
        return Err(Error::Forbidden);
    }
    if before.version != version {
        return Err(Error::Stale);
    }
    let valid = input.check(Some(id), &units)?;
    store::update_unit(cx, id, version, &valid).await?;
    let (stream, parent) = (cx.actor.organisation, valid.parent);
    cx.record(&UnitSaved { stream, organisation, unit: id, name: valid.name, parent }).await
}

/// Says what an organisation is to one of the actor's.
///
/// # Errors
/// [`Error::Forbidden`], or invalid with a sentence for each wrong field.
pub async fn relate(cx: &mut Cx, other: OrganisationId, input: &RelationInput) -> Result<Uuid> {
    let (_, sight) = load(cx, other).await?;
    let own = relating(&cx.actor);
    if !sight.relates {
        return Err(Error::Forbidden);
    }
    let named = input.organisation.trim();
    let organisation =
        own.into_iter().filter(|id| *id != other).find(|id| named.is_empty() || id.to_string() == named);
    let organisation =
        organisation.ok_or_else(|| Error::field("organisation", "Choose another organisation of yours."))?;
    let valid = input.check(cx.today())?;
    let relation = store::insert_relation(cx, organisation, other, valid).await?;
    let event = RelationSaved { organisation, other, relation, kind: valid.kind.as_str(), to: valid.to };
    cx.record(&event).await?;
    Ok(relation)
}

/// Ends a relation today.
///
/// # Errors
/// [`Error::NotFound`] when it is not one of theirs; refused when it has ended.
pub async fn end_relation(cx: &mut Cx, other: OrganisationId, id: Uuid) -> Result<Relation> {
    let found = store::find_relation(cx, id).await?.filter(|relation| relation.other == other);
    let relation = found.ok_or(Error::NotFound)?;
    if !relating(&cx.actor).contains(&relation.organisation) {
        return Err(Error::NotFound);
    }
    let last = cx.today().max(relation.from_date);
    if relation.to_date.is_some_and(|to| to <= last) {
        return Err(Error::refused("ended_already", "This has ended already."));
    }
    store::end_relation(cx, id, last).await?;
    let event = RelationSaved {
        organisation: relation.organisation,
        other,
        relation: id,
        kind: relation.kind.as_str(),
        to: Some(last),
    };
    cx.record(&event).await?;
    Ok(Relation { to_date: Some(last), ..relation })
}
