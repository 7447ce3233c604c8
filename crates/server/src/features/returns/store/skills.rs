//! Skills in use, proposals, and what is passed on.

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::super::model::{
    Knowledge, KnowledgeDone, KnowledgeId, KnowledgeInput, KnowledgeKind, Proposal, ProposalId, ProposalKind,
    SkillUse, SkillUseId, SkillUseInput,
};
use super::name;
use crate::cx::Cx;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, SecondmentId};

/// The most lines of each kind that one record shows.
const MOST: i64 = 100;

/// The planned uses of skills of a record, by their day.
///
/// # Errors
/// When the database does not answer.
pub async fn uses(cx: &mut Cx, record: &Record) -> Result<Vec<SkillUse>> {
    let sql =
        "SELECT u.id, u.skill, u.how, u.due_on, u.done_on, u.evidence, p.given_name AS p_given, p.family_name AS p_family
               FROM skill_uses u JOIN people p ON p.id = u.planned_by WHERE u.secondment_id = $1
               ORDER BY u.due_on, u.id LIMIT $2";
    let rows = cx.tx.all(sql, args![record.secondment.id, MOST]).await?;
    let read = |row: &Row| {
        Ok(SkillUse {
            id: row.get("id")?,
            skill: row.get("skill")?,
            how: row.get("how")?,
            due_on: row.get("due_on")?,
            by: name(row, "p_")?.unwrap_or_default(),
            done_on: row.get("done_on")?,
            evidence: row.get("evidence")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Plans the use of a skill.
///
/// # Errors
/// When the database refuses.
pub async fn insert_use(
    cx: &mut Cx,
    id: SecondmentId,
    input: &SkillUseInput,
    (skill, how): (&str, &str),
) -> Result<SkillUseId> {
    let new = SkillUseId::new(cx.now());
    let sql = "INSERT INTO skill_uses (id, secondment_id, skill, how, due_on, planned_by, planned_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    cx.tx.run(sql, args![new, id, skill, how, input.due_on, cx.actor.person, cx.now()]).await?;
    Ok(new)
}

/// Notes that a skill was used, once.
///
/// # Errors
/// [`Error::NotFound`] when no open one of that id is on the record.
pub async fn finish_use(cx: &mut Cx, record: &Record, id: SkillUseId, evidence: &str) -> Result<()> {
    let sql = "UPDATE skill_uses SET done_on = $3, evidence = $4, done_by = $5
               WHERE id = $1 AND secondment_id = $2 AND done_on IS NULL";
    let values = args![id, record.secondment.id, cx.today(), evidence, cx.actor.person];
    if cx.tx.run(sql, values).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// The proposals of a record, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn proposals(cx: &mut Cx, record: &Record) -> Result<Vec<Proposal>> {
    let sql = "SELECT id, kind, what, why, proposed_at, taken_up, answer FROM skill_proposals
               WHERE secondment_id = $1 ORDER BY id DESC LIMIT $2";
    let rows = cx.tx.all(sql, args![record.secondment.id, MOST]).await?;
    let read = |row: &Row| {
        Ok(Proposal {
            id: row.get("id")?,
            kind: word(row, "kind", ProposalKind::parse)?,
            what: row.get("what")?,
            why: row.get("why")?,
            at: row.get("proposed_at")?,
            taken_up: row.get("taken_up")?,
            answer: row.get("answer")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Keeps a proposal.
///
/// # Errors
/// When the database refuses.
pub async fn insert_proposal(
    cx: &mut Cx,
    id: SecondmentId,
    kind: ProposalKind,
    (what, why): (&str, &str),
) -> Result<ProposalId> {
    let new = ProposalId::new(cx.now());
    let sql = "INSERT INTO skill_proposals (id, secondment_id, kind, what, why, proposed_by, proposed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    cx.tx.run(sql, args![new, id, kind.as_str(), what, why, cx.actor.person, cx.now()]).await?;
    Ok(new)
}

/// Answers a proposal, once.
///
/// # Errors
/// [`Error::NotFound`] when no open one of that id is on the record.
pub async fn answer_proposal(
    cx: &mut Cx,
    record: &Record,
    id: ProposalId,
    taken_up: bool,
    answer: &str,
) -> Result<()> {
    let sql = "UPDATE skill_proposals SET taken_up = $3, answer = $4, answered_by = $5, answered_at = $6
               WHERE id = $1 AND secondment_id = $2 AND taken_up IS NULL";
    let values = args![id, record.secondment.id, taken_up, answer, cx.actor.person, cx.now()];
    if cx.tx.run(sql, values).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// What is passed on, by its day.
///
/// # Errors
/// When the database does not answer.
pub async fn knowledge(cx: &mut Cx, record: &Record) -> Result<Vec<Knowledge>> {
    let sql =
        "SELECT k.id, k.kind, k.what, k.recipients, k.due_on, k.done_on, k.people, k.evidence, p.given_name AS p_given,
                 p.family_name AS p_family
               FROM knowledge_returns k JOIN people p ON p.id = k.planned_by WHERE k.secondment_id = $1
               ORDER BY k.due_on, k.id LIMIT $2";
    let rows = cx.tx.all(sql, args![record.secondment.id, MOST]).await?;
    let read = |row: &Row| {
        Ok(Knowledge {
            id: row.get("id")?,
            kind: word(row, "kind", KnowledgeKind::parse)?,
            what: row.get("what")?,
            recipients: row.get("recipients")?,
            due_on: row.get("due_on")?,
            by: name(row, "p_")?.unwrap_or_default(),
            done_on: row.get("done_on")?,
            people: row.get("people")?,
            evidence: row.get("evidence")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Plans to pass something on.
///
/// # Errors
/// When the database refuses.
pub async fn insert_knowledge(
    cx: &mut Cx,
    id: SecondmentId,
    input: &KnowledgeInput,
    (what, recipients): (&str, &str),
) -> Result<KnowledgeId> {
    let new = KnowledgeId::new(cx.now());
    let sql =
        "INSERT INTO knowledge_returns (id, secondment_id, kind, what, recipients, due_on, planned_by, planned_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values =
        args![new, id, input.kind.as_str(), what, recipients, input.due_on, cx.actor.person, cx.now()];
    cx.tx.run(sql, values).await?;
    Ok(new)
}

/// Notes that it was passed on, once.
///
/// # Errors
/// [`Error::NotFound`] when no open one of that id is on the record.
pub async fn finish_knowledge(
    cx: &mut Cx,
    record: &Record,
    id: KnowledgeId,
    done: &KnowledgeDone,
    evidence: &str,
) -> Result<()> {
    let sql = "UPDATE knowledge_returns SET done_on = $3, people = $4, evidence = $5, done_by = $6
               WHERE id = $1 AND secondment_id = $2 AND done_on IS NULL";
    let values = args![id, record.secondment.id, done.on, done.people, evidence, cx.actor.person];
    if cx.tx.run(sql, values).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}
