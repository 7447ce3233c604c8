//! Every SQL statement of Home. What waits for the actor is built from the lifecycle's table, one bounded
//! part per act, so that it stays quick with many records.

use chrono::{Duration, NaiveDate};
use sojourn_kit::args;
use sojourn_kit::error::Result;

use super::model::{WAITS, Waiting, When, is_after};
use crate::actor::{Actor, PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::lifecycle::{self, Step, TABLE};
use crate::features::secondments::list::store::{self as list, HOME_ROLES, HOST_ROLES, held};
use crate::features::secondments::list::{Condition, Line, StatusGroup, scope};
use crate::features::secondments::{Action, Party, Record, Workflow};

/// What waits for the actor, the nearest first, at most `most` rows.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx, most: usize) -> Result<Vec<Waiting>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let limit = c.value(i64::try_from(most).unwrap_or(50));
    // a day that is not known yet sorts last, on both databases alike
    let far = c.value(NaiveDate::from_ymd_opt(9999, 12, 31));
    let parts: Vec<String> = parts(&mut c, &cx.actor, today)
        .into_iter()
        .map(|part| {
            format!(
                "SELECT * FROM (SELECT s.id, '{}' AS act, COALESCE(s.{}, {far}) AS due {} ORDER BY due, s.id LIMIT {limit}) AS p",
                part.action.as_str(),
                if is_after(part.action) { "ends_on" } else { "starts_on" },
                part.from
            )
        })
        .collect();
    let sql = format!(
        "SELECT w.act, {} FROM ({}) AS w JOIN secondments s ON s.id = w.id {} ORDER BY w.due, s.id LIMIT {limit}",
        list::columns(),
        parts.join(" UNION ALL "),
        list::JOINS
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    let lines = list::lines_of(cx, &rows).await?;
    let mut waiting = Vec::with_capacity(lines.len());
    for (row, line) in rows.iter().zip(lines) {
        let action = Action::parse(&row.get::<String>("act")?);
        // whoever signs but does not see the record has a private link instead
        waiting
            .extend(action.filter(|_| line.record.standing.is_any()).map(|action| Waiting { action, line }));
    }
    Ok(waiting)
}

/// How many things wait for the actor.
///
/// # Errors
/// When the database does not answer.
pub async fn count_waiting(cx: &mut Cx) -> Result<u64> {
    let mut c = Condition::default();
    let parts = parts(&mut c, &cx.actor, cx.today());
    let counts: Vec<String> = parts.iter().map(|part| format!("(SELECT COUNT(*) {})", part.from)).collect();
    let count = cx.tx.count(&format!("SELECT {} AS n", counts.join(" + ")), c.args).await?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// One kind of act that may wait for the actor: which, and on which records.
struct Part {
    action: Action,
    from: String,
}

fn parts(c: &mut Condition, actor: &Actor, today: NaiveDate) -> Vec<Part> {
    let mut parts = vec![signatures(c, actor)];
    for (action, when) in WAITS {
        for step in TABLE.iter().filter(|step| step.action == *action) {
            let Some(who) = who(c, actor, today, step) else { continue };
            let mut from =
                format!("FROM secondments s WHERE s.workflow = '{}' AND {who}", step.from.as_str());
            if lifecycle::NEVER_ONES_OWN.contains(action) {
                let person = c.value(actor.person);
                from.push_str(&format!(" AND s.secondee_id <> {person}"));
            }
            if lifecycle::ANSWERS.contains(action) {
                let person = c.value(actor.person);
                from.push_str(&format!(" AND s.author_id <> {person}"));
            }
            match when {
                When::Always => {}
                When::Started => from.push_str(&format!(" AND s.starts_on <= {}", c.value(today))),
                When::Ended => from.push_str(&format!(" AND s.ends_on < {}", c.value(today))),
            }
            parts.push(Part { action: *action, from });
        }
    }
    parts
}

fn signatures(c: &mut Condition, actor: &Actor) -> Part {
    let person = c.value(actor.person);
    let from = format!(
        "FROM signatories g JOIN agreements a ON a.id = g.agreement_id JOIN secondments s ON s.id = a.secondment_id
         WHERE g.person_id = {person} AND g.status = 'asked' AND a.status IN ('issued', 'partly_signed')
           AND s.workflow IN ('agreement_issued', 'partly_signed')"
    );
    Part { action: Action::Sign, from }
}

/// The secondee was asked to agree, and has not agreed to the record as it stands.
const TO_AGREE: &str = "s.author_id <> s.secondee_id
    AND EXISTS (SELECT 1 FROM proposal_consents q WHERE q.secondment_id = s.id AND q.fact = 'asked')
    AND NOT EXISTS (SELECT 1 FROM proposal_consents y WHERE y.secondment_id = s.id AND y.fact = 'agreed'
      AND y.version = s.version)";

/// The actor is one of those who may take the step; none when they can be none of them on any record.
fn who(c: &mut Condition, actor: &Actor, today: NaiveDate, step: &Step) -> Option<String> {
    if step.action == Action::Agree {
        return Some(format!("{} AND {TO_AGREE}", c.own(actor, today, &[Role::Secondee])));
    }
    if step.from == Workflow::Idea {
        let (own, author) = (c.own(actor, today, &[Role::Secondee]), c.value(actor.person));
        return Some(format!("({own} OR s.author_id = {author})"));
    }
    let record_roles: Vec<Role> = step.who.iter().filter_map(|party| record_role(*party)).collect();
    let home: Vec<Role> = step.who.iter().filter_map(|party| home_role(*party)).collect();
    let mut ways = Vec::new();
    if !record_roles.is_empty() {
        ways.push(c.own(actor, today, &record_roles));
    }
    let at_home = c.at_home(actor, &home);
    ways.extend(match lifecycle::ANSWERS.contains(&step.action) {
        // the desk answers only for a manager who wrote the proposal
        true => at_home.map(|at_home| format!("({at_home} AND s.author_id = s.home_manager_id)")),
        false => at_home,
    });
    if step.who.contains(&Party::HostHr) {
        ways.extend(c.at_host(actor, &[Role::Hr, Role::ProgrammeAdmin]));
    }
    (!ways.is_empty()).then(|| format!("({})", ways.join(" OR ")))
}

fn record_role(party: Party) -> Option<Role> {
    match party {
        Party::Secondee => Some(Role::Secondee),
        Party::HomeManager => Some(Role::HomeManager),
        Party::HostManager => Some(Role::HostManager),
        Party::PartnerContact => Some(Role::PartnerContact),
        _ => None,
    }
}

fn home_role(party: Party) -> Option<Role> {
    match party {
        Party::ProgrammeAdmin => Some(Role::ProgrammeAdmin),
        Party::HomeHr => Some(Role::Hr),
        Party::FinanceHome => Some(Role::Finance),
        Party::Legal => Some(Role::Legal),
        _ => None,
    }
}

/// How many records stand in each state of those the actor covers: read from an index alone.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(cx: &mut Cx) -> Result<Vec<(Workflow, u64)>> {
    let mut c = Condition::default();
    let Some(covered) = covered(&mut c, &cx.actor) else { return Ok(Vec::new()) };
    let parts: Vec<String> = covered
        .iter()
        .map(|part| {
            format!("SELECT s.workflow, COUNT(*) AS n FROM secondments s WHERE {part} GROUP BY s.workflow")
        })
        .collect();
    let rows = cx.tx.all(&parts.join(" UNION ALL "), c.args).await?;
    let mut counts: Vec<(Workflow, u64)> = Workflow::ALL.iter().map(|workflow| (*workflow, 0)).collect();
    for row in rows {
        let word: String = row.get("workflow")?;
        let n: i64 = row.get("n")?;
        for (_, count) in counts.iter_mut().filter(|(workflow, _)| workflow.as_str() == word) {
            *count += u64::try_from(n).unwrap_or(0);
        }
    }
    Ok(counts)
}

/// How many records that the actor covers stand in the group; for groups that look at dates.
///
/// # Errors
/// When the database does not answer.
pub async fn count_group(cx: &mut Cx, group: StatusGroup) -> Result<u64> {
    let mut c = Condition::default();
    let Some(covered) = covered(&mut c, &cx.actor) else { return Ok(0) };
    let group = list::in_group(&mut c, group, cx.today());
    let sql = format!("SELECT COUNT(*) AS n FROM secondments s WHERE ({}) AND {group}", covered.join(" OR "));
    Ok(u64::try_from(cx.tx.count(&sql, c.args).await?).unwrap_or(0))
}

/// The records of the organisations that the actor covers, in parts that do not overlap.
fn covered(c: &mut Condition, actor: &Actor) -> Option<Vec<String>> {
    let home = c.at_home(actor, HOME_ROLES);
    let host = c.at_host(actor, HOST_ROLES);
    let parts: Vec<String> = match (home, host) {
        (Some(home), Some(host)) => {
            let ours = c.values(held(actor, HOME_ROLES));
            vec![
                format!("{home} AND s.workflow <> 'idea'"),
                format!("{host} AND s.home_organisation_id NOT IN ({ours}) AND s.workflow <> 'idea'"),
            ]
        }
        (home, host) => {
            home.into_iter().chain(host).map(|part| format!("{part} AND s.workflow <> 'idea'")).collect()
        }
    };
    (!parts.is_empty()).then_some(parts)
}

/// Who starts or comes back from today on within `days` days, among what the actor sees.
///
/// # Errors
/// When the database does not answer.
pub async fn these_days(cx: &mut Cx, days: i64, most: i64) -> Result<Vec<Line>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let scope = scope(&mut c, &cx.actor, today);
    let (from, to) = (c.value(today), c.value(today + Duration::days(days - 1)));
    let limit = c.value(most);
    let condition = format!(
        "s.id IN (SELECT n.id FROM secondments n WHERE n.starts_on >= {from} AND n.starts_on <= {to}
             AND n.workflow IN ('executed', 'pre_start', 'active')
           UNION SELECT n.id FROM secondments n WHERE n.ends_on >= {from} AND n.ends_on <= {to}
             AND n.workflow = 'active') AND {scope}"
    );
    let order = format!(
        "ORDER BY CASE WHEN s.starts_on >= {from} THEN s.starts_on ELSE s.ends_on END, s.number LIMIT {limit}"
    );
    list::lines_where(cx, c, &condition, &order).await
}

/// The next first day after today of those who are about to start, among what the actor covers.
///
/// # Errors
/// When the database does not answer.
pub async fn next_start(cx: &mut Cx) -> Result<Option<NaiveDate>> {
    let mut c = Condition::default();
    let Some(covered) = covered(&mut c, &cx.actor) else { return Ok(None) };
    let today = c.value(cx.today());
    let sql = format!(
        "SELECT MIN(s.starts_on) AS first FROM secondments s WHERE ({}) AND s.workflow IN ('executed', 'pre_start')
           AND s.starts_on >= {today}",
        covered.join(" OR ")
    );
    cx.tx.one(&sql, c.args).await?.map_or(Ok(None), |row| row.get("first"))
}

/// The actor's own secondment that is under way, the one that changed last.
///
/// # Errors
/// When the database does not answer.
pub async fn own(cx: &mut Cx) -> Result<Option<Record>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let own = c.own(&cx.actor, today, &[Role::Secondee]);
    let over = c.values(Workflow::ALL.iter().filter(|state| state.is_final()).map(|state| state.as_str()));
    let condition = format!("{own} AND s.workflow NOT IN ({over})");
    let lines = list::lines_where(cx, c, &condition, "ORDER BY s.updated_at DESC, s.id DESC LIMIT 1").await?;
    Ok(lines.into_iter().next().map(|line| line.record))
}

/// Who is asked to sign the record's agreement now, and how many have signed of how many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signing {
    /// Whose turn it is.
    pub asked: Vec<(PersonId, String)>,
    /// How many have signed.
    pub signed: u64,
    /// How many sign in all.
    pub of: u64,
}

/// How far the signing is.
///
/// # Errors
/// When the database does not answer.
pub async fn signing(cx: &mut Cx, record: &Record) -> Result<Signing> {
    let sql = "SELECT g.person_id, g.name, g.status FROM signatories g JOIN agreements a ON a.id = g.agreement_id
        WHERE a.secondment_id = $1 AND a.status IN ('issued', 'partly_signed', 'executed') ORDER BY g.position";
    let mut signing = Signing::default();
    for row in cx.tx.all(sql, args![record.secondment.id]).await? {
        let status: String = row.get("status")?;
        signing.of += 1;
        signing.signed += u64::from(status == "signed");
        if status == "asked" {
            signing.asked.push((row.get("person_id")?, row.get("name")?));
        }
    }
    Ok(signing)
}
