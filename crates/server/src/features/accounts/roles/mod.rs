//! Who holds which role for the organisation, from when to when. Its administrators give and end them.

pub mod api;
pub mod pages;
pub mod store;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use utoipa::ToSchema;
use uuid::Uuid;

use super::events::{RoleEnded, RoleGranted};
use crate::actor::{Actor, OrganisationId, PersonId, Role};
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};

/// The roles that can be given for an organisation, in the order of the list.
pub const GRANTABLE: [Role; 6] =
    [Role::ProgrammeAdmin, Role::Hr, Role::Finance, Role::Legal, Role::Auditor, Role::SysAdmin];

/// A role that somebody holds, held or will hold for the organisation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoleRow {
    /// The stable id.
    pub id: Uuid,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Which role, such as `programme_admin`.
    pub role: &'static str,
    /// The same in words.
    #[serde(skip)]
    pub label: &'static str,
    /// The first day.
    pub from_date: NaiveDate,
    /// The last day; none while it is open-ended.
    pub to_date: Option<NaiveDate>,
}

/// What a new row needs, as typed or sent.
#[derive(Debug, Clone, Default)]
pub struct Grant {
    /// The work email of a person of the organisation.
    pub email: String,
    /// The role's name.
    pub role: String,
    /// The first day, in any form that dates are typed in; empty for today.
    pub from: String,
    /// The last day; empty for no end.
    pub to: String,
}

/// Refuses everybody but administrators: for others these pages do not exist.
///
/// # Errors
/// [`Error::NotFound`].
pub fn administered(actor: &Actor) -> Result<OrganisationId> {
    if actor.holds(Role::SysAdmin, actor.organisation) {
        Ok(actor.organisation)
    } else {
        Err(Error::NotFound)
    }
}

/// The rows of the administrator's organisation.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub async fn list(cx: &mut Cx) -> Result<Vec<RoleRow>> {
    let organisation = administered(&cx.actor)?;
    store::of_organisation(cx, organisation).await
}

/// Gives a role. Nobody gives one to themself.
///
/// # Errors
/// Invalid when a field is wrong; a refusal for one's own role.
pub async fn grant(cx: &mut Cx, grant: &Grant) -> Result<RoleRow> {
    let organisation = administered(&cx.actor)?;
    let person = store::person_by_email(cx, organisation, &grant.email).await?;
    let (person, role, from_date, to_date) = check(person, grant, cx.today())?;
    if person == cx.actor.person {
        return Err(Error::refused(
            "own_role",
            "You cannot give yourself a role. Ask another administrator.",
        ));
    }
    let id = store::insert(cx, person, organisation, role, (from_date, to_date)).await?;
    let role = role.as_str().to_owned();
    cx.record(&RoleGranted { organisation, person, id, role, from_date, to_date }).await?;
    store::load(cx, organisation, id).await
}

fn check(
    person: Option<PersonId>,
    grant: &Grant,
    today: NaiveDate,
) -> Result<(PersonId, Role, NaiveDate, Option<NaiveDate>)> {
    let mut wrong = FieldErrors::default();
    if person.is_none() {
        wrong.add("email", "Nobody in your organisation has this work email. Add them under People first");
    }
    let role = Role::parse(&grant.role).filter(|role| GRANTABLE.contains(role));
    if role.is_none() {
        wrong.add("role", "Choose a role");
    }
    let mut date = |field: &str, text: &str| match text.trim() {
        "" => None,
        text => sojourn_calendar::parse_date(text, today).map_err(|e| wrong.add(field, e.to_string())).ok(),
    };
    let from = date("from", &grant.from).unwrap_or(today);
    let to = date("to", &grant.to);
    if to.is_some_and(|to| to < from) {
        wrong.add("to", "The last day lies before the first");
    }
    wrong.check()?;
    let missing = || Error::internal("a checked field was empty");
    Ok((person.ok_or_else(missing)?, role.ok_or_else(missing)?, from, to))
}

/// Ends a role now: it is gone with the holder's next request.
///
/// # Errors
/// [`Error::NotFound`] when it is not one of the organisation's; a refusal when nobody could administer any more.
pub async fn end(cx: &mut Cx, id: Uuid) -> Result<()> {
    let organisation = administered(&cx.actor)?;
    let row = store::load(cx, organisation, id).await?;
    let last = cx.today().checked_sub_days(Days::new(1)).unwrap_or(cx.today());
    if row.to_date.is_some_and(|to| to <= last) {
        return Err(Error::refused("ended_already", "This role has ended already."));
    }
    store::end(cx, id, last).await?;
    if row.role == Role::SysAdmin.as_str() {
        still_administered(cx, organisation).await?;
    }
    let role = row.role.to_owned();
    cx.record(&RoleEnded { organisation, person: row.person, id, role, to_date: last }).await
}

/// A change to people must not leave an organisation that has administrators without any who can act.
pub fn on_people_changed<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        if store::is_administered(cx, event.stream).await? {
            still_administered(cx, event.stream).await?;
        }
        Ok(())
    })
}

/// Refuses what would leave an organisation without an administrator who can sign in.
///
/// # Errors
/// The refusal; the change before it is then undone with the transaction.
pub async fn still_administered(cx: &mut Cx, organisation: OrganisationId) -> Result<()> {
    if store::holders(cx, organisation, Role::SysAdmin).await? > 0 {
        return Ok(());
    }
    let sentence = "This is the last administrator. Give somebody else the role first.";
    Err(Error::refused("last_administrator", sentence))
}
