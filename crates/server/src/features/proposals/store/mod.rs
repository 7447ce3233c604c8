//! Every SQL statement for proposals.

mod answers;
mod consents;
mod costs;
mod decisions;
mod hosts;
mod together;

pub use answers::{answers, save_answers};
pub use consents::{Consent, consent, insert_agreed, insert_asked};
pub use costs::{PayOnFile, pay_on_file, save_lines};
pub use decisions::{decisions, insert_decision, whose};
pub use hosts::{
    ContactMatch, contact_by_email, find_colleagues, known_organisations, organisation_by_name, reports_of,
    roles_of, unit_by_name,
};

pub use together::{drafts_with_actor, invite, sections, touch, uninvite, writers};

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use super::model::{Conflicts, CoverPlan, Goal, Objective, Proposal, ReturnGuarantee, Stage};
use crate::cx::Cx;
use crate::features::secondments::{Record, SecondmentId};

/// Writes an empty proposal beside a new record.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, id: SecondmentId) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO proposals (secondment_id, need, skills, duties, benefit_secondee, benefit_home, benefit_host,
                cover_plan, cover_note, return_guarantee, return_post, bring_back, conflicts, version)
             VALUES ($1, '', '', '', '', '', '', '', '', '', '', '', '', 1)",
            args![id],
        )
        .await
        .map(drop)
}

/// The proposal of the record, whole. Show it only through a side's view.
///
/// # Errors
/// [`Error::NotFound`] when the record has none.
pub async fn load(cx: &mut Cx, record: &Record) -> Result<Proposal> {
    find(cx, record).await?.ok_or(Error::NotFound)
}

/// As [`load`], for records that may have none.
///
/// # Errors
/// When the database does not answer.
pub async fn find(cx: &mut Cx, record: &Record) -> Result<Option<Proposal>> {
    let id = record.secondment.id;
    if let Some(known) = cx.known::<Proposal>(id) {
        return Ok(Some(known));
    }
    let sql =
        "SELECT need, skills, duties, benefit_secondee, benefit_home, benefit_host, cover_plan, cover_note,
                   return_guarantee, return_post, bring_back, conflicts, sent_at
               FROM proposals WHERE secondment_id = $1";
    let Some(row) = cx.tx.one(sql, args![id]).await? else { return Ok(None) };
    let mut proposal = proposal(&row)?;
    proposal.answers = answers(cx, id, Stage::Proposal).await?;
    proposal.objectives = objectives(cx, id).await?;
    proposal.lines = costs::lines(cx, id).await?;
    Ok(Some(cx.keep(id, proposal)))
}

fn proposal(row: &Row) -> Result<Proposal> {
    Ok(Proposal {
        need: row.get("need")?,
        skills: row.get("skills")?,
        duties: row.get("duties")?,
        benefit_secondee: row.get("benefit_secondee")?,
        benefit_home: row.get("benefit_home")?,
        benefit_host: row.get("benefit_host")?,
        cover_plan: CoverPlan::parse(&row.get::<String>("cover_plan")?),
        cover_note: row.get("cover_note")?,
        return_guarantee: ReturnGuarantee::parse(&row.get::<String>("return_guarantee")?),
        return_post: row.get("return_post")?,
        bring_back: row.get("bring_back")?,
        conflicts: Conflicts::from_stored(&row.get::<String>("conflicts")?),
        sent_at: row.get("sent_at")?,
        ..Proposal::default()
    })
}

/// The goals of a record in order.
///
/// # Errors
/// When the database does not answer.
pub async fn objectives(cx: &mut Cx, id: SecondmentId) -> Result<Vec<Objective>> {
    let sql = "SELECT position, title, measure FROM objectives WHERE secondment_id = $1 ORDER BY position";
    let rows = cx.tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Objective {
                position: row.get("position")?,
                title: row.get("title")?,
                measure: row.get("measure")?,
            })
        })
        .collect()
}

/// Writes the texts of all steps.
///
/// # Errors
/// When the database refuses.
pub async fn save(cx: &mut Cx, id: SecondmentId, p: &Proposal) -> Result<()> {
    cx.tx
        .run(
            "UPDATE proposals SET version = version + 1, need = $2, skills = $3, duties = $4, benefit_secondee = $5,
                benefit_home = $6, benefit_host = $7, cover_plan = $8, cover_note = $9, return_guarantee = $10,
                return_post = $11, bring_back = $12, conflicts = $13, sent_at = $14
             WHERE secondment_id = $1",
            args![
                id,
                &p.need,
                &p.skills,
                &p.duties,
                &p.benefit_secondee,
                &p.benefit_home,
                &p.benefit_host,
                p.cover_plan.map_or("", CoverPlan::as_str),
                &p.cover_note,
                p.return_guarantee.map_or("", ReturnGuarantee::as_str),
                &p.return_post,
                &p.bring_back,
                p.conflicts.stored(),
                p.sent_at
            ],
        )
        .await
        .map(drop)
}

/// Replaces the goals.
///
/// # Errors
/// When the database refuses.
pub async fn save_goals(cx: &mut Cx, id: SecondmentId, goals: &[Goal]) -> Result<()> {
    cx.tx.run("DELETE FROM objectives WHERE secondment_id = $1", args![id]).await?;
    for (position, goal) in (1_i64..).zip(goals) {
        cx.tx
            .run(
                "INSERT INTO objectives (id, secondment_id, position, title, measure) VALUES ($1, $2, $3, $4, $5)",
                args![uuid_v7(cx.now()), id, position, goal.title.trim(), goal.measure.trim()],
            )
            .await?;
    }
    Ok(())
}
