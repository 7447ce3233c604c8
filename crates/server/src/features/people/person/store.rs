//! Every SQL statement for one person and their pay.

use sojourn_kit::args;
use sojourn_kit::db::{Row, is_duplicate};
use sojourn_kit::error::{Error, Result};
use sojourn_money::Money;

use super::model::{Pay, Person, Stay, Valid};
use crate::actor::{OrganisationId, PersonId, Role, UnitId};
use crate::cx::Cx;
use crate::features::people::access::Sight;
use crate::features::people::model::search_key;

/// The person, if they exist for the actor, with what the actor may see of them; otherwise the one 404.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, id: PersonId) -> Result<(Person, Sight)> {
    let sql = "SELECT p.id, p.organisation_id, o.name AS organisation_name, o.currency, p.given_name, p.family_name,
            p.employee_number, p.email, p.job_title, p.unit_id, u.name AS unit_name, p.manager_id,
            m.given_name AS manager_given, m.family_name AS manager_family, m.employee_number AS manager_number,
            p.hired_on, p.left_on, p.status, p.version, a.id AS account_id
         FROM people p JOIN organisations o ON o.id = p.organisation_id
         LEFT JOIN units u ON u.id = p.unit_id LEFT JOIN people m ON m.id = p.manager_id
         LEFT JOIN accounts a ON a.person_id = p.id AND a.disabled_at IS NULL
         WHERE p.id = $1";
    let person = person(&cx.tx.one(sql, args![id]).await?.ok_or(Error::NotFound)?)?;
    let sight = Sight::of(&cx.actor, person.id, person.organisation).ok_or(Error::NotFound)?;
    Ok((person, sight))
}

fn person(row: &Row) -> Result<Person> {
    let given: Option<String> = row.get("manager_given")?;
    let family: Option<String> = row.get("manager_family")?;
    Ok(Person {
        id: row.get("id")?,
        organisation: row.get("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        currency: row.get("currency")?,
        given_name: row.get("given_name")?,
        family_name: row.get("family_name")?,
        employee_number: row.get("employee_number")?,
        email: row.get("email")?,
        job_title: row.get("job_title")?,
        unit: row.get("unit_id")?,
        unit_name: row.get("unit_name")?,
        manager: row.get("manager_id")?,
        manager_name: given.zip(family).map(|(given, family)| format!("{given} {family}")),
        manager_number: row.get("manager_number")?,
        hired_on: row.get("hired_on")?,
        left_on: row.get("left_on")?,
        status: row.get("status")?,
        version: row.get("version")?,
        has_account: row.get::<Option<uuid::Uuid>>("account_id")?.is_some(),
    })
}

/// The first of those whom the person leads, by name: id, name, what they do.
///
/// # Errors
/// When the database does not answer.
pub async fn reports(cx: &mut Cx, manager: PersonId) -> Result<Vec<(PersonId, String, String)>> {
    let sql = "SELECT id, given_name, family_name, job_title FROM people
               WHERE manager_id = $1 AND status = 'active' ORDER BY search, id LIMIT 13";
    let rows = cx.tx.all(sql, args![manager]).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            Ok((row.get("id")?, format!("{given} {family}"), row.get("job_title")?))
        })
        .collect()
}

/// How many people the person leads.
///
/// # Errors
/// When the database does not answer.
pub async fn count_reports(cx: &mut Cx, manager: PersonId) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM people WHERE manager_id = $1 AND status = 'active'";
    cx.tx.count(sql, args![manager]).await
}

/// The roles that the person holds for organisations today, as stored words.
///
/// # Errors
/// When the database does not answer.
pub async fn roles(cx: &mut Cx, id: PersonId) -> Result<Vec<String>> {
    let sql = "SELECT role FROM roles WHERE person_id = $1 AND secondment_id IS NULL
               AND from_date <= $2 AND (to_date IS NULL OR to_date >= $2) ORDER BY role";
    cx.tx.all(sql, args![id, cx.today()]).await?.iter().map(|row| row.get("role")).collect()
}

/// The person's secondments, the newest first. Drafts only for themself; what is confidential only for those who are
/// named on it and for mobility.
///
/// # Errors
/// When the database does not answer.
pub async fn stays(cx: &mut Cx, person: &Person, is_self: bool) -> Result<Vec<Stay>> {
    let sql = "SELECT s.number, s.title, o.name AS host_name, s.starts_on, s.ends_on FROM secondments s
               LEFT JOIN organisations o ON o.id = s.host_organisation_id
               WHERE s.secondee_id = $1 AND s.home_organisation_id = $2 AND ($3 = 1 OR s.workflow <> 'idea')
                 AND ($3 = 1 OR NOT s.is_confidential OR $4 = 1 OR s.home_manager_id = $5)
               ORDER BY s.created_at DESC, s.id DESC LIMIT 20";
    let runs = cx.actor.holds(Role::ProgrammeAdmin, person.organisation);
    let values = args![person.id, person.organisation, i64::from(is_self), i64::from(runs), cx.actor.person];
    cx.tx
        .all(sql, values)
        .await?
        .iter()
        .map(|row| {
            Ok(Stay {
                number: row.get("number")?,
                title: row.get("title")?,
                host_name: row.get("host_name")?,
                starts_on: row.get("starts_on")?,
                ends_on: row.get("ends_on")?,
            })
        })
        .collect()
}

/// What the person is paid. Callers record the look.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn pay(cx: &mut Cx, id: PersonId) -> Result<Option<Pay>> {
    let sql = "SELECT annual_minor, currency FROM pay WHERE person_id = $1";
    let Some(row) = cx.tx.one(sql, args![id]).await? else { return Ok(None) };
    Ok(Some(Pay { annual_minor: row.get("annual_minor")?, currency: row.get("currency")? }))
}

/// Writes what the person is paid.
///
/// # Errors
/// When the database refuses.
pub(super) async fn save_pay(cx: &mut Cx, id: PersonId, annual: Money) -> Result<()> {
    let sql = "INSERT INTO pay (person_id, annual_minor, currency, updated_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (person_id) DO UPDATE SET annual_minor = excluded.annual_minor,
                currency = excluded.currency, updated_at = excluded.updated_at";
    cx.tx.run(sql, args![id, annual.minor(), annual.currency().code(), cx.now()]).await.map(drop)
}

/// Active people of an organisation with that employee number or full name, two at the most.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn named(cx: &mut Cx, organisation: OrganisationId, text: &str) -> Result<Vec<PersonId>> {
    let sql = "SELECT id FROM people WHERE organisation_id = $1 AND employee_number = $2";
    if let Some(row) = cx.tx.one(sql, args![organisation, text]).await? {
        return Ok(vec![row.get("id")?]);
    }
    let sql = "SELECT id FROM people WHERE organisation_id = $1 AND status = 'active'
               AND lower(given_name || ' ' || family_name) = lower($2) LIMIT 2";
    cx.tx.all(sql, args![organisation, text]).await?.iter().map(|row| row.get("id")).collect()
}

/// Whether a person of that id belongs to the organisation.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn belongs(cx: &mut Cx, organisation: OrganisationId, id: PersonId) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM people WHERE organisation_id = $1 AND id = $2";
    Ok(cx.tx.count(sql, args![organisation, id]).await? > 0)
}

/// Where a person belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Belonging {
    /// Their organisation.
    pub(super) organisation: OrganisationId,
    /// Their unit.
    pub(super) unit: Option<UnitId>,
    /// Their line manager.
    pub(super) manager: Option<PersonId>,
}

/// Writes a new person.
///
/// # Errors
/// Invalid when the employee number is taken.
pub(super) async fn insert(cx: &mut Cx, id: PersonId, to: Belonging, v: &Valid) -> Result<()> {
    let sql = "INSERT INTO people (id, organisation_id, unit_id, manager_id, employee_number, given_name, family_name,
                email, job_title, hired_on, left_on, status, search, version, created_at, updated_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $14)";
    let search = search_key(&v.family_name, &v.given_name, v.employee_number.as_deref());
    let values = args![
        id,
        to.organisation,
        to.unit,
        to.manager,
        &v.employee_number,
        &v.given_name,
        &v.family_name,
        &v.email,
        &v.job_title,
        v.hired_on,
        v.has_left.then(|| cx.today()),
        if v.has_left { "left" } else { "active" },
        search,
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop).map_err(number_taken)
}

/// Writes the person anew, if nobody else has since.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one; invalid when the employee number is taken.
pub(super) async fn update(
    cx: &mut Cx,
    before: &Person,
    version: i64,
    to: Belonging,
    v: &Valid,
) -> Result<()> {
    let sql = "UPDATE people SET version = version + 1, updated_at = $3, unit_id = $4, manager_id = $5,
                employee_number = $6, given_name = $7, family_name = $8, email = $9, job_title = $10, hired_on = $11,
                left_on = $12, status = $13, search = $14 WHERE id = $1 AND version = $2";
    let search = search_key(&v.family_name, &v.given_name, v.employee_number.as_deref());
    let left_on = v.has_left.then(|| before.left_on.unwrap_or(cx.today()));
    let values = args![
        before.id,
        version,
        cx.now(),
        to.unit,
        to.manager,
        &v.employee_number,
        &v.given_name,
        &v.family_name,
        &v.email,
        &v.job_title,
        v.hired_on,
        left_on,
        if v.has_left { "left" } else { "active" },
        search
    ];
    let touched = cx.tx.run(sql, values).await.map_err(number_taken)?;
    if touched == 0 { Err(Error::Stale) } else { Ok(()) }
}

fn number_taken(error: Error) -> Error {
    if is_duplicate(&error) {
        return Error::field("employee_number", "Somebody here has this employee number already.");
    }
    error
}
