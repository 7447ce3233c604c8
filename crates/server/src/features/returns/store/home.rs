//! What waits for the actor on the way back, for Home.

use chrono::{Days, NaiveDate};
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;

use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::list::Condition;

/// The most rows of one kind.
const MOST: i64 = 10;

/// Something that waits, with the record it stands on.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The record's number.
    pub number: String,
    /// What the person does there.
    pub title: String,
    /// Who is away or back.
    pub name: String,
    /// Whether that is the actor.
    pub is_own: bool,
    /// Which part, kind or day of it waits.
    pub what: String,
    /// By when.
    pub due_on: Option<NaiveDate>,
}

/// The record `s` and its person `p`, for [`waiting`].
const OF_RECORD: &str = "s.number, s.title, s.secondee_id, p.given_name, p.family_name";

fn waiting(cx: &Cx, row: &Row) -> Result<Waiting> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Waiting {
        number: row.get("number")?,
        title: row.get("title")?,
        name: format!("{given} {family}"),
        is_own: row.get::<PersonId>("secondee_id")? == cx.actor.person,
        what: row.get("what")?,
        due_on: row.get("due_on")?,
    })
}

async fn rows(cx: &mut Cx, sql: &str, values: Vec<sojourn_kit::db::Value>) -> Result<Vec<Waiting>> {
    let rows = cx.tx.all(sql, values).await?;
    rows.iter().map(|row| waiting(cx, row)).collect()
}

/// Parts of open plans that the actor has to write; the host's from two weeks before the last day.
///
/// # Errors
/// When the database does not answer.
pub async fn parts_missing(cx: &mut Cx) -> Result<Vec<Waiting>> {
    let sql = format!(
        "SELECT {OF_RECORD}, r.role AS what, s.ends_on AS due_on FROM roles r
         JOIN return_plans t ON t.secondment_id = r.secondment_id JOIN secondments s ON s.id = r.secondment_id
         JOIN people p ON p.id = s.secondee_id
         WHERE r.person_id = $1 AND r.from_date <= $2 AND (r.to_date IS NULL OR r.to_date >= $2)
           AND s.workflow IN ('active', 'paused', 'notice_given')
           AND ((r.role = 'secondee' AND t.wishes_at IS NULL) OR (r.role = 'home_manager' AND t.role_at IS NULL)
             OR (r.role = 'host_manager' AND t.handover_at IS NULL AND s.ends_on <= $3))
         ORDER BY s.ends_on, s.number LIMIT $4"
    );
    let today = cx.today();
    let soon = today.checked_add_days(Days::new(14)).unwrap_or(today);
    rows(cx, &sql, args![cx.actor.person, today, soon, MOST]).await
}

/// The newest fact about the post of `s` is one of these.
const NEWEST: &str =
    "t.number = (SELECT MAX(n.number) FROM return_posts n WHERE n.secondment_id = t.secondment_id)";

/// Records on which nobody can say what the person comes back to: for them, their home manager and the desk.
///
/// # Errors
/// When the database does not answer.
pub async fn alarms(cx: &mut Cx) -> Result<Vec<Waiting>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let mut mine = vec![c.own(&cx.actor, today, &[Role::Secondee, Role::HomeManager])];
    mine.extend(c.at_home(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr]));
    let most = c.value(MOST);
    let sql = format!(
        "SELECT {OF_RECORD}, t.status AS what, s.ends_on AS due_on FROM return_posts t
         JOIN secondments s ON s.id = t.secondment_id JOIN people p ON p.id = s.secondee_id
         WHERE {NEWEST} AND (t.status IN ('at_risk', 'removed') OR (t.status = 'alternative' AND t.accepted = {}))
           AND s.workflow IN ('active', 'paused', 'notice_given') AND ({})
         ORDER BY s.ends_on, s.number LIMIT {most}",
        c.value(false),
        mine.join(" OR ")
    );
    rows(cx, &sql, c.args).await
}

/// Offers of another post that the actor has to answer.
///
/// # Errors
/// When the database does not answer.
pub async fn offers_of_mine(cx: &mut Cx) -> Result<Vec<Waiting>> {
    let sql = format!(
        "SELECT {OF_RECORD}, t.post AS what, s.ends_on AS due_on FROM return_posts t
         JOIN secondments s ON s.id = t.secondment_id JOIN people p ON p.id = s.secondee_id
         WHERE s.secondee_id = $1 AND {NEWEST} AND t.status = 'alternative' AND t.accepted IS NULL
           AND s.workflow IN ('active', 'paused', 'notice_given') ORDER BY s.number LIMIT $2"
    );
    rows(cx, &sql, args![cx.actor.person, MOST]).await
}

/// Checks of the first ninety days that wait for the actor's answer; one that is a month old waits no more.
///
/// # Errors
/// When the database does not answer.
pub async fn checks_of_mine(cx: &mut Cx) -> Result<Vec<Waiting>> {
    let sql = format!(
        "SELECT {OF_RECORD}, CAST(c.day AS TEXT) AS what, c.due_on FROM reentry_checks c
         JOIN secondments s ON s.id = c.secondment_id JOIN people p ON p.id = s.secondee_id
         WHERE s.secondee_id = $1 AND c.answered_at IS NULL AND c.due_on <= $2 AND c.due_on > $3
           AND s.workflow IN ('returned', 'closed') ORDER BY c.due_on LIMIT $4"
    );
    let today = cx.today();
    let old = today.checked_sub_days(Days::new(30)).unwrap_or(today);
    rows(cx, &sql, args![cx.actor.person, today, old, MOST]).await
}

/// Calls that the actor may make: at their organisation by role, never about themself or those whom they manage.
///
/// # Errors
/// When the database does not answer.
pub async fn calls(cx: &mut Cx) -> Result<Vec<Waiting>> {
    let mut c = Condition::default();
    let desk = c.at_home(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr]);
    let Some(desk) = desk else { return Ok(Vec::new()) };
    let (me, most) = (c.value(cx.actor.person), c.value(MOST));
    let sql = format!(
        "SELECT {OF_RECORD}, CAST(c.day AS TEXT) AS what, c.call_by AS due_on FROM reentry_checks c
         JOIN secondments s ON s.id = c.secondment_id JOIN people p ON p.id = s.secondee_id
         WHERE c.call_by IS NOT NULL AND c.called_at IS NULL AND s.workflow IN ('returned', 'closed')
           AND p.status = 'active' AND {desk} AND s.secondee_id <> {me}
           AND (s.home_manager_id IS NULL OR s.home_manager_id <> {me})
           AND (s.host_manager_id IS NULL OR s.host_manager_id <> {me})
         ORDER BY c.call_by, c.id LIMIT {most}"
    );
    rows(cx, &sql, c.args).await
}

/// Proposals that wait for the actor as home manager.
///
/// # Errors
/// When the database does not answer.
pub async fn proposals_to_answer(cx: &mut Cx) -> Result<Vec<Waiting>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let mine = c.own(&cx.actor, today, &[Role::HomeManager]);
    let (me, most) = (c.value(cx.actor.person), c.value(MOST));
    let sql = format!(
        "SELECT {OF_RECORD}, k.what, s.ends_on AS due_on FROM skill_proposals k
         JOIN secondments s ON s.id = k.secondment_id JOIN people p ON p.id = s.secondee_id
         WHERE {mine} AND s.secondee_id <> {me} AND k.taken_up IS NULL AND s.workflow <> 'deceased'
         ORDER BY k.proposed_at, k.id LIMIT {most}"
    );
    rows(cx, &sql, c.args).await
}

/// What the actor promised to pass on in the next days.
///
/// # Errors
/// When the database does not answer.
pub async fn promised_by_me(cx: &mut Cx) -> Result<Vec<Waiting>> {
    let sql = format!(
        "SELECT {OF_RECORD}, k.what, k.due_on FROM knowledge_returns k
         JOIN secondments s ON s.id = k.secondment_id JOIN people p ON p.id = s.secondee_id
         WHERE k.planned_by = $1 AND s.secondee_id = $1 AND k.done_on IS NULL AND k.due_on <= $2
           AND s.workflow <> 'deceased' ORDER BY k.due_on, k.id LIMIT $3"
    );
    let today = cx.today();
    let soon = today.checked_add_days(Days::new(7)).unwrap_or(today);
    rows(cx, &sql, args![cx.actor.person, soon, MOST]).await
}
