//! Every SQL statement for roles of organisations. Roles on one record belong to that record.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;
use uuid::Uuid;

use super::RoleRow;
use crate::actor::{OrganisationId, PersonId, Role};
use crate::cx::Cx;

const ROLE: &str = "SELECT r.id, r.person_id, p.given_name, p.family_name, r.role, r.from_date, r.to_date
    FROM roles r JOIN people p ON p.id = r.person_id";

/// The rows of an organisation, those in force first, then by name.
///
/// # Errors
/// When the database does not answer.
pub async fn of_organisation(cx: &mut Cx, organisation: OrganisationId) -> Result<Vec<RoleRow>> {
    let sql = format!(
        "{ROLE} WHERE r.organisation_id = $1 AND r.secondment_id IS NULL
         ORDER BY CASE WHEN r.to_date IS NULL OR r.to_date >= $2 THEN 0 ELSE 1 END, p.search, r.role, r.from_date, r.id
         LIMIT 500"
    );
    cx.tx.all(&sql, args![organisation, cx.today()]).await?.iter().map(role_row).collect()
}

/// One row of an organisation.
///
/// # Errors
/// [`Error::NotFound`] when the organisation has none of that id.
pub async fn load(cx: &mut Cx, organisation: OrganisationId, id: Uuid) -> Result<RoleRow> {
    let sql = format!("{ROLE} WHERE r.id = $1 AND r.organisation_id = $2 AND r.secondment_id IS NULL");
    role_row(&cx.tx.one(&sql, args![id, organisation]).await?.ok_or(Error::NotFound)?)
}

fn role_row(row: &Row) -> Result<RoleRow> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    let word: String = row.get("role")?;
    let role = Role::parse(&word).ok_or_else(|| Error::internal(format!("unknown role “{word}”")))?;
    Ok(RoleRow {
        id: row.get("id")?,
        person: row.get("person_id")?,
        name: format!("{given} {family}"),
        role: role.as_str(),
        label: role.label(),
        from_date: row.get("from_date")?,
        to_date: row.get("to_date")?,
    })
}

/// Gives a person a role for an organisation.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    person: PersonId,
    organisation: OrganisationId,
    role: Role,
    dates: (NaiveDate, Option<NaiveDate>),
) -> Result<Uuid> {
    let id = uuid_v7(cx.now());
    let granted_by = Some(cx.actor.person).filter(|person| !person.0.is_nil());
    let sql =
        "INSERT INTO roles (id, person_id, organisation_id, role, from_date, to_date, granted_by, granted_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![id, person, organisation, role.as_str(), dates.0, dates.1, granted_by, cx.now()];
    cx.tx.run(sql, values).await?;
    Ok(id)
}

/// Sets the last day of a row.
///
/// # Errors
/// When the database refuses.
pub async fn end(cx: &mut Cx, id: Uuid, last: NaiveDate) -> Result<()> {
    cx.tx.run("UPDATE roles SET to_date = $2 WHERE id = $1", args![id, last]).await.map(drop)
}

/// How many people with a live account hold the role today, and without an end.
///
/// # Errors
/// When the database does not answer.
pub async fn holders(cx: &mut Cx, organisation: OrganisationId, role: Role) -> Result<i64> {
    let sql =
        "SELECT COUNT(DISTINCT r.person_id) AS n FROM roles r JOIN accounts a ON a.person_id = r.person_id
               JOIN people p ON p.id = r.person_id
               WHERE r.organisation_id = $1 AND r.secondment_id IS NULL AND r.role = $2 AND r.from_date <= $3
                 AND r.to_date IS NULL AND a.disabled_at IS NULL AND p.status = 'active'";
    cx.tx.count(sql, args![organisation, role.as_str(), cx.today()]).await
}

/// Whether anybody, active or not, was given the role of administrator for the organisation without an end.
///
/// # Errors
/// When the database does not answer.
pub async fn is_administered(cx: &mut Cx, organisation: OrganisationId) -> Result<bool> {
    let sql =
        "SELECT COUNT(*) AS n FROM roles WHERE organisation_id = $1 AND secondment_id IS NULL AND role = $2
               AND to_date IS NULL";
    Ok(cx.tx.count(sql, args![organisation, Role::SysAdmin.as_str()]).await? > 0)
}

/// The active person of an organisation with that address.
///
/// # Errors
/// When the database does not answer.
pub async fn person_by_email(
    cx: &mut Cx,
    organisation: OrganisationId,
    email: &str,
) -> Result<Option<PersonId>> {
    let sql = "SELECT id FROM people WHERE organisation_id = $1 AND lower(email) = $2 AND status = 'active' LIMIT 1";
    let row = cx.tx.one(sql, args![organisation, email.trim().to_lowercase()]).await?;
    row.map(|row| row.get("id")).transpose()
}

/// The active people who hold one of the roles for an organisation on a day and can sign in, each once.
///
/// # Errors
/// When the database does not answer.
pub async fn people_with(
    cx: &mut Cx,
    organisation: OrganisationId,
    roles: &[Role],
    on: NaiveDate,
) -> Result<Vec<PersonId>> {
    let sql = "SELECT DISTINCT r.person_id, r.role FROM roles r JOIN people p ON p.id = r.person_id
               JOIN accounts a ON a.person_id = p.id AND a.disabled_at IS NULL
               WHERE r.organisation_id = $1 AND r.secondment_id IS NULL AND p.status = 'active'
                 AND r.from_date <= $2 AND (r.to_date IS NULL OR r.to_date >= $2) ORDER BY r.person_id";
    let mut people = Vec::new();
    for row in cx.tx.all(sql, args![organisation, on]).await? {
        let role: String = row.get("role")?;
        let person: PersonId = row.get("person_id")?;
        if Role::parse(&role).is_some_and(|role| roles.contains(&role)) && !people.contains(&person) {
            people.push(person);
        }
    }
    Ok(people)
}
