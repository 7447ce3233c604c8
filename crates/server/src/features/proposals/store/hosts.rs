//! Finding a host and who directs the work there.

use sojourn_kit::args;
use sojourn_kit::error::Result;

use crate::actor::{OrganisationId, PersonId, Role, UnitId};
use crate::cx::Cx;
use crate::features::people::folded;

/// A person who may direct the work at the host.
#[derive(Debug, Clone)]
pub struct ContactMatch {
    /// Who.
    pub id: PersonId,
    /// Their full name.
    pub name: String,
    /// What they do.
    pub job_title: String,
    /// Where letters reach them.
    pub email: Option<String>,
    /// Their unit.
    pub unit_name: Option<String>,
}

const COLUMNS: &str = "p.id, p.given_name, p.family_name, p.job_title, p.email, u.name AS unit_name";

fn contact(row: &sojourn_kit::db::Row) -> Result<ContactMatch> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(ContactMatch {
        id: row.get("id")?,
        name: format!("{given} {family}").trim().to_owned(),
        job_title: row.get("job_title")?,
        email: row.get("email")?,
        unit_name: row.get("unit_name")?,
    })
}

/// Somebody of the organisation by email address, whatever its letter case.
///
/// # Errors
/// When the database does not answer.
pub async fn contact_by_email(
    cx: &mut Cx,
    organisation: OrganisationId,
    email: &str,
) -> Result<Option<ContactMatch>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM people p LEFT JOIN units u ON u.id = p.unit_id
         WHERE p.organisation_id = $1 AND lower(p.email) = $2 AND p.status = 'active' ORDER BY p.id"
    );
    cx.tx.one(&sql, args![organisation, email.trim().to_lowercase()]).await?.as_ref().map(contact).transpose()
}

/// People of the actor's own organisation whose name holds every word of `text`; a few at most.
///
/// # Errors
/// When the database does not answer.
pub async fn find_colleagues(cx: &mut Cx, text: &str) -> Result<Vec<ContactMatch>> {
    let words: Vec<String> = folded(text).split_whitespace().take(4).map(like).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let word = |n: usize| words.get(n).or_else(|| words.first()).cloned().unwrap_or_default();
    let sql = format!(
        "SELECT {COLUMNS} FROM people p LEFT JOIN units u ON u.id = p.unit_id
         WHERE p.organisation_id = $1 AND p.status = 'active' AND p.search LIKE $2 ESCAPE '!' AND p.search LIKE $3 ESCAPE '!'
           AND p.search LIKE $4 ESCAPE '!' AND p.search LIKE $5 ESCAPE '!'
         ORDER BY p.search, p.id LIMIT 6"
    );
    let rows = cx.tx.all(&sql, args![cx.actor.organisation, word(0), word(1), word(2), word(3)]).await?;
    rows.iter().map(contact).collect()
}

/// The active people who report to the actor, by name; a hundred at most.
///
/// # Errors
/// When the database does not answer.
pub async fn reports_of(cx: &mut Cx) -> Result<Vec<ContactMatch>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM people p LEFT JOIN units u ON u.id = p.unit_id
         WHERE p.manager_id = $1 AND p.status = 'active' ORDER BY p.search, p.id LIMIT 100"
    );
    cx.tx.all(&sql, args![cx.actor.person]).await?.iter().map(contact).collect()
}

fn like(word: &str) -> String {
    let word = word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{word}%")
}

/// The unit of that name, whatever its letter case.
///
/// # Errors
/// When the database does not answer.
pub async fn unit_by_name(cx: &mut Cx, organisation: OrganisationId, name: &str) -> Result<Option<UnitId>> {
    let sql = "SELECT id FROM units WHERE organisation_id = $1 AND lower(name) = $2 ORDER BY id";
    let row = cx.tx.one(sql, args![organisation, name.trim().to_lowercase()]).await?;
    row.map(|row| row.get("id")).transpose()
}

/// The organisation of that name, whatever its letter case.
///
/// # Errors
/// When the database does not answer.
pub async fn organisation_by_name(cx: &mut Cx, name: &str) -> Result<Option<OrganisationId>> {
    let sql = "SELECT id FROM organisations WHERE lower(name) = lower($1) OR lower(legal_name) = lower($1) ORDER BY name";
    let row = cx.tx.one(sql, args![name]).await?;
    row.map(|row| row.get("id")).transpose()
}

/// Names of the organisations that the actor's own has to do with: related, or host of a record of theirs.
///
/// # Errors
/// When the database does not answer.
pub async fn known_organisations(cx: &mut Cx) -> Result<Vec<String>> {
    let sql = "SELECT o.name FROM organisations o WHERE o.id <> $1 AND (
                   EXISTS (SELECT 1 FROM organisation_relations r WHERE r.organisation_id = $1 AND r.other_id = o.id
                           AND r.from_date <= $2 AND (r.to_date IS NULL OR r.to_date >= $2))
                   OR EXISTS (SELECT 1 FROM secondments s WHERE s.home_organisation_id = $1
                              AND s.host_organisation_id = o.id AND s.workflow <> 'idea' AND NOT s.is_confidential))
               ORDER BY o.name";
    let rows = cx.tx.all(sql, args![cx.actor.organisation, cx.today()]).await?;
    rows.iter().map(|row| row.get("name")).collect()
}

/// The roles that a person holds for organisations today.
///
/// # Errors
/// When the database does not answer.
pub async fn roles_of(cx: &mut Cx, person: PersonId) -> Result<Vec<(OrganisationId, Role)>> {
    let sql = "SELECT organisation_id, role FROM roles WHERE person_id = $1 AND secondment_id IS NULL
               AND from_date <= $2 AND (to_date IS NULL OR to_date >= $2)";
    let rows = cx.tx.all(sql, args![person, cx.today()]).await?;
    let mut held = Vec::new();
    for row in &rows {
        if let Some(role) = Role::parse(&row.get::<String>("role")?) {
            held.push((row.get("organisation_id")?, role));
        }
    }
    Ok(held)
}
