//! Every SQL statement for the list of people. The order is that of the index: family name, given name, number.

use sojourn_kit::args;
use sojourn_kit::db::{Row, Value};
use sojourn_kit::error::Result;

use super::{From, PersonLine, Standing, Wanted};
use crate::cx::Cx;
use crate::features::people::search::{self, words};
use crate::features::people::store::holding;

const COLUMNS: &str = "p.id, p.given_name, p.family_name, p.employee_number, p.email, p.job_title, u.name AS unit_name,
    m.given_name AS manager_given, m.family_name AS manager_family, m.employee_number AS manager_number, p.hired_on,
    p.status";
const JOINS: &str = "LEFT JOIN units u ON u.id = p.unit_id LEFT JOIN people m ON m.id = p.manager_id";

/// One page, and whether there is more on its far side.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &mut Cx, wanted: &Wanted, most: usize) -> Result<(Vec<PersonLine>, bool)> {
    let words = words(&wanted.words);
    let entry = search::store::entry(&mut cx.tx, wanted.organisation, &words).await?;
    let mut values = args![wanted.organisation];
    let mut filters = filters(wanted, &entry.others(&words), &mut values);
    let bound = match wanted.from {
        From::Start => None,
        From::After(id) => Some((id, ">")),
        From::Before(id) => Some((id, "<")),
    };
    if let Some((id, sign)) = bound {
        values.push(id.into());
        let at = values.len();
        filters.push_str(&format!(
            " AND ({{search}}, p.id) {sign}
               (SELECT k.search, k.id FROM people k WHERE k.id = ${at} AND k.organisation_id = $1)"
        ));
    }
    let (order, limit) = (if matches!(wanted.from, From::Before(_)) { "DESC" } else { "ASC" }, most + 1);
    let conditions = filters.replace("{search}", "w.search").replace("p.id", "w.person_id");
    let from = match entry.found(&mut values, &format!("1 = 1{conditions}"), order, limit) {
        Some(found) => format!("({found}) AS f JOIN people p ON p.id = f.person_id {JOINS}"),
        None => {
            let filters = filters.replace("{search}", "p.search");
            format!("people p {JOINS} WHERE p.organisation_id = $1{filters}")
        }
    };
    let sql = format!("SELECT {COLUMNS} FROM {from} ORDER BY p.search {order}, p.id {order} LIMIT {limit}");
    let rows = cx.tx.all(&sql, values).await?;
    let has_more = rows.len() > most;
    let mut lines = rows.iter().take(most).map(line).collect::<Result<Vec<_>>>()?;
    if order == "DESC" {
        lines.reverse();
    }
    Ok((lines, has_more))
}

/// The statement of the whole list, for an export that streams.
#[must_use]
pub fn export(wanted: &Wanted) -> (String, Vec<Value>) {
    let mut values = args![wanted.organisation];
    let filters = filters(wanted, &words(&wanted.words), &mut values).replace("{search}", "p.search");
    let sql = format!(
        "SELECT {COLUMNS} FROM people p {JOINS} WHERE p.organisation_id = $1{filters} ORDER BY p.search, p.id"
    );
    (sql, values)
}

/// What narrows the list, each condition with an `AND` before it; `{search}` stands for the folded name. Each word
/// of `words` may be anywhere in it, so that "ada byron" finds "byron ada 1".
fn filters(wanted: &Wanted, words: &[&str], values: &mut Vec<Value>) -> String {
    let mut filters = holding(words, values);
    if wanted.standing != Standing::All {
        // a word of ours, written out: the index of those who left is found by it
        filters.push_str(&format!(" AND p.status = '{}'", wanted.standing.as_str()));
    }
    if let Some(unit) = wanted.unit {
        values.push(unit.into());
        filters.push_str(&format!(" AND p.unit_id = ${}", values.len()));
    }
    filters
}

/// Reads a row of the list.
///
/// # Errors
/// When a column is of another type: a fault of the product.
pub fn line(row: &Row) -> Result<PersonLine> {
    let given: Option<String> = row.get("manager_given")?;
    let family: Option<String> = row.get("manager_family")?;
    Ok(PersonLine {
        id: row.get("id")?,
        given_name: row.get("given_name")?,
        family_name: row.get("family_name")?,
        employee_number: row.get("employee_number")?,
        email: row.get("email")?,
        job_title: row.get("job_title")?,
        unit_name: row.get("unit_name")?,
        manager_name: given.zip(family).map(|(given, family)| format!("{given} {family}")),
        manager_number: row.get("manager_number")?,
        hired_on: row.get("hired_on")?,
        status: row.get("status")?,
    })
}
