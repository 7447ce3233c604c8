//! Lists of tasks across records: what waits for the actor, page by page.

use chrono::NaiveDate;
use sojourn_kit::error::Result;

use super::{COLUMNS, task};
use crate::actor::{Actor, Role};
use crate::cx::Cx;
use crate::features::secondments::Workflow;
use crate::features::secondments::list::{Condition, Line, store as list};
use crate::features::tasks::model::{Task, TaskId};

/// Where a page of the list begins: after this day and task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// The day of the last task seen.
    pub day: NaiveDate,
    /// Its id.
    pub id: TaskId,
}

/// Which of the actor's tasks.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only what is due on this day or before.
    pub until: Option<NaiveDate>,
    /// Only what comes after this in the list.
    pub after: Option<After>,
    /// Leaves out what Home shows as a step of the record.
    pub beside_steps: bool,
}

/// Steps of the record that Home shows by themselves, as codes: release, agreement, arrival, return, debrief.
const STEPS: &[&str] = &["C10", "C13", "C34", "C62", "C65"];

/// The open tasks of the actor by day, with the records they belong to; at most `most`.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(cx: &mut Cx, wanted: &Wanted, most: i64) -> Result<Vec<(Task, Line)>> {
    let (mut c, actor, today) = (Condition::default(), cx.actor.clone(), cx.today());
    let filter = filter(&mut c, wanted);
    let limit = c.value(most);
    let parts: Vec<String> = ways(&mut c, &actor, today)
        .into_iter()
        .map(|way| {
            format!(
                "SELECT * FROM (SELECT t.id FROM tasks t JOIN secondments s ON s.id = t.secondment_id
                 WHERE {way} AND {filter} ORDER BY t.due_on, t.id LIMIT {limit}) AS p"
            )
        })
        .collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM tasks t WHERE t.id IN ({}) ORDER BY t.due_on, t.id LIMIT {limit}",
        parts.join(" UNION ")
    );
    let tasks: Vec<Task> = cx.tx.all(&sql, c.args).await?.iter().map(task).collect::<Result<_>>()?;
    with_records(cx, tasks).await
}

/// How many open tasks wait for the actor, counted up to [`crate::shell::COUNTED`].
///
/// # Errors
/// When the database does not answer.
pub async fn count_mine(cx: &mut Cx, wanted: &Wanted) -> Result<u64> {
    let (mut c, actor, today) = (Condition::default(), cx.actor.clone(), cx.today());
    let filter = filter(&mut c, wanted);
    let ways = ways(&mut c, &actor, today).join(" OR ");
    let limit = c.value(i64::try_from(crate::shell::COUNTED).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT t.id FROM tasks t JOIN secondments s ON s.id = t.secondment_id
         WHERE ({ways}) AND {filter} LIMIT {limit}) AS c"
    );
    Ok(u64::try_from(cx.tx.count(&sql, c.args).await?).unwrap_or(0))
}

fn filter(c: &mut Condition, wanted: &Wanted) -> String {
    // after the end only what follows it is still asked
    let over = Workflow::ALL.iter().filter(|state| state.is_final() && **state != Workflow::Closed);
    let over = c.values(over.chain([&Workflow::Idea]).map(|state| state.as_str()));
    let mut all = vec![
        "t.state IN ('to_do', 'started') AND t.due_on IS NOT NULL".to_owned(),
        format!("s.workflow NOT IN ({over})"),
    ];
    if let Some(until) = wanted.until {
        all.push(format!("t.due_on <= {}", c.value(until)));
    }
    if let Some(after) = wanted.after {
        let (day, id) = (c.value(after.day), c.value(after.id));
        all.push(format!("(t.due_on, t.id) > ({day}, {id})"));
    }
    if wanted.beside_steps {
        let steps = c.values(STEPS.iter().copied());
        all.push(format!("t.code NOT IN ({steps})"));
        // whoever is asked to sign has a row for it; the desk sees to it that all do, once it is out
        all.push(
            "NOT (t.code = 'C22' AND s.workflow NOT IN ('agreement_issued', 'partly_signed'))".to_owned(),
        );
        // the desk has one row for all that the start waits for
        all.push(
            "NOT (t.blocking AND s.workflow = 'executed' AND t.owner IN ('programme_admin', 'home_hr'))"
                .to_owned(),
        );
    }
    all.join(" AND ")
}

/// The ways in which a task can be the actor's: named for it, or of the side whose task it is.
fn ways(c: &mut Condition, actor: &Actor, today: NaiveDate) -> Vec<String> {
    let mut ways = vec![format!("t.person_id = {}", c.value(actor.person))];
    for (owner, role) in [
        ("secondee", Role::Secondee),
        ("home_manager", Role::HomeManager),
        ("host_manager", Role::HostManager),
    ] {
        let own = c.own(actor, today, &[role]);
        ways.push(format!("(t.person_id IS NULL AND t.owner = '{owner}' AND {own})"));
    }
    // nobody is the desk of their own secondment
    let not_own = format!("s.secondee_id <> {}", c.value(actor.person));
    for (owner, role) in [
        ("programme_admin", Role::ProgrammeAdmin),
        ("home_hr", Role::Hr),
        ("finance_home", Role::Finance),
        ("legal", Role::Legal),
    ] {
        let home = c.at_home(actor, &[role]);
        ways.extend(
            home.map(|home| {
                format!("(t.person_id IS NULL AND t.owner = '{owner}' AND {home} AND {not_own})")
            }),
        );
    }
    // of what is confidential, mobility does the part of every office
    let runs = c.at_home(actor, &[Role::ProgrammeAdmin]);
    ways.extend(runs.map(|home| {
        format!(
            "(t.person_id IS NULL AND s.is_confidential AND {home} AND {not_own}
               AND t.owner IN ('home_hr', 'finance_home', 'legal', 'host_hr', 'finance_host'))"
        )
    }));
    let host = c.at_host(actor, &[Role::Hr, Role::ProgrammeAdmin]);
    ways.extend(
        host.map(|host| format!("(t.person_id IS NULL AND t.owner = 'host_hr' AND {host} AND {not_own})")),
    );
    ways
}

/// The same tasks with their records, in the same order; a task whose record is not the actor's is left out.
async fn with_records(cx: &mut Cx, tasks: Vec<Task>) -> Result<Vec<(Task, Line)>> {
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let mut c = Condition::default();
    let mut ids: Vec<_> = tasks.iter().map(|task| task.secondment).collect();
    ids.sort_unstable();
    ids.dedup();
    let ids = c.values(ids);
    let lines = list::lines_where(cx, c, &format!("s.id IN ({ids})"), "").await?;
    let line_of = |task: &Task| {
        lines
            .iter()
            .find(|line| line.record.secondment.id == task.secondment && line.record.standing.is_any())
    };
    Ok(tasks.into_iter().filter_map(|task| line_of(&task).cloned().map(|line| (task, line))).collect())
}

/// What the actor finished since an instant and is still done, with the number of its record.
///
/// # Errors
/// When the database does not answer.
pub async fn just_done(
    cx: &mut Cx,
    since: chrono::DateTime<chrono::Utc>,
    record: Option<crate::features::secondments::SecondmentId>,
) -> Result<Option<(Task, String)>> {
    let mut c = Condition::default();
    let (by, since, now) = (c.value(cx.actor.person), c.value(since), c.value(cx.now()));
    let on = record.map_or_else(String::new, |id| format!(" AND t.secondment_id = {}", c.value(id)));
    let sql = format!(
        "SELECT {COLUMNS}, s.number FROM task_facts f JOIN tasks t ON t.id = f.task_id JOIN secondments s ON s.id = t.secondment_id
         WHERE f.recorded_by = {by} AND f.recorded_at >= {since} AND f.recorded_at <= {now} AND f.fact = 'done'
           AND t.state = 'done' AND t.source = 'person' AND t.settled_by = {by}{on}
         ORDER BY f.recorded_at DESC, f.id DESC LIMIT 1"
    );
    let row = cx.tx.one(&sql, c.args).await?;
    row.map(|row| Ok((task(&row)?, row.get("number")?))).transpose()
}
