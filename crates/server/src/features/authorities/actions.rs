//! Keeping the lines of one's own organisation.

use chrono::Days;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_money::currency;

use super::events::{AuthorityEnded, AuthorityGranted};
use super::model::{Authority, AuthorityId, AuthorityInput};
use super::store;
use crate::actor::{Actor, Role, UnitId};
use crate::cx::Cx;
use crate::features::accounts::roles;
use crate::features::organisations::{self, Organisation};

/// The roles that keep the lines.
const KEEPERS: [Role; 3] = [Role::ProgrammeAdmin, Role::Legal, Role::SysAdmin];

/// Whether the actor keeps the lines of their organisation.
#[must_use]
pub fn keeps(actor: &Actor) -> bool {
    KEEPERS.into_iter().any(|role| actor.holds(role, actor.organisation))
}

/// The actor’s organisation; for everybody who keeps nothing, these pages do not exist.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn own(cx: &mut Cx) -> Result<Organisation> {
    if !keeps(&cx.actor) {
        return Err(Error::NotFound);
    }
    let organisation = cx.actor.organisation;
    organisations::store::load(cx, organisation).await
}

/// The lines of the actor’s organisation.
///
/// # Errors
/// As [`own`].
pub async fn list(cx: &mut Cx) -> Result<Vec<Authority>> {
    let organisation = own(cx).await?.id;
    store::of_organisation(cx, organisation).await
}

/// Adds a line. Nobody gives an authority to themself.
///
/// # Errors
/// As [`own`]; invalid by field; a refusal for one’s own authority.
pub async fn grant(cx: &mut Cx, input: &AuthorityInput) -> Result<Authority> {
    let organisation = own(cx).await?;
    let mut errors = FieldErrors::default();
    let unit_of_money = currency(&organisation.currency).map_err(Error::internal)?;
    let read = input.read(unit_of_money, cx.today(), &mut errors);
    let person = match input.email.trim() {
        "" => None,
        email => {
            let found = roles::store::person_by_email(cx, organisation.id, email).await?;
            if found.is_none() {
                errors.add(
                    "email",
                    "Nobody in your organisation has this work email. Add them under People first",
                );
            }
            found
        }
    };
    let unit = unit(cx, &organisation, input.unit.trim(), &mut errors).await?;
    errors.check()?;
    if person == Some(cx.actor.person) {
        let sentence = "You cannot give yourself authority to sign. Ask another who keeps this list.";
        return Err(Error::refused("own_authority", sentence));
    }
    let authority = Authority {
        id: AuthorityId::new(cx.now()),
        person,
        name: None,
        role: read.role,
        unit,
        unit_name: None,
        up_to_minor: read.up_to_minor,
        currency: organisation.currency.clone(),
        kinds: read.kinds,
        from_date: read.from,
        to_date: read.to,
    };
    store::insert(cx, organisation.id, &authority).await?;
    cx.record(&AuthorityGranted { organisation: organisation.id, authority: authority.id }).await?;
    store::load(cx, organisation.id, authority.id).await
}

/// The unit of that name; the whole organisation when none is named.
async fn unit(
    cx: &mut Cx,
    organisation: &Organisation,
    name: &str,
    errors: &mut FieldErrors,
) -> Result<Option<UnitId>> {
    if name.is_empty() {
        return Ok(None);
    }
    let units = organisations::store::units(cx, organisation.id).await?;
    let found = units.into_iter().find(|unit| unit.name.eq_ignore_ascii_case(name)).map(|unit| unit.id);
    if found.is_none() {
        errors.add("unit", "No unit of your organisation has this name");
    }
    Ok(found)
}

/// Ends a line now: whoever signed by it signs no more from the next signature on.
///
/// # Errors
/// As [`own`]; not found for a line of another organisation; a refusal when it has ended already.
pub async fn end(cx: &mut Cx, id: AuthorityId) -> Result<()> {
    let organisation = own(cx).await?.id;
    let line = store::load(cx, organisation, id).await?;
    let last = cx.today().checked_sub_days(Days::new(1)).unwrap_or(cx.today());
    if line.to_date.is_some_and(|to| to <= last) {
        return Err(Error::refused("ended_already", "This authority has ended already."));
    }
    store::end(cx, id, last).await?;
    cx.record(&AuthorityEnded { organisation, authority: id, to_date: last }).await
}
