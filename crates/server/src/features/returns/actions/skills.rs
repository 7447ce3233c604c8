//! Using what was learnt, and passing it on.

use sojourn_kit::error::{Error, Result};

use super::super::access;
use super::super::events::{
    KnowledgePassedOn, KnowledgePlanned, ProposalAnswered, SkillPlanned, SkillProposed, SkillUsed,
};
use super::super::model::{
    AnswerInput, DoneInput, KnowledgeDone, KnowledgeId, KnowledgeInput, ProposalId, ProposalInput,
    SkillUseId, SkillUseInput,
};
use super::super::store;
use super::{seen_at_home, stage_of};
use crate::cx::Cx;
use crate::features::secondments::{Party, Record};
use crate::features::tasks;

/// Whether the actor plans where skills are used: the secondee and the home manager.
#[must_use]
pub fn writes_skills(record: &Record) -> bool {
    record.standing.is(Party::Secondee) || access::is_home_manager(record)
}

/// The record, for the two who plan this, while it is the time for it.
async fn writing(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = seen_at_home(cx, number).await?;
    if !writes_skills(&record) {
        let sentence = "Skills and knowledge at home: this is for the secondee and the home manager.";
        return Err(Error::refused("not_yours", sentence));
    }
    if !access::is_open_for_skills(stage_of(cx, &record).await?) {
        let sentence =
            "Skills and knowledge are planned from six weeks before the last day until two years after.";
        return Err(Error::refused("not_now", sentence));
    }
    Ok(record)
}

/// Plans where a new skill is used.
///
/// # Errors
/// Invalid by field; a refusal for anybody but the two, or at another time.
pub async fn plan_use(cx: &mut Cx, number: &str, input: &SkillUseInput) -> Result<Record> {
    let record = writing(cx, number).await?;
    let (skill, how) = input.check(cx.today())?;
    let s = &record.secondment;
    let skill_use = store::insert_use(cx, s.id, input, (&skill, &how)).await?;
    cx.record(&SkillPlanned { skill_use, organisation: s.home_organisation }).await?;
    tasks::replan(cx, s.id).await?;
    Ok(record)
}

/// Notes that a skill was used, with how one can tell.
///
/// # Errors
/// As [`plan_use`]; [`Error::NotFound`] when no open one of that id is on the record.
pub async fn finish_use(cx: &mut Cx, number: &str, id: SkillUseId, input: &DoneInput) -> Result<Record> {
    let record = writing(cx, number).await?;
    let evidence = input.check()?;
    store::finish_use(cx, &record, id, &evidence).await?;
    let organisation = record.secondment.home_organisation;
    cx.record(&SkillUsed { skill_use: id, organisation }).await?;
    Ok(record)
}

/// The secondee proposes something to the home manager.
///
/// # Errors
/// As [`plan_use`]; a refusal for anybody but the secondee.
pub async fn propose(cx: &mut Cx, number: &str, input: &ProposalInput) -> Result<Record> {
    let record = writing(cx, number).await?;
    if !record.standing.is(Party::Secondee) {
        return Err(Error::refused("not_yours", "Proposals are the secondee’s."));
    }
    let (what, why) = input.check()?;
    let s = &record.secondment;
    let proposal = store::insert_proposal(cx, s.id, input.kind, (&what, &why)).await?;
    let event = SkillProposed { proposal, organisation: s.home_organisation, secondment: s.id };
    cx.record(&event).await?;
    Ok(record)
}

/// The home manager says what comes of a proposal.
///
/// # Errors
/// As [`plan_use`]; a refusal for anybody but the home manager.
pub async fn answer_proposal(
    cx: &mut Cx,
    number: &str,
    id: ProposalId,
    input: &AnswerInput,
) -> Result<Record> {
    let record = writing(cx, number).await?;
    if !access::is_home_manager(&record) {
        return Err(Error::refused("not_yours", "A proposal is answered by the home manager."));
    }
    let answer = input.check()?;
    store::answer_proposal(cx, &record, id, input.taken_up, &answer).await?;
    let s = &record.secondment;
    let event = ProposalAnswered {
        proposal: id,
        organisation: s.home_organisation,
        secondment: s.id,
        taken_up: input.taken_up,
    };
    cx.record(&event).await?;
    Ok(record)
}

/// Plans to pass something on at home.
///
/// # Errors
/// As [`plan_use`].
pub async fn plan_knowledge(cx: &mut Cx, number: &str, input: &KnowledgeInput) -> Result<Record> {
    let record = writing(cx, number).await?;
    let (what, recipients) = input.check(cx.today())?;
    let s = &record.secondment;
    let knowledge = store::insert_knowledge(cx, s.id, input, (&what, &recipients)).await?;
    let event = KnowledgePlanned { knowledge, organisation: s.home_organisation, secondment: s.id };
    cx.record(&event).await?;
    Ok(record)
}

/// Notes that it was passed on: when, to how many, and where it is kept.
///
/// # Errors
/// As [`finish_use`].
pub async fn finish_knowledge(
    cx: &mut Cx,
    number: &str,
    id: KnowledgeId,
    input: &KnowledgeDone,
) -> Result<Record> {
    let record = writing(cx, number).await?;
    let evidence = input.check(cx.today())?;
    store::finish_knowledge(cx, &record, id, input, &evidence).await?;
    let s = &record.secondment;
    let event = KnowledgePassedOn { knowledge: id, organisation: s.home_organisation, secondment: s.id };
    cx.record(&event).await?;
    Ok(record)
}
