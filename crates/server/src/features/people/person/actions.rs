//! What can be done with one person: add, change, look at their pay.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::events::{PayRead, PersonAdded, PersonChanged};
use super::model::{Pay, Person, PersonInput, Valid};
use super::store::{self, Belonging};
use crate::actor::{OrganisationId, PersonId, Role, UnitId};
use crate::cx::Cx;
use crate::features::organisations::{self, OrganisationKind};
use crate::features::people::access::may_edit;

/// Adds a person by hand. They get no account by it.
///
/// # Errors
/// [`Error::NotFound`] when the organisation is not theirs to keep; invalid with a sentence for each wrong field.
pub async fn add(cx: &mut Cx, organisation: OrganisationId, input: &PersonInput) -> Result<PersonId> {
    let home = organisations::store::load(cx, organisation).await?;
    if !may_edit(&cx.actor, organisation) || home.kind != OrganisationKind::Member {
        return Err(Error::NotFound);
    }
    let may_pay = cx.actor.holds(Role::Hr, organisation);
    let id = PersonId::new(cx.now());
    let (valid, to) = checked(cx, id, organisation, &home.currency, may_pay, input).await?;
    store::insert(cx, id, to, &valid).await?;
    if let Some(annual) = valid.annual {
        store::save_pay(cx, id, annual).await?;
    }
    cx.record(&PersonAdded { organisation, person: id }).await?;
    Ok(id)
}

/// Changes a person by hand.
///
/// # Errors
/// [`Error::Forbidden`] for those who see but do not change them, [`Error::Stale`] for an old version, invalid with
/// a sentence for each wrong field; a refusal when nobody could administer the organisation any more.
pub async fn change(cx: &mut Cx, id: PersonId, version: i64, input: &PersonInput) -> Result<Person> {
    let (before, sight) = store::load(cx, id).await?;
    if !sight.edits {
        return Err(Error::Forbidden);
    }
    if before.version != version {
        return Err(Error::Stale);
    }
    let (valid, to) = checked(cx, id, before.organisation, &before.currency, sight.edits_pay, input).await?;
    store::update(cx, &before, version, to, &valid).await?;
    if let Some(annual) = valid.annual {
        store::save_pay(cx, id, annual).await?;
    }
    let (after, _) = store::load(cx, id).await?;
    let fields = changed(&before, &after, valid.annual.is_some());
    cx.record(&PersonChanged { organisation: before.organisation, person: id, fields }).await?;
    Ok(after)
}

/// What the person is paid. Each look is an event, whoever looks; the caller commits.
///
/// # Errors
/// [`Error::NotFound`] for those who may not see it.
pub async fn read_pay(cx: &mut Cx, id: PersonId) -> Result<(Person, Option<Pay>)> {
    let (person, sight) = store::load(cx, id).await?;
    if !sight.pay {
        return Err(Error::NotFound);
    }
    let pay = store::pay(cx, id).await?;
    cx.record(&PayRead { organisation: person.organisation, person: id }).await?;
    Ok((person, pay))
}

async fn checked(
    cx: &mut Cx,
    id: PersonId,
    organisation: OrganisationId,
    currency: &str,
    may_pay: bool,
    input: &PersonInput,
) -> Result<(Valid, Belonging)> {
    let mut errors = FieldErrors::default();
    let valid = input.check(cx.today(), currency, &mut errors);
    if !may_pay && !input.annual_salary.trim().is_empty() {
        errors.add("annual_salary", "Only HR sets pay, and nobody their own.");
    }
    let unit = unit(cx, organisation, &input.unit, &mut errors).await?;
    let manager = manager(cx, organisation, &input.manager, &mut errors).await?;
    if manager == Some(id) {
        errors.add("manager", "Nobody leads themself. Leave it empty for none.");
    }
    errors.check()?;
    let valid = valid.ok_or_else(|| Error::internal("valid input without errors"))?;
    Ok((valid, Belonging { organisation, unit, manager }))
}

async fn unit(
    cx: &mut Cx,
    organisation: OrganisationId,
    text: &str,
    errors: &mut FieldErrors,
) -> Result<Option<UnitId>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let units = organisations::store::units(cx, organisation).await?;
    let found = units.into_iter().find(|unit| unit.id.to_string() == text.trim());
    if found.is_none() {
        errors.add("unit", "Choose a unit of this organisation.");
    }
    Ok(found.map(|unit| unit.id))
}

async fn manager(
    cx: &mut Cx,
    organisation: OrganisationId,
    text: &str,
    errors: &mut FieldErrors,
) -> Result<Option<PersonId>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(id) = text.parse::<PersonId>()
        && store::belongs(cx, organisation, id).await?
    {
        return Ok(Some(id));
    }
    match store::named(cx, organisation, text).await?.as_slice() {
        [only] => Ok(Some(*only)),
        [] => {
            errors.add("manager", "Nobody here has this employee number or full name.");
            Ok(None)
        }
        _ => {
            errors.add("manager", "Several people have this name. Write the employee number.");
            Ok(None)
        }
    }
}

fn changed(before: &Person, after: &Person, pay: bool) -> Vec<&'static str> {
    let fields = [
        ("given_name", before.given_name != after.given_name),
        ("family_name", before.family_name != after.family_name),
        ("employee_number", before.employee_number != after.employee_number),
        ("email", before.email != after.email),
        ("job_title", before.job_title != after.job_title),
        ("unit", before.unit != after.unit),
        ("manager", before.manager != after.manager),
        ("hired_on", before.hired_on != after.hired_on),
        ("status", before.status != after.status),
        ("pay", pay),
    ];
    fields.into_iter().filter(|(_, is_other)| *is_other).map(|(name, _)| name).collect()
}
