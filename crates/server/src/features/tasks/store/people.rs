//! Who stands for a side of a record.

use sojourn_kit::error::Result;

use crate::actor::{OrganisationId, PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::{Party, Secondment};

/// Somebody who stands for a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub id: PersonId,
    /// Their full name.
    pub name: String,
    /// Where letters reach them.
    pub address: String,
}

/// Those who stand for the side on this record and can sign in here, by name; at most twenty.
///
/// # Errors
/// When the database does not answer.
pub async fn of_side(cx: &mut Cx, s: &Secondment, side: Party) -> Result<Vec<Member>> {
    match if s.is_confidential { kept(side) } else { side } {
        Party::Secondee => one(cx, Some(s.secondee)).await,
        Party::HomeManager => one(cx, s.home_manager).await,
        Party::HostManager | Party::PartnerContact => one(cx, s.host_manager).await,
        Party::HomeHr => holders(cx, Some(s.home_organisation), &[Role::Hr]).await,
        Party::ProgrammeAdmin => holders(cx, Some(s.home_organisation), &[Role::ProgrammeAdmin]).await,
        Party::FinanceHome => holders(cx, Some(s.home_organisation), &[Role::Finance]).await,
        Party::Legal => holders(cx, Some(s.home_organisation), &[Role::Legal]).await,
        Party::HostHr => holders(cx, s.host_organisation, &[Role::Hr, Role::ProgrammeAdmin]).await,
        Party::FinanceHost => holders(cx, s.host_organisation, &[Role::Finance]).await,
        Party::Auditor | Party::Approver => Ok(Vec::new()),
    }
}

/// What is confidential is there for mobility alone among the offices: it does their part too.
const fn kept(side: Party) -> Party {
    match side {
        Party::HomeHr | Party::FinanceHome | Party::Legal | Party::HostHr | Party::FinanceHost => {
            Party::ProgrammeAdmin
        }
        other => other,
    }
}

/// Whoever left, or whose account is switched off, stands for nobody.
const ABLE: &str =
    "FROM people p JOIN accounts a ON a.person_id = p.id AND a.disabled_at IS NULL WHERE p.status = 'active'";

/// The person, if they can sign in here.
///
/// # Errors
/// When the database does not answer.
pub async fn one(cx: &mut Cx, person: Option<PersonId>) -> Result<Vec<Member>> {
    let Some(person) = person else { return Ok(Vec::new()) };
    let mut c = Condition::default();
    let person = c.value(person);
    read(cx, c, &format!("SELECT p.id, p.given_name, p.family_name, a.email {ABLE} AND p.id = {person}"))
        .await
}

async fn holders(cx: &mut Cx, of: Option<OrganisationId>, roles: &[Role]) -> Result<Vec<Member>> {
    let Some(of) = of else { return Ok(Vec::new()) };
    let mut c = Condition::default();
    let (of, today) = (c.value(of), c.value(cx.today()));
    let roles = c.values(roles.iter().map(|role| role.as_str()));
    let sql = format!(
        "SELECT p.id, p.given_name, p.family_name, a.email {ABLE} AND p.id IN (SELECT r.person_id FROM roles r
           WHERE r.organisation_id = {of} AND r.secondment_id IS NULL AND r.role IN ({roles}) AND r.from_date <= {today}
             AND (r.to_date IS NULL OR r.to_date >= {today}))
         ORDER BY p.family_name, p.given_name, p.id LIMIT 20"
    );
    read(cx, c, &sql).await
}

async fn read(cx: &mut Cx, c: Condition, sql: &str) -> Result<Vec<Member>> {
    let rows = cx.tx.all(sql, c.args).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            Ok(Member { id: row.get("id")?, name: format!("{given} {family}"), address: row.get("email")? })
        })
        .collect()
}

/// The full names of people.
///
/// # Errors
/// When the database does not answer.
pub async fn names(cx: &mut Cx, ids: Vec<PersonId>) -> Result<std::collections::BTreeMap<PersonId, String>> {
    let mut names = std::collections::BTreeMap::new();
    for part in ids.chunks(200) {
        let mut c = Condition::default();
        let list = c.values(part.iter().copied());
        let sql = format!("SELECT p.id, p.given_name, p.family_name FROM people p WHERE p.id IN ({list})");
        for row in cx.tx.all(&sql, c.args).await? {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            names.insert(row.get("id")?, format!("{given} {family}"));
        }
    }
    Ok(names)
}
/// The desk at home: the mobility managers, or HR where there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn desk(cx: &mut Cx, home: OrganisationId) -> Result<Vec<Member>> {
    let admins = holders(cx, Some(home), &[Role::ProgrammeAdmin]).await?;
    if admins.is_empty() { holders(cx, Some(home), &[Role::Hr]).await } else { Ok(admins) }
}
