//! Every SQL statement for the list. [`scope`] says in SQL what `Standing::of` says in Rust: whether a record
//! exists for the actor. A property test holds the two together.

mod search;

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use sojourn_kit::args;
use sojourn_kit::db::{Row, Value};
use sojourn_kit::error::Result;
use uuid::Uuid;

use crate::actor::{Actor, OrganisationId, Role};
use crate::cx::Cx;
use crate::features::secondments::access::Standing;
use crate::features::secondments::list::model::{Cursor, Line, NEAR_DAYS, Page, StatusGroup, Wanted};
use crate::features::secondments::model::{Record, SecondmentId};
use crate::features::secondments::store::{COLUMNS, secondment};

/// A condition with its values, built piece by piece. The text holds our own words only; values travel apart.
#[derive(Debug, Clone, Default)]
pub struct Condition {
    /// The values of `$1`, `$2`, …
    pub args: Vec<Value>,
}

impl Condition {
    /// Adds a value and answers its placeholder.
    pub fn value(&mut self, value: impl Into<Value>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }

    /// Adds values and answers `$1, $2, …` for an `IN`.
    pub fn values<T: Into<Value>>(&mut self, values: impl IntoIterator<Item = T>) -> String {
        let places: Vec<String> = values.into_iter().map(|value| self.value(value)).collect();
        places.join(", ")
    }

    /// The record is one on which the actor holds one of the roles today.
    pub fn own(&mut self, actor: &Actor, today: NaiveDate, roles: &[Role]) -> String {
        let (person, day) = (self.value(actor.person), self.value(today));
        let roles = self.values(roles.iter().map(|role| role.as_str()));
        format!(
            "s.id IN (SELECT r.secondment_id FROM roles r WHERE r.person_id = {person} AND r.secondment_id IS NOT NULL
               AND r.from_date <= {day} AND (r.to_date IS NULL OR r.to_date >= {day}) AND r.role IN ({roles}))"
        )
    }

    /// The home organisation is one for which the actor holds one of the roles; none when there is no such. What is
    /// confidential is there for mobility alone.
    pub fn at_home(&mut self, actor: &Actor, roles: &[Role]) -> Option<String> {
        let organisations = held(actor, roles);
        let list = (!organisations.is_empty()).then(|| self.values(organisations))?;
        let runs = roles.contains(&Role::ProgrammeAdmin).then(|| held(actor, &[Role::ProgrammeAdmin]));
        Some(match runs.filter(|runs| !runs.is_empty()) {
            Some(runs) => {
                let runs = self.values(runs);
                format!(
                    "(s.home_organisation_id IN ({list}) AND (NOT s.is_confidential OR s.home_organisation_id IN ({runs})))"
                )
            }
            None => format!("(s.home_organisation_id IN ({list}) AND NOT s.is_confidential)"),
        })
    }

    /// The host organisation is one for which the actor holds one of the roles, and the record is not confidential; none
    /// when there is no such.
    pub fn at_host(&mut self, actor: &Actor, roles: &[Role]) -> Option<String> {
        let organisations = held(actor, roles);
        let list = (!organisations.is_empty()).then(|| self.values(organisations))?;
        Some(format!("(s.host_organisation_id IN ({list}) AND NOT s.is_confidential)"))
    }
}

/// The organisations for which the actor holds one of the roles.
#[must_use]
pub fn held(actor: &Actor, roles: &[Role]) -> Vec<OrganisationId> {
    let mut all: Vec<_> = actor
        .roles
        .iter()
        .filter(|(_, role)| roles.contains(role))
        .map(|(organisation, _)| *organisation)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Roles of the home organisation that open its records.
pub const HOME_ROLES: &[Role] = &[Role::ProgrammeAdmin, Role::Hr, Role::Finance, Role::Legal, Role::Auditor];
/// Roles of the host organisation that open the records it takes part in.
pub const HOST_ROLES: &[Role] = &[Role::ProgrammeAdmin, Role::Hr, Role::Finance];

/// The record `s` exists for the actor: the SQL of `Standing::of(..).is_any()`.
pub fn scope(c: &mut Condition, actor: &Actor, today: NaiveDate) -> String {
    let secondee = c.own(actor, today, &[Role::Secondee]);
    let others = c.own(actor, today, &[Role::HomeManager, Role::HostManager, Role::PartnerContact]);
    let author = c.value(actor.person);
    let mut sent = vec![others];
    sent.extend(c.at_home(actor, HOME_ROLES));
    sent.extend(c.at_host(actor, HOST_ROLES));
    // an actor without an organisation to cover has few records: found by id, not by walking the list
    if sent.len() == 1 {
        return format!(
            "s.id IN (SELECT s.id FROM secondments s WHERE {secondee}
               UNION SELECT s.id FROM secondments s WHERE {} AND s.workflow <> 'idea'
               UNION SELECT s.id FROM secondments s WHERE s.author_id = {author} AND s.workflow = 'idea')",
            sent[0]
        );
    }
    let sent = sent.join(" OR ");
    format!(
        "({secondee} OR (s.workflow = 'idea' AND s.author_id = {author}) OR (s.workflow <> 'idea' AND ({sent})))"
    )
}

/// What a line shows beside the record itself. Left joins, so that the list is walked in its own order.
const NAMED: &str = "p.given_name, p.family_name, ho.name AS home_organisation, hu.name AS home_unit,
    t.name AS host_organisation, tu.name AS host_unit";
/// The names of a line beside the record `s`.
pub const JOINS: &str = "LEFT JOIN people p ON p.id = s.secondee_id
    LEFT JOIN organisations ho ON ho.id = s.home_organisation_id LEFT JOIN units hu ON hu.id = s.home_unit_id
    LEFT JOIN organisations t ON t.id = s.host_organisation_id LEFT JOIN units tu ON tu.id = s.host_unit_id";

/// The columns that [`lines_of`] reads.
#[must_use]
pub fn columns() -> String {
    format!("{COLUMNS}, {NAMED}")
}

/// One page of the list, newest first, and whether there is more on its far side.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &mut Cx, wanted: &Wanted, most: usize) -> Result<(Vec<Line>, bool)> {
    let (mut c, today) = (Condition::default(), cx.today());
    let mut filters = vec![scope(&mut c, &cx.actor, today)];
    let start = search::rarest(cx, &wanted.words).await?;
    filters.extend(start.map(|word| search::found(&mut c, word)));
    filters.extend(narrowed(&mut c, wanted, start, today));
    let (bound, order) = match wanted.page {
        Page::First => (None, "DESC"),
        Page::Before(cursor) => (Some(beyond(&mut c, cursor, "<")), "DESC"),
        Page::After(cursor) => (Some(beyond(&mut c, cursor, ">")), "ASC"),
    };
    filters.extend(bound);
    let limit = c.value(i64::try_from(most).unwrap_or(100) + 1);
    let sql = format!(
        "SELECT {COLUMNS}, {NAMED} FROM secondments s {JOINS} WHERE {} ORDER BY s.updated_at {order}, s.id {order}
         LIMIT {limit}",
        filters.join(" AND ")
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    let has_more = rows.len() > most;
    let mut lines = lines_of(cx, &rows[..rows.len().min(most)]).await?;
    if order == "ASC" {
        lines.reverse();
    }
    Ok((lines, has_more))
}

/// The statement that [`page`] would run without paging, for an export that streams.
pub fn export(cx: &Cx, wanted: &Wanted) -> (String, Vec<Value>) {
    let (mut c, today) = (Condition::default(), cx.today());
    let mut filters = vec![scope(&mut c, &cx.actor, today)];
    filters.extend(narrowed(&mut c, wanted, None, today));
    let sql = format!(
        "SELECT {COLUMNS}, {NAMED} FROM secondments s {JOINS} WHERE {} ORDER BY s.updated_at DESC, s.id DESC",
        filters.join(" AND ")
    );
    (sql, c.args)
}

fn beyond(c: &mut Condition, cursor: Cursor, sign: &str) -> String {
    let (at, id) = (c.value(cursor.at), c.value(cursor.id));
    format!("(s.updated_at, s.id) {sign} ({at}, {id})")
}

/// What narrows the list; the word at which the search starts has been asked there.
fn narrowed(c: &mut Condition, wanted: &Wanted, start: Option<&str>, today: NaiveDate) -> Vec<String> {
    let mut filters = Vec::new();
    if let Some(group) = wanted.status {
        filters.push(in_group(c, group, today));
    }
    let others = wanted.words.iter().filter(|word| Some(word.as_str()) != start);
    filters.extend(others.map(|word| search::holds(c, word)));
    filters
}

/// The record stands in one of the group's states; near a day where the group says so.
pub fn in_group(c: &mut Condition, group: StatusGroup, today: NaiveDate) -> String {
    let states = c.values(group.states().iter().map(|state| state.as_str()));
    let near = match group {
        StatusGroup::Starting => "starts_on",
        StatusGroup::Back => "ends_on",
        StatusGroup::Misfit => {
            let today = c.value(today);
            return format!(
                "s.workflow IN ({states}) AND s.presence IN ('at_host', 'on_leave')
                   AND (s.paper <> 'executed' OR s.ends_on < {today})"
            );
        }
        _ => return format!("s.workflow IN ({states})"),
    };
    let (from, to) = (c.value(today), c.value(today + Duration::days(NEAR_DAYS)));
    format!("s.workflow IN ({states}) AND s.{near} >= {from} AND s.{near} <= {to}")
}

/// Rows as lines, with what the actor is to each record: one more query for all of them.
///
/// # Errors
/// When the database does not answer.
pub async fn lines_of(cx: &mut Cx, rows: &[Row]) -> Result<Vec<Line>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.get("id")).collect::<Result<_>>()?;
    let roles = record_roles(cx, &ids).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(line(&cx.actor, row, &roles)?);
    }
    Ok(lines)
}

/// A row as a line.
///
/// # Errors
/// When a stored word is none of ours: a fault of the product.
pub fn line(actor: &Actor, row: &Row, roles: &HashMap<SecondmentId, Vec<Role>>) -> Result<Line> {
    let secondment = secondment(row)?;
    let held = roles.get(&secondment.id).map(Vec::as_slice).unwrap_or_default();
    let standing = Standing::of(actor, &secondment, held);
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Line {
        record: Record { secondment, standing },
        person: format!("{given} {family}"),
        home_organisation: row.get("home_organisation")?,
        home_unit: row.get("home_unit")?,
        host_organisation: row.get("host_organisation")?,
        host_unit: row.get("host_unit")?,
    })
}

async fn record_roles(cx: &mut Cx, ids: &[Uuid]) -> Result<HashMap<SecondmentId, Vec<Role>>> {
    let mut found: HashMap<SecondmentId, Vec<Role>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let mut c = Condition { args: args![cx.actor.person, cx.today()] };
    let list = c.values(ids.iter().copied());
    let sql = format!(
        "SELECT secondment_id, role FROM roles WHERE person_id = $1 AND from_date <= $2
           AND (to_date IS NULL OR to_date >= $2) AND secondment_id IN ({list})"
    );
    for row in cx.tx.all(&sql, c.args).await? {
        if let Some(role) = Role::parse(&row.get::<String>("role")?) {
            found.entry(row.get("secondment_id")?).or_default().push(role);
        }
    }
    Ok(found)
}

/// The lines of records found by another feature's condition on `s`, in the order of `order`.
///
/// # Errors
/// When the database does not answer.
pub async fn lines_where(cx: &mut Cx, c: Condition, condition: &str, order: &str) -> Result<Vec<Line>> {
    let sql = format!("SELECT {COLUMNS}, {NAMED} FROM secondments s {JOINS} WHERE {condition} {order}");
    let rows = cx.tx.all(&sql, c.args).await?;
    lines_of(cx, &rows).await
}
