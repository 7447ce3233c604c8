//! Every SQL statement for people.

use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};

use super::model::Brief;
use crate::actor::PersonId;
use crate::cx::Cx;

/// A person as a record shows them. Callers hold the id from a row that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn brief(cx: &mut Cx, id: PersonId) -> Result<Brief> {
    let row = cx
        .tx
        .one(
            "SELECT p.id, p.given_name, p.family_name, p.job_title, p.email, p.organisation_id,
                o.name AS organisation_name, p.unit_id, u.name AS unit_name, p.manager_id,
                CAST(CASE WHEN a.id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS accounts
             FROM people p JOIN organisations o ON o.id = p.organisation_id
             LEFT JOIN units u ON u.id = p.unit_id
             LEFT JOIN accounts a ON a.person_id = p.id AND a.disabled_at IS NULL
             WHERE p.id = $1",
            args![id],
        )
        .await?
        .ok_or(Error::NotFound)?;
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Brief {
        id: row.get("id")?,
        name: format!("{given} {family}"),
        job_title: row.get("job_title")?,
        email: row.get("email")?,
        organisation: row.get("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        unit: row.get("unit_id")?,
        unit_name: row.get("unit_name")?,
        manager: row.get("manager_id")?,
        has_account: row.get::<Option<i64>>("accounts")? == Some(1),
    })
}
