//! Every SQL statement for swaps. One is only obtainable through an actor.

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use super::access;
use super::model::{Answer, Decided, Decision, Given, Leg, Status, Swap, SwapId, SwapInput};
use crate::actor::{OrganisationId, PersonId, Role};
use crate::cx::Cx;
use crate::features::people::Brief;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::list::Condition;
use crate::features::secondments::list::store::held;
use crate::features::secondments::store::word;

const COLUMNS: &str =
    "w.id, w.number, w.version, w.organisation_id, w.proposed_by, w.title, w.purpose, w.starts_on,
    w.ends_on, w.fte_bp, w.status";

/// The swap of that number, if it exists for the actor; otherwise the one 404.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, number: &str) -> Result<Swap> {
    let sql = format!("SELECT {COLUMNS} FROM swaps w WHERE w.number = $1");
    let row = cx.tx.one(&sql, args![number]).await?.ok_or(Error::NotFound)?;
    let swap = whole(cx, &row).await?;
    if access::sees(&cx.actor, &swap) { Ok(swap) } else { Err(Error::NotFound) }
}

/// The swap behind an event, for what follows from it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn of_event(cx: &mut Cx, id: SwapId) -> Result<Swap> {
    let sql = format!("SELECT {COLUMNS} FROM swaps w WHERE w.id = $1");
    let row = cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?;
    whole(cx, &row).await
}

/// The swap that a record is a leg of. Callers hold the record.
///
/// # Errors
/// When the database does not answer.
pub async fn of_record(cx: &mut Cx, record: SecondmentId) -> Result<Option<Swap>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM swaps w JOIN swap_legs l ON l.swap_id = w.id WHERE l.secondment_id = $1"
    );
    match cx.tx.one(&sql, args![record]).await? {
        Some(row) => whole(cx, &row).await.map(Some),
        None => Ok(None),
    }
}

async fn whole(cx: &mut Cx, row: &Row) -> Result<Swap> {
    let id: SwapId = row.get("id")?;
    let legs = legs(cx, id).await?.try_into().map_err(|_| Error::internal("a swap without two legs"))?;
    Ok(Swap {
        id,
        number: row.get("number")?,
        version: row.get("version")?,
        organisation: row.get("organisation_id")?,
        proposed_by: row.get("proposed_by")?,
        title: row.get("title")?,
        purpose: row.get("purpose")?,
        starts_on: row.get("starts_on")?,
        ends_on: row.get("ends_on")?,
        fte_bp: row.get("fte_bp")?,
        status: word(row, "status", Status::parse)?,
        legs,
        given: given(cx, id).await?,
    })
}

async fn legs(cx: &mut Cx, id: SwapId) -> Result<Vec<Leg>> {
    let sql = "SELECT l.person_id, p.given_name, p.family_name, p.job_title, l.manager_id, m.given_name AS manager_given,
            m.family_name AS manager_family, l.organisation_id, o.name AS organisation_name, l.unit_id,
            u.name AS unit_name, u.place, l.secondment_id
         FROM swap_legs l JOIN people p ON p.id = l.person_id JOIN people m ON m.id = l.manager_id
         JOIN organisations o ON o.id = l.organisation_id LEFT JOIN units u ON u.id = l.unit_id
         WHERE l.swap_id = $1 ORDER BY l.leg";
    cx.tx.all(sql, args![id]).await?.iter().map(leg).collect()
}

fn leg(row: &Row) -> Result<Leg> {
    let name = |given: &str, family: &str| -> Result<String> {
        Ok(format!("{} {}", row.get::<String>(given)?, row.get::<String>(family)?))
    };
    Ok(Leg {
        person: row.get("person_id")?,
        name: name("given_name", "family_name")?,
        job_title: row.get("job_title")?,
        manager: row.get("manager_id")?,
        manager_name: name("manager_given", "manager_family")?,
        organisation: row.get("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        unit: row.get("unit_id")?,
        unit_name: row.get("unit_name")?,
        place: row.get::<Option<String>>("place")?.unwrap_or_default(),
        secondment: row.get("secondment_id")?,
    })
}

async fn given(cx: &mut Cx, id: SwapId) -> Result<Vec<Given>> {
    let sql = "SELECT person_id, answer, reason, answered_at FROM swap_answers WHERE swap_id = $1
               ORDER BY answered_at, person_id";
    let rows = cx.tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Given {
                person: row.get("person_id")?,
                answer: word(row, "answer", Answer::parse)?,
                reason: row.get("reason")?,
                at: row.get("answered_at")?,
            })
        })
        .collect()
}

/// Writes a new swap without its legs.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    id: SwapId,
    number: &str,
    of: OrganisationId,
    input: &SwapInput,
) -> Result<()> {
    let sql = "INSERT INTO swaps (id, number, version, organisation_id, proposed_by, title, purpose, starts_on, ends_on,
            fte_bp, status, created_at) VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, 'asking', $10)";
    let values = args![
        id,
        number,
        of,
        cx.actor.person,
        input.title.trim(),
        input.purpose.trim(),
        input.starts_on,
        input.ends_on,
        input.fte_bp,
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Writes one of the two legs.
///
/// # Errors
/// When the database refuses.
pub async fn insert_leg(cx: &mut Cx, id: SwapId, leg: i64, who: &Brief, manager: PersonId) -> Result<()> {
    let sql = "INSERT INTO swap_legs (swap_id, leg, person_id, manager_id, organisation_id, unit_id)
               VALUES ($1, $2, $3, $4, $5, $6)";
    cx.tx.run(sql, args![id, leg, who.id, manager, who.organisation, who.unit]).await.map(drop)
}

/// Writes what the actor says. Once: a second answer is refused.
///
/// # Errors
/// [`Error::Stale`] when they have answered meanwhile.
pub async fn insert_answer(cx: &mut Cx, id: SwapId, answer: Answer, reason: &str) -> Result<()> {
    let sql = "INSERT INTO swap_answers (swap_id, person_id, answer, reason, answered_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (swap_id, person_id) DO NOTHING";
    let values = args![id, cx.actor.person, answer.as_str(), reason, cx.now()];
    if cx.tx.run(sql, values).await? == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Moves the swap on. Of two at once, one is stale.
///
/// # Errors
/// [`Error::Stale`] when it has changed since it was read.
pub async fn settle(cx: &mut Cx, swap: &Swap, status: Status) -> Result<()> {
    let sql = "UPDATE swaps SET status = $3, version = version + 1 WHERE id = $1 AND version = $2";
    let touched = cx.tx.run(sql, args![swap.id, swap.version, status.as_str()]).await?;
    if touched == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Notes the record of a leg.
///
/// # Errors
/// When the database refuses.
pub async fn link(cx: &mut Cx, swap: &Swap, person: PersonId, record: SecondmentId) -> Result<()> {
    let sql = "UPDATE swap_legs SET secondment_id = $3 WHERE swap_id = $1 AND person_id = $2";
    cx.tx.run(sql, args![swap.id, person, record]).await.map(drop)
}

/// Writes what was decided.
///
/// # Errors
/// When the database refuses.
pub async fn insert_decision(cx: &mut Cx, swap: &Swap, decision: Decision, reason: &str) -> Result<()> {
    let sql = "INSERT INTO swap_decisions (id, swap_id, decision, reason, decided_by, decided_at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![uuid_v7(cx.now()), swap.id, decision.as_str(), reason, cx.actor.person, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

/// What was decided last. Callers hold the swap.
///
/// # Errors
/// When the database does not answer.
pub async fn decided(cx: &mut Cx, swap: &Swap) -> Result<Option<Decided>> {
    let sql = "SELECT d.decision, d.reason, p.given_name, p.family_name, d.decided_at FROM swap_decisions d
               JOIN people p ON p.id = d.decided_by WHERE d.swap_id = $1 ORDER BY d.decided_at DESC, d.id DESC LIMIT 1";
    let Some(row) = cx.tx.one(sql, args![swap.id]).await? else { return Ok(None) };
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Some(Decided {
        decision: word(&row, "decision", Decision::parse)?,
        reason: row.get("reason")?,
        by: format!("{given} {family}"),
        at: row.get("decided_at")?,
    }))
}

/// The swaps that the actor reads, the newest first, and whether there are more.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &mut Cx, before: Option<SwapId>, most: usize) -> Result<(Vec<Swap>, bool)> {
    let mut c = Condition::default();
    let me = c.value(cx.actor.person);
    let mut ways = vec![
        format!("w.proposed_by = {me}"),
        format!(
            "w.id IN (SELECT l.swap_id FROM swap_legs l WHERE l.person_id = {me} OR l.manager_id = {me})"
        ),
    ];
    let covered = held(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr]);
    if !covered.is_empty() {
        let covered = c.values(covered);
        ways.push(format!(
            "w.id IN (SELECT l.swap_id FROM swap_legs l WHERE l.organisation_id IN ({covered}))"
        ));
    }
    let mut filters = vec![format!("({})", ways.join(" OR "))];
    filters.extend(before.map(|id| format!("w.id < {}", c.value(id))));
    let limit = c.value(i64::try_from(most).unwrap_or(100) + 1);
    let sql = format!(
        "SELECT {COLUMNS} FROM swaps w WHERE {} ORDER BY w.id DESC LIMIT {limit}",
        filters.join(" AND ")
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    let mut swaps = Vec::new();
    for row in rows.iter().take(most) {
        let swap = whole(cx, row).await?;
        if access::sees(&cx.actor, &swap) {
            swaps.push(swap);
        }
    }
    Ok((swaps, rows.len() > most))
}

/// The swaps on which the actor may have to act: an answer of theirs is missing, or a leg fell over where they run
/// secondments.
///
/// # Errors
/// When the database does not answer.
pub async fn open_for(cx: &mut Cx) -> Result<Vec<Swap>> {
    let mut c = Condition::default();
    let me = c.value(cx.actor.person);
    let mut ways = vec![format!(
        "(w.status = 'asking' AND w.id IN (SELECT l.swap_id FROM swap_legs l WHERE l.person_id = {me} OR l.manager_id = {me})
          AND NOT EXISTS (SELECT 1 FROM swap_answers a WHERE a.swap_id = w.id AND a.person_id = {me}))"
    )];
    let covered = held(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr]);
    if !covered.is_empty() {
        let covered = c.values(covered);
        ways.push(format!(
            "(w.status = 'suspended' AND w.id IN (SELECT l.swap_id FROM swap_legs l WHERE l.organisation_id IN ({covered})))"
        ));
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM swaps w WHERE {} ORDER BY w.starts_on, w.id LIMIT 20",
        ways.join(" OR ")
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    let mut swaps = Vec::new();
    for row in &rows {
        swaps.push(whole(cx, row).await?);
    }
    Ok(swaps)
}
