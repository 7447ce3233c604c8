//! Every SQL statement for authorities to sign.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::{Authority, AuthorityId, By, Scale};
use crate::actor::OrganisationId;
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;

const AUTHORITY: &str = "SELECT a.id, a.person_id, p.given_name, p.family_name, a.role, a.unit_id, u.name AS unit_name,
      a.up_to_minor, a.currency, a.is_internal, a.is_external, a.is_international, a.from_date, a.to_date
    FROM signature_authorities a LEFT JOIN people p ON p.id = a.person_id LEFT JOIN units u ON u.id = a.unit_id";

/// The lines of an organisation, those in force first, then in the order in which they were added.
///
/// # Errors
/// When the database does not answer.
pub async fn of_organisation(cx: &mut Cx, organisation: OrganisationId) -> Result<Vec<Authority>> {
    let sql = format!(
        "{AUTHORITY} WHERE a.organisation_id = $1
         ORDER BY CASE WHEN a.to_date IS NULL OR a.to_date >= $2 THEN 0 ELSE 1 END, a.granted_at, a.id LIMIT 500"
    );
    cx.tx.all(&sql, args![organisation, cx.today()]).await?.iter().map(authority).collect()
}

/// One line of an organisation.
///
/// # Errors
/// [`Error::NotFound`] when the organisation has none of that id.
pub async fn load(cx: &mut Cx, organisation: OrganisationId, id: AuthorityId) -> Result<Authority> {
    let sql = format!("{AUTHORITY} WHERE a.id = $1 AND a.organisation_id = $2");
    authority(&cx.tx.one(&sql, args![id, organisation]).await?.ok_or(Error::NotFound)?)
}

fn authority(row: &Row) -> Result<Authority> {
    let (given, family): (Option<String>, Option<String>) = (row.get("given_name")?, row.get("family_name")?);
    let role: Option<String> = row.get("role")?;
    let kinds = [
        (Scale::Internal, row.get("is_internal")?),
        (Scale::External, row.get("is_external")?),
        (Scale::International, row.get("is_international")?),
    ];
    Ok(Authority {
        id: row.get("id")?,
        person: row.get("person_id")?,
        name: given.zip(family).map(|(given, family)| format!("{given} {family}").trim().to_owned()),
        role: role.as_deref().and_then(By::parse),
        unit: row.get("unit_id")?,
        unit_name: row.get("unit_name")?,
        up_to_minor: row.get("up_to_minor")?,
        currency: row.get("currency")?,
        kinds: kinds.into_iter().filter(|(_, is): &(Scale, bool)| *is).map(|(kind, _)| kind).collect(),
        from_date: row.get("from_date")?,
        to_date: row.get("to_date")?,
    })
}

/// Writes a line.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, organisation: OrganisationId, a: &Authority) -> Result<()> {
    let sql = "INSERT INTO signature_authorities (id, organisation_id, person_id, role, unit_id, up_to_minor, currency,
                 is_internal, is_external, is_international, from_date, to_date, granted_by, granted_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let is = |kind: Scale| a.kinds.contains(&kind);
    let by = Some(cx.actor.person).filter(|person| !person.0.is_nil());
    let values = args![
        a.id,
        organisation,
        a.person,
        a.role.map(By::as_str),
        a.unit,
        a.up_to_minor,
        &a.currency,
        is(Scale::Internal),
        is(Scale::External),
        is(Scale::International),
        a.from_date,
        a.to_date,
        by,
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Sets the last day of a line.
///
/// # Errors
/// When the database refuses.
pub async fn end(cx: &mut Cx, id: AuthorityId, last: NaiveDate) -> Result<()> {
    let sql = "UPDATE signature_authorities SET to_date = $2 WHERE id = $1";
    cx.tx.run(sql, args![id, last]).await.map(drop)
}

/// What a secondment costs once a change counts, by currency: in all, and to a host that is another organisation, where
/// that was noted. Empty when nothing was noted.
///
/// # Errors
/// When the database does not answer.
pub async fn costs_of_change(
    cx: &mut Cx,
    secondment: SecondmentId,
    change: i64,
) -> Result<Vec<(String, i64, Option<i64>)>> {
    let sql =
        "SELECT currency, total_minor, host_minor FROM change_costs WHERE secondment_id = $1 AND change = $2
               ORDER BY currency";
    let rows = cx.tx.all(sql, args![secondment, change]).await?;
    rows.iter()
        .map(|row| Ok((row.get("currency")?, row.get("total_minor")?, row.get("host_minor")?)))
        .collect()
}

/// Notes what a secondment costs in all, and to a host that is another organisation, once a change counts.
///
/// # Errors
/// When the database refuses.
pub async fn insert_cost(
    cx: &mut Cx,
    secondment: SecondmentId,
    change: i64,
    currency: &str,
    (total_minor, host_minor): (i64, i64),
) -> Result<()> {
    let sql =
        "INSERT INTO change_costs (secondment_id, change, currency, total_minor, host_minor) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (secondment_id, change, currency) DO NOTHING";
    cx.tx.run(sql, args![secondment, change, currency, total_minor, host_minor]).await.map(drop)
}
