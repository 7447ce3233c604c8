//! Every SQL statement for people.

use sojourn_kit::args;
use sojourn_kit::db::{Row, Value};
use sojourn_kit::error::{Error, Result};

use super::model::{Brief, folded, search_key};
use super::search::{self, words};
use crate::actor::{OrganisationId, PersonId, Role};
use crate::cx::Cx;

/// People that a search in a form offers.
const FOUND: usize = 20;

/// What a [`Brief`] is read from, up to the condition.
const BRIEF: &str = "SELECT p.id, p.given_name, p.family_name, p.job_title, p.email, p.organisation_id,
        o.name AS organisation_name, p.unit_id, u.name AS unit_name, p.manager_id,
        CAST(CASE WHEN a.id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS accounts
     FROM people p JOIN organisations o ON o.id = p.organisation_id
     LEFT JOIN units u ON u.id = p.unit_id
     LEFT JOIN accounts a ON a.person_id = p.id AND a.disabled_at IS NULL";

/// A person as a record shows them. Callers hold the id from a row that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn brief(cx: &mut Cx, id: PersonId) -> Result<Brief> {
    if let Some(known) = cx.known::<Brief>(id) {
        return Ok(known);
    }
    let sql = format!("{BRIEF} WHERE p.id = $1");
    let found = read_brief(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)?;
    Ok(cx.keep(id, found))
}

/// Up to twenty active people of an organisation whose name or number holds each word of `text`, or whose address
/// is `text`, by name. Callers make sure that the actor may look people of that organisation up.
///
/// # Errors
/// When the database does not answer.
pub async fn find_in_organisation(
    cx: &mut Cx,
    organisation: OrganisationId,
    text: &str,
) -> Result<Vec<Brief>> {
    if text.contains('@') {
        let sql = format!(
            "{BRIEF} WHERE p.organisation_id = $1 AND p.status = 'active' AND lower(p.email) = $2
             ORDER BY p.search, p.id LIMIT {FOUND}"
        );
        let values = args![organisation, text.trim().to_lowercase()];
        return cx.tx.all(&sql, values).await?.iter().map(read_brief).collect();
    }
    let folded = folded(text);
    let words = words(&folded);
    let entry = search::store::entry(&mut cx.tx, organisation, &words).await?;
    let mut values = args![organisation];
    let filters = holding(&entry.others(&words), &mut values);
    let conditions = format!("p.status = 'active'{}", filters.replace("{search}", "w.search"));
    let sql = match entry.found(&mut values, &conditions, "ASC", FOUND) {
        Some(found) => format!("{BRIEF} JOIN ({found}) AS f ON f.person_id = p.id"),
        None => {
            let filters = filters.replace("{search}", "p.search");
            format!("{BRIEF} WHERE p.organisation_id = $1 AND p.status = 'active'{filters}")
        }
    };
    let sql = format!("{sql} ORDER BY p.search, p.id LIMIT {FOUND}");
    cx.tx.all(&sql, values).await?.iter().map(read_brief).collect()
}

/// The active person with that address who can sign in here, in whichever organisation of this installation.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_email(cx: &mut Cx, email: &str) -> Result<Option<Brief>> {
    let sql = format!(
        "{BRIEF} WHERE lower(p.email) = $1 AND p.status = 'active' AND a.id IS NOT NULL ORDER BY p.id LIMIT 1"
    );
    cx.tx.one(&sql, args![email.trim().to_lowercase()]).await?.as_ref().map(read_brief).transpose()
}

/// Whether the person leads a team: somebody reports to them, or nobody stands above them in their unit.
///
/// # Errors
/// When the database does not answer.
pub async fn leads(cx: &mut Cx, person: PersonId) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM people p WHERE (p.manager_id = $1 AND p.status = 'active')
               OR (p.id = $1 AND p.manager_id IS NULL AND p.unit_id IS NOT NULL)";
    Ok(cx.tx.count(sql, args![person]).await? > 0)
}

/// Those who hold the role for the organisation today.
///
/// # Errors
/// When the database does not answer.
pub async fn holders(cx: &mut Cx, organisation: OrganisationId, role: Role) -> Result<Vec<PersonId>> {
    let sql = "SELECT DISTINCT person_id FROM roles WHERE organisation_id = $1 AND role = $2 AND secondment_id IS NULL
               AND from_date <= $3 AND (to_date IS NULL OR to_date >= $3)";
    let rows = cx.tx.all(sql, args![organisation, role.as_str(), cx.today()]).await?;
    rows.iter().map(|row| row.get("person_id")).collect()
}

/// Conditions that the folded name `{search}` holds each word, each with an `AND` before it.
pub fn holding(words: &[&str], values: &mut Vec<Value>) -> String {
    words
        .iter()
        .map(|word| {
            values.push(contains(word).into());
            format!(" AND {{search}} LIKE ${} ESCAPE '\\'", values.len())
        })
        .collect()
}

/// Writes a contact at an outside organisation, who has no account. The same address in the same organisation is
/// the same person.
///
/// # Errors
/// When the database refuses.
pub async fn insert_contact(
    cx: &mut Cx,
    organisation: OrganisationId,
    given: &str,
    family: &str,
    email: &str,
    job_title: &str,
) -> Result<PersonId> {
    let sql = "SELECT id FROM people WHERE organisation_id = $1 AND lower(email) = $2 AND status = 'active'";
    if let Some(row) = cx.tx.one(sql, args![organisation, email.trim().to_lowercase()]).await? {
        return row.get("id");
    }
    let id = PersonId::new(cx.now());
    let sql =
        "INSERT INTO people (id, organisation_id, given_name, family_name, email, job_title, status, search,
                version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, 'active', $7, 1, $8, $8)";
    let search = search_key(family, given, None);
    let values = args![
        id,
        organisation,
        given.trim(),
        family.trim(),
        email.trim(),
        job_title.trim(),
        search,
        cx.now()
    ];
    cx.tx.run(sql, values).await?;
    Ok(id)
}

/// The pattern for `LIKE … ESCAPE '\\'` that finds `text` anywhere in a folded column.
pub fn contains(text: &str) -> String {
    let plain = folded(text).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{plain}%")
}

fn read_brief(row: &Row) -> Result<Brief> {
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

/// The number by which the organisation knows a person, for those who must keep it out of sight.
///
/// # Errors
/// [`Error::NotFound`] when there is no such person.
pub async fn employee_number(cx: &mut Cx, id: PersonId) -> Result<Option<String>> {
    let row = cx.tx.one("SELECT employee_number FROM people WHERE id = $1", args![id]).await?;
    row.ok_or(Error::NotFound)?.get("employee_number")
}
