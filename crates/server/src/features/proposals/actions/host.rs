//! From the names somebody typed to a host and the person who directs the work there.

use sojourn_kit::error::{Error, Result};

use super::super::model::{Contact, Host};
use super::super::store;
use crate::actor::{OrganisationId, PersonId, UnitId};
use crate::cx::Cx;
use crate::features::organisations::{self, Organisation, OrganisationKind};
use crate::features::people;
use crate::features::secondments::{Scope, Secondment};

/// Sets the host of the record from what was typed.
pub(super) async fn set_host(cx: &mut Cx, s: &mut Secondment, host: Option<&Host>) -> Result<()> {
    let (scope, organisation, unit) = match host {
        Some(Host::Department { name }) if !name.trim().is_empty() => {
            let unit = department(cx, s, name).await?;
            (Scope::Internal, Some(s.home_organisation), Some(unit))
        }
        Some(Host::Organisation { name, legal_name }) if !name.trim().is_empty() => {
            let organisation = other_organisation(cx, s, name, legal_name).await?;
            (Scope::External, Some(organisation), None)
        }
        Some(Host::Department { .. }) => (Scope::Internal, Some(s.home_organisation), None),
        Some(Host::Organisation { .. }) => (Scope::External, None, None),
        None => (s.scope, (s.scope == Scope::Internal).then_some(s.home_organisation), None),
    };
    (s.scope, s.host_organisation, s.host_unit) = (scope, organisation, unit);
    Ok(())
}

async fn department(cx: &mut Cx, s: &Secondment, name: &str) -> Result<UnitId> {
    let found = store::unit_by_name(cx, s.home_organisation, name).await?;
    let unit =
        found.ok_or_else(|| Error::field("host", format!("There is no department “{}”", name.trim())))?;
    if Some(unit) == s.home_unit {
        return Err(Error::field("host", "That is your own department. Choose another one"));
    }
    Ok(unit)
}

async fn other_organisation(
    cx: &mut Cx,
    s: &Secondment,
    name: &str,
    legal_name: &str,
) -> Result<OrganisationId> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(known) = store::organisation_by_name(cx, &name).await? {
        if known == s.home_organisation {
            return Err(Error::field("host", "That is your own organisation. Choose a department instead"));
        }
        return Ok(known);
    }
    let home = organisations::store::load(cx, s.home_organisation).await?;
    let legal_name = if legal_name.trim().is_empty() { &name } else { legal_name.trim() };
    let organisation = Organisation {
        id: OrganisationId::new(cx.now()),
        legal_name: legal_name.to_owned(),
        name,
        kind: OrganisationKind::Outside,
        country: home.country,
        currency: home.currency,
        version: 1,
    };
    organisations::store::insert(cx, &organisation).await?;
    Ok(organisation.id)
}

/// Sets who directs the work at the host, once the host is known.
pub(super) async fn set_manager(cx: &mut Cx, s: &mut Secondment, contact: Option<&Contact>) -> Result<()> {
    let contact =
        contact.filter(|contact| !contact.email.trim().is_empty() || !contact.name.trim().is_empty());
    s.host_manager = match (contact, s.host_organisation) {
        (Some(contact), Some(organisation)) => Some(manager(cx, s, organisation, contact).await?),
        (Some(_), None) => return Err(Error::field("host", "Choose the organisation first")),
        (None, _) => None,
    };
    Ok(())
}

async fn manager(cx: &mut Cx, s: &Secondment, host: OrganisationId, contact: &Contact) -> Result<PersonId> {
    if contact.email.trim().is_empty() {
        return Err(Error::field("manager_email", "Enter their email address"));
    }
    let organisation = organisations::store::load(cx, host).await?;
    if let Some(found) = store::contact_by_email(cx, host, &contact.email).await? {
        let known = people::store::brief(cx, found.id).await?;
        return allowed(s, organisation.kind, &known);
    }
    if organisation.kind == OrganisationKind::Member {
        let sentence = format!("Nobody at {} has this email address here", organisation.name);
        return Err(Error::field("manager_email", sentence));
    }
    if contact.name.trim().is_empty() {
        return Err(Error::field("manager_name", "Enter their name"));
    }
    let name = contact.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (given, family) = name.rsplit_once(' ').unwrap_or(("", &name));
    people::store::insert_contact(cx, host, given, family, &contact.email, &contact.job_title).await
}

fn allowed(s: &Secondment, kind: OrganisationKind, found: &people::Brief) -> Result<PersonId> {
    let problem = if found.id == s.secondee {
        Some("This is you. Name who will direct your work there".to_owned())
    } else if Some(found.id) == s.home_manager {
        Some(format!("{} is your manager at home. Name somebody at the host", found.name))
    } else if kind == OrganisationKind::Member && !found.has_account {
        Some(format!("{} has no account here yet. Ask the mobility team", found.name))
    } else {
        None
    };
    problem.map_or(Ok(found.id), |sentence| Err(Error::field("manager", sentence)))
}
