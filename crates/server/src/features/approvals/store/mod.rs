//! Every SQL statement about approvals.

pub mod appeals;
pub mod delegations;
pub mod lists;
pub mod questions;
pub mod rules;

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::{
    By, Decided, Decision, MadeFrom, Route, RouteId, RouteState, Step, StepId, StepState, When,
};
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::store::word;

/// The number of the record's next route.
///
/// # Errors
/// When the database does not answer.
pub async fn next_number(cx: &mut Cx, id: SecondmentId) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM approval_routes WHERE secondment_id = $1";
    Ok(cx.tx.count(sql, args![id]).await? + 1)
}

/// Writes a route and its steps.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, route: &Route) -> Result<()> {
    let made_from = serde_json::to_value(&route.made_from).map_err(Error::internal)?;
    let sql = "INSERT INTO approval_routes (id, secondment_id, number, made_from, state, made_at, closed_at, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, 1)";
    let values = args![
        route.id,
        route.secondment,
        route.number,
        made_from,
        route.state.as_str(),
        route.made_at,
        route.closed_at
    ];
    cx.tx.run(sql, values).await?;
    for step in &route.steps {
        let sql = "INSERT INTO approval_steps (id, route_id, position, kind, role, person_id, reason, state)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = args![
            step.id,
            route.id,
            step.position,
            step.kind.as_str(),
            step.by.as_str(),
            step.person,
            &step.reason,
            step.state.as_str()
        ];
        cx.tx.run(sql, values).await?;
    }
    Ok(())
}

/// The newest route of a record that the caller holds.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(cx: &mut Cx, id: SecondmentId) -> Result<Option<Route>> {
    let sql = "SELECT id, number, made_from, state, made_at, closed_at FROM approval_routes
               WHERE secondment_id = $1 ORDER BY number DESC LIMIT 1";
    let Some(row) = cx.tx.one(sql, args![id]).await? else { return Ok(None) };
    let route: RouteId = row.get("id")?;
    let made_from: serde_json::Value = row.get("made_from")?;
    let made_from: MadeFrom = serde_json::from_value(made_from).map_err(Error::internal)?;
    Ok(Some(Route {
        id: route,
        secondment: id,
        number: row.get("number")?,
        made_from,
        state: word(&row, "state", RouteState::parse)?,
        made_at: row.get("made_at")?,
        closed_at: row.get("closed_at")?,
        steps: steps(cx, route).await?,
    }))
}

const STEP: &str =
    "SELECT t.id, t.position, t.kind, t.role, t.person_id, t.reason, t.state, t.asked_at, t.due_on,
    d.decision, d.reason AS words, d.decided_by, d.decided_for, d.decided_at
    FROM approval_steps t LEFT JOIN approval_decisions d ON d.step_id = t.id";

async fn steps(cx: &mut Cx, route: RouteId) -> Result<Vec<Step>> {
    let sql = format!("{STEP} WHERE t.route_id = $1 ORDER BY t.position");
    cx.tx.all(&sql, args![route]).await?.iter().map(step).collect()
}

fn step(row: &Row) -> Result<Step> {
    let decision: Option<String> = row.get("decision")?;
    let decided = match decision.as_deref().and_then(Decision::parse) {
        Some(decision) => Some(Decided {
            decision,
            reason: row.get("words")?,
            by: row.get("decided_by")?,
            in_place_of: row.get("decided_for")?,
            at: row.get("decided_at")?,
        }),
        None => None,
    };
    Ok(Step {
        id: row.get("id")?,
        position: row.get("position")?,
        kind: word(row, "kind", When::parse)?,
        by: word(row, "role", By::parse)?,
        person: row.get("person_id")?,
        reason: row.get("reason")?,
        state: word(row, "state", StepState::parse)?,
        asked_at: row.get("asked_at")?,
        due_on: row.get("due_on")?,
        decided,
    })
}

/// Makes it the step's turn from now.
///
/// # Errors
/// When the database refuses.
pub async fn ask(cx: &mut Cx, step: &Step) -> Result<()> {
    let sql = "UPDATE approval_steps SET state = 'asked', asked_at = $2, due_on = $3 WHERE id = $1 AND state = 'waiting'";
    cx.tx.run(sql, args![step.id, cx.now(), step.due_on]).await.map(drop)
}

/// Keeps what was decided on a step whose turn it is.
///
/// # Errors
/// [`Error::Stale`] when somebody else decided it first.
pub async fn decide(cx: &mut Cx, step: StepId, state: StepState, decided: &Decided) -> Result<()> {
    let sql = "UPDATE approval_steps SET state = $2 WHERE id = $1 AND state = 'asked'";
    if cx.tx.run(sql, args![step, state.as_str()]).await? == 0 {
        return Err(Error::Stale);
    }
    let sql =
        "INSERT INTO approval_decisions (step_id, decision, reason, decided_by, decided_for, decided_at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values =
        args![step, decided.decision.as_str(), &decided.reason, decided.by, decided.in_place_of, decided.at];
    cx.tx.run(sql, values).await.map(drop)
}

/// Closes a route; whoever was not asked yet is not asked any more.
///
/// # Errors
/// When the database refuses.
pub async fn close(cx: &mut Cx, route: RouteId, state: RouteState) -> Result<()> {
    let sql = "UPDATE approval_routes SET state = $2, closed_at = $3, version = version + 1
               WHERE id = $1 AND state = 'open'";
    cx.tx.run(sql, args![route, state.as_str(), cx.now()]).await?;
    let sql =
        "UPDATE approval_steps SET state = 'dropped' WHERE route_id = $1 AND state IN ('waiting', 'asked')";
    cx.tx.run(sql, args![route]).await.map(drop)
}

/// Opens the newest route of a record again after one declined it; whoever was not asked yet waits for their turn.
///
/// # Errors
/// [`Error::Stale`] when it is not declined any more.
pub async fn reopen(cx: &mut Cx, id: SecondmentId) -> Result<()> {
    let declined = newest(cx, id).await?.filter(|route| route.state == RouteState::Declined);
    let route = declined.ok_or(Error::Stale)?;
    let sql = "UPDATE approval_routes SET state = 'open', closed_at = NULL, version = version + 1
               WHERE id = $1 AND state = 'declined'";
    if cx.tx.run(sql, args![route.id]).await? == 0 {
        return Err(Error::Stale);
    }
    let sql = "UPDATE approval_steps SET state = 'waiting' WHERE route_id = $1 AND state = 'dropped'";
    cx.tx.run(sql, args![route.id]).await.map(drop)
}

/// Stops the open route of a record, if there is one.
///
/// # Errors
/// When the database refuses.
pub async fn stop(cx: &mut Cx, id: SecondmentId) -> Result<()> {
    match newest(cx, id).await? {
        Some(route) if route.state == RouteState::Open => close(cx, route.id, RouteState::Stopped).await,
        _ => Ok(()),
    }
}

/// Notes that a letter of this stage is written about a step; whether it was the first.
///
/// # Errors
/// When the database refuses.
pub async fn nudge(cx: &mut Cx, step: StepId, stage: &str) -> Result<bool> {
    let sql = "INSERT INTO approval_nudges (step_id, stage, at) VALUES ($1, $2, $3) ON CONFLICT (step_id, stage) DO NOTHING";
    Ok(cx.tx.run(sql, args![step, stage, cx.now()]).await? == 1)
}
