//! The SQL statement that reads who is to be invited.

use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};

use crate::actor::{OrganisationId, PersonId};
use crate::cx::Cx;

/// A person as far as their account is concerned.
#[derive(Debug, Clone)]
pub struct Invitee {
    /// The stable id.
    pub id: PersonId,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// Their full name.
    pub name: String,
    /// Where letters reach them.
    pub email: Option<String>,
    /// Whether they still work there, on this installation.
    pub active: bool,
}

/// The person of that id.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn invitee(cx: &mut Cx, id: PersonId) -> Result<Invitee> {
    let sql = "SELECT p.id, p.organisation_id, p.given_name, p.family_name, p.email, p.status, o.kind
               FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1";
    let row = cx.tx.one(sql, args![id]).await?.ok_or(Error::NotFound)?;
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    let (status, kind): (String, String) = (row.get("status")?, row.get("kind")?);
    Ok(Invitee {
        id: row.get("id")?,
        organisation: row.get("organisation_id")?,
        name: format!("{given} {family}"),
        email: row.get("email")?,
        active: status == "active" && kind == "member",
    })
}
