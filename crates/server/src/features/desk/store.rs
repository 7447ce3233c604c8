//! Every SQL statement of Home. What waits for the actor is built from the lifecycle's table. Each part walks a few
//! entries of one index, so that Home costs the same with many records and with few.

use chrono::{Duration, NaiveDate};
use sojourn_kit::args;
use sojourn_kit::error::Result;

use super::model::{WAITS, Waiting, When, is_after};
use crate::actor::{Actor, PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::lifecycle::{self, Step, TABLE};
use crate::features::secondments::list::store::{self as list, HOME_ROLES, HOST_ROLES, held};
use crate::features::secondments::list::{Condition, Line, NEAR_DAYS, StatusGroup};
use crate::features::secondments::{Action, Party, Record, Workflow};
use crate::shell::COUNTED;

/// The first day, or the end of time while it is not known: written as the indexes of `0006_pace` have it.
const STARTS: &str = "COALESCE(s.starts_on, '9999-12-31')";
/// The last day in the same way.
const ENDS: &str = "COALESCE(s.ends_on, '9999-12-31')";

/// What waits for the actor, the nearest first, at most `most` rows.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx, most: usize) -> Result<Vec<Waiting>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let limit = c.value(i64::try_from(most).unwrap_or(50));
    let parts: Vec<String> = parts(&mut c, &cx.actor, today)
        .into_iter()
        .map(|part| {
            let (act, due) = (part.action.as_str(), part.due());
            format!(
                "SELECT * FROM (SELECT s.id, '{act}' AS act, {due} AS due {} ORDER BY {due}, s.id LIMIT {limit}) AS p",
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
        // whoever signs but does not see the record has a private link; of what is confidential, an office is named
        let is_there = line.record.standing.is_any() || line.record.secondment.is_confidential;
        waiting.extend(action.filter(|_| is_there).map(|action| Waiting { action, line }));
    }
    Ok(waiting)
}

/// How many things wait for the actor, counted up to [`COUNTED`].
///
/// # Errors
/// When the database does not answer.
pub async fn count_waiting(cx: &mut Cx) -> Result<u64> {
    let mut c = Condition::default();
    let parts = parts(&mut c, &cx.actor, cx.today());
    let sql = format!("SELECT {} AS n", counted(&mut c, parts.into_iter().map(|part| part.from)));
    Ok(cx.tx.count(&sql, c.args).await?.unsigned_abs().min(COUNTED))
}

/// An expression that counts what the parts find, each of them up to [`COUNTED`].
fn counted(c: &mut Condition, parts: impl Iterator<Item = String>) -> String {
    let limit = c.value(i64::try_from(COUNTED).unwrap_or(i64::MAX));
    let counts: Vec<String> = parts
        .map(|from| format!("(SELECT COUNT(*) FROM (SELECT 1 AS one {from} LIMIT {limit}) AS p)"))
        .collect();
    if counts.is_empty() { "0".to_owned() } else { counts.join(" + ") }
}

/// One kind of act that may wait for the actor, and one way to the records on which it does. No two parts find the
/// same act on the same record.
struct Part {
    action: Action,
    from: String,
}

impl Part {
    /// The day that orders the part.
    fn due(&self) -> &'static str {
        if is_after(self.action) { ENDS } else { STARTS }
    }
}

fn parts(c: &mut Condition, actor: &Actor, today: NaiveDate) -> Vec<Part> {
    let mut parts = vec![
        signatures(c, actor, Action::Sign, "'agreement_issued', 'partly_signed'"),
        signatures(c, actor, Action::SignVariation, UNDER_WAY),
    ];
    parts.extend(changes(c, actor, today));
    for (action, when) in WAITS {
        for step in TABLE.iter().filter(|step| step.action == *action) {
            let mut rest = format!(" AND s.workflow = '{}'", step.from.as_str());
            if lifecycle::NEVER_ONES_OWN.contains(action) {
                let person = c.value(actor.person);
                rest.push_str(&format!(" AND s.secondee_id <> {person}"));
            }
            if lifecycle::ANSWERS.contains(action) {
                let person = c.value(actor.person);
                rest.push_str(&format!(" AND s.author_id <> {person}"));
            }
            match when {
                When::Always => {}
                When::Started => rest.push_str(&format!(" AND {STARTS} <= {}", c.value(today))),
                When::Ended => rest.push_str(&format!(" AND {ENDS} < {}", c.value(today))),
            }
            let found = who(c, actor, today, step);
            parts.extend(
                found.into_iter().map(|way| Part {
                    action: *action,
                    from: format!("FROM secondments s WHERE {way}{rest}"),
                }),
            );
        }
    }
    parts
}

/// The states of a record that is under way, as SQL.
const UNDER_WAY: &str = "'active', 'paused', 'notice_given'";

/// Changes that wait for the actor's side, and new versions to be sent: a cross join has SQLite begin with the drafts.
fn changes(c: &mut Condition, actor: &Actor, today: NaiveDate) -> Vec<Part> {
    let mut parts = Vec::new();
    // the secondee is not asked about a recharge alone
    let not_recharge =
        "AND NOT (n.kind = 'variation' AND n.fte_bp IS NULL AND n.place IS NULL AND n.duties IS NULL
        AND n.pay IS NULL AND COALESCE(n.amendment, '') <> 'supersede' AND n.home_manager_id IS NULL AND n.host_manager_id IS NULL)";
    for (role, side, but) in [
        (Role::Secondee, "secondee", not_recharge),
        (Role::HomeManager, "home", ""),
        (Role::HostManager, "host", ""),
    ] {
        let (own, person) = (c.own(actor, today, &[role]), c.value(actor.person));
        let not_own = if role == Role::Secondee { "=" } else { "<>" };
        let from = format!(
            "FROM secondments s WHERE s.workflow IN ({UNDER_WAY}) AND {own} AND s.secondee_id {not_own} {person}
             AND EXISTS (SELECT 1 FROM changes n WHERE n.secondment_id = s.id {but}
               AND (n.status = 'asked' OR (n.status = 'given' AND n.taking_back_by IS NOT NULL AND n.side <> '{side}'
                 AND NOT (n.side = 'desk' AND '{side}' = 'home')))
               AND NOT EXISTS (SELECT 1 FROM change_answers w WHERE w.change_id = n.id AND w.side = '{side}'
                 AND w.answer <> 'question' AND w.round = n.rounds
                 AND w.about = CASE WHEN n.status = 'asked' THEN 'change' ELSE 'taking_back' END))"
        );
        parts.push(Part { action: Action::AskChange, from });
    }
    if let Some(home) = c.at_home(actor, &[Role::ProgrammeAdmin, Role::Hr]) {
        let me = c.value(actor.person);
        let from = format!(
            "FROM agreements d CROSS JOIN secondments s WHERE d.status = 'draft' AND s.id = d.secondment_id
             AND s.workflow IN ({UNDER_WAY}) AND {home} AND s.secondee_id <> {me}"
        );
        parts.push(Part { action: Action::IssueVariation, from });
    }
    parts
}

fn signatures(c: &mut Condition, actor: &Actor, action: Action, states: &str) -> Part {
    let person = c.value(actor.person);
    let from = format!(
        "FROM signatories g JOIN agreements a ON a.id = g.agreement_id JOIN secondments s ON s.id = a.secondment_id
         WHERE g.person_id = {person} AND g.status = 'asked' AND a.status IN ('issued', 'partly_signed')
           AND s.workflow IN ({states})"
    );
    Part { action, from }
}

/// The secondee was asked to agree, and has not agreed to the record as it stands.
const TO_AGREE: &str = "s.author_id <> s.secondee_id
    AND EXISTS (SELECT 1 FROM proposal_consents q WHERE q.secondment_id = s.id AND q.fact = 'asked')
    AND NOT EXISTS (SELECT 1 FROM proposal_consents y WHERE y.secondment_id = s.id AND y.fact = 'agreed'
      AND y.version = s.version)";

/// The ways to the records on which the actor is one of those who may take the step.
fn who(c: &mut Condition, actor: &Actor, today: NaiveDate, step: &Step) -> Vec<String> {
    if step.action == Action::Agree {
        return vec![format!("{} AND {TO_AGREE}", c.own(actor, today, &[Role::Secondee]))];
    }
    if step.from == Workflow::Idea {
        let (author, own) = (c.value(actor.person), c.own(actor, today, &[Role::Secondee]));
        return vec![format!("s.author_id = {author}"), format!("{own} AND s.author_id <> {author}")];
    }
    let on_record: Vec<Role> = step.who.iter().filter_map(|party| record_role(*party)).collect();
    let at_home: Vec<Role> = step.who.iter().filter_map(|party| home_role(*party)).collect();
    let is_for_hosts = step.who.contains(&Party::HostHr);
    let at_host: &[Role] = if is_for_hosts { &[Role::Hr, Role::ProgrammeAdmin] } else { &[] };
    if lifecycle::ANSWERS.contains(&step.action) {
        // the desk answers only for a manager who wrote the proposal, and that manager does not
        let mut managers = ways(c, actor, today, [&on_record, &[], &[]]);
        let desk = ways(c, actor, today, [&[], &at_home, &[]]).into_iter();
        managers.extend(desk.map(|way| format!("{way} AND s.author_id = s.home_manager_id")));
        return managers;
    }
    ways(c, actor, today, [&on_record, &at_home, at_host])
}

/// The ways to the records that are the actor's by a role on the record, for the home or for the host
/// organisation. Each way is one index; no record is found by two of them.
fn ways(c: &mut Condition, actor: &Actor, today: NaiveDate, roles: [&[Role]; 3]) -> Vec<String> {
    let [on_record, at_home, at_host] = roles;
    // what is confidential is there for mobility at home alone, and for those who are named on it
    let (homes, hosts) = (held(actor, at_home), held(actor, at_host));
    let runs =
        held(actor, if at_home.contains(&Role::ProgrammeAdmin) { &[Role::ProgrammeAdmin] } else { &[] });
    let (mut ways, mut found) = (Vec::new(), String::new());
    ways.extend(homes.iter().map(|home| {
        let open = if runs.contains(home) { "" } else { " AND NOT s.is_confidential" };
        format!("s.home_organisation_id = {}{open}", c.value(*home))
    }));
    if !homes.is_empty() {
        let homes = c.values(homes);
        let kept = match runs.is_empty() {
            true => "s.is_confidential".to_owned(),
            false => format!("(s.is_confidential AND s.home_organisation_id NOT IN ({}))", c.values(runs)),
        };
        found.push_str(&format!(" AND (s.home_organisation_id NOT IN ({homes}) OR {kept})"));
    }
    ways.extend(hosts.iter().map(|host| {
        let host = c.value(*host);
        let other = "s.host_organisation_id <> s.home_organisation_id AND NOT s.is_confidential";
        format!("s.host_organisation_id = {host} AND {other}{found}")
    }));
    if !on_record.is_empty() {
        let own = c.own(actor, today, on_record);
        if !hosts.is_empty() {
            let hosts = c.values(hosts);
            let same = "s.host_organisation_id IS NULL OR s.host_organisation_id = s.home_organisation_id";
            let kept = format!("s.host_organisation_id NOT IN ({hosts}) OR s.is_confidential");
            found.push_str(&format!(" AND ({same} OR {kept})"));
        }
        ways.push(format!("{own}{found}"));
    }
    ways
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

/// How many records that the actor covers stand in each of the groups, each counted up to [`COUNTED`].
///
/// # Errors
/// When the database does not answer.
pub async fn counts<const N: usize>(cx: &mut Cx, groups: [StatusGroup; N]) -> Result<[u64; N]> {
    let (mut c, today) = (Condition::default(), cx.today());
    let covered = covered(&mut c, &cx.actor, today);
    let columns: Vec<String> = groups
        .iter()
        .map(|group| {
            let group_of = in_group(&mut c, *group, today);
            let parts = covered.iter().map(|way| format!("FROM secondments s WHERE {way} AND {group_of}"));
            format!("{} AS {}", counted(&mut c, parts), group.as_str())
        })
        .collect();
    let row = cx.tx.one(&format!("SELECT {}", columns.join(", ")), c.args).await?;
    let mut counts = [0; N];
    for (group, count) in groups.iter().zip(&mut counts) {
        let n: Option<i64> = row.as_ref().map(|row| row.get(group.as_str())).transpose()?;
        *count = n.unwrap_or(0).unsigned_abs().min(COUNTED);
    }
    Ok(counts)
}

/// The record stands in one of the group's states, near a day where the group says so; in the words of the indexes.
fn in_group(c: &mut Condition, group: StatusGroup, today: NaiveDate) -> String {
    let states: Vec<String> = group.states().iter().map(|state| format!("'{}'", state.as_str())).collect();
    let states = states.join(", ");
    let near = match group {
        StatusGroup::Starting => STARTS,
        StatusGroup::Back => ENDS,
        _ => return format!("s.workflow IN ({states})"),
    };
    let (from, to) = (c.value(today), c.value(today + Duration::days(NEAR_DAYS)));
    format!("s.workflow IN ({states}) AND {near} >= {from} AND {near} <= {to}")
}

/// The ways to the records of the organisations that the actor covers.
fn covered(c: &mut Condition, actor: &Actor, today: NaiveDate) -> Vec<String> {
    ways(c, actor, today, [&[], HOME_ROLES, HOST_ROLES])
}

/// Who starts or comes back from today on within `days` days, among what the actor sees.
///
/// # Errors
/// When the database does not answer.
pub async fn these_days(cx: &mut Cx, days: i64, most: i64) -> Result<Vec<Line>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let on_record = &[Role::Secondee, Role::HomeManager, Role::HostManager, Role::PartnerContact];
    let ways = ways(&mut c, &cx.actor, today, [on_record, HOME_ROLES, HOST_ROLES]);
    let (from, to) = (c.value(today), c.value(today + Duration::days(days - 1)));
    let limit = c.value(most);
    let mut parts = Vec::new();
    for (state, day) in [("executed", STARTS), ("pre_start", STARTS), ("active", STARTS), ("active", ENDS)] {
        parts.extend(ways.iter().map(|way| {
            format!(
                "SELECT * FROM (SELECT s.id, {day} AS due FROM secondments s WHERE {way} AND s.workflow = '{state}'
                   AND {day} >= {from} AND {day} <= {to} ORDER BY {day}, s.id LIMIT {limit}) AS p"
            )
        }));
    }
    let sql = format!(
        "SELECT {} FROM (SELECT d.id, MIN(d.due) AS due FROM ({}) AS d GROUP BY d.id) AS w
           JOIN secondments s ON s.id = w.id {} ORDER BY w.due, s.number LIMIT {limit}",
        list::columns(),
        parts.join(" UNION ALL "),
        list::JOINS
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    list::lines_of(cx, &rows).await
}

/// The next first day from today on of those who are about to start, among what the actor covers.
///
/// # Errors
/// When the database does not answer.
pub async fn next_start(cx: &mut Cx) -> Result<Option<NaiveDate>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let covered = covered(&mut c, &cx.actor, today);
    let today = c.value(today);
    let mut parts = Vec::new();
    for state in ["executed", "pre_start"] {
        parts.extend(covered.iter().map(|way| {
            format!(
                "SELECT * FROM (SELECT s.starts_on AS first FROM secondments s WHERE {way} AND s.workflow = '{state}'
                   AND {STARTS} >= {today} AND s.starts_on IS NOT NULL ORDER BY {STARTS}, s.id LIMIT 1) AS p"
            )
        }));
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let sql = format!("SELECT MIN(d.first) AS first FROM ({}) AS d", parts.join(" UNION ALL "));
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
        WHERE a.secondment_id = $1 AND a.number = (SELECT MAX(b.number) FROM agreements b
           WHERE b.secondment_id = $1 AND b.status IN ('issued', 'partly_signed', 'executed')) ORDER BY g.position";
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
