//! Writing objectives, agreeing to them, saying how they come on, raising ideas.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::events::{IdeaAnswered, IdeaRaised, ObjectiveNoted, ObjectivesAgreed, ObjectivesWritten};
use super::model::{
    AgreeInput, Agreer, IdeaAnswer, IdeaId, IdeaInput, Item, NoteInput, ObjectiveId, Phase, Plan, PlanInput,
    rules,
};
use super::store;
use crate::cx::Cx;
use crate::features::people;
use crate::features::secondments::store::load;
use crate::features::secondments::{Party, Record, Slice, Workflow};
use crate::form;

/// The record, for those who follow its objectives.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the actor, [`Error::Forbidden`] when its objectives do not.
pub async fn seen(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = load(cx, number).await?;
    if record.standing.sees(Slice::Objectives) { Ok(record) } else { Err(Error::Forbidden) }
}

/// Which of the three the actor is.
#[must_use]
pub fn agreer(record: &Record) -> Option<Agreer> {
    Agreer::of(record)
}

fn one_of_three(record: &Record, what: &str) -> Result<Agreer> {
    let sentence = format!("{what}: this is for the secondee and the two managers.");
    agreer(record).ok_or_else(|| Error::refused("not_yours", sentence))
}

/// Whether objectives can be written and agreed to: from the release to the return.
#[must_use]
pub fn is_open(workflow: Workflow) -> bool {
    use Workflow as W;
    matches!(
        workflow,
        W::Released
            | W::TermsNegotiation
            | W::AgreementIssued
            | W::PartlySigned
            | W::Executed
            | W::PreStart
            | W::Active
    )
}

fn open(record: &Record) -> Result<()> {
    if is_open(record.secondment.workflow) {
        return Ok(());
    }
    Err(Error::refused("not_now", "Objectives are agreed between the release and the return."))
}

/// The plan that counts: the newest that all three agreed to, or the newest as long as there is none.
#[must_use]
pub fn in_force(plans: &[Plan]) -> Option<&Plan> {
    plans.iter().find(|plan| plan.is_agreed()).or_else(|| plans.first())
}

/// Writes the objectives anew. Whoever writes them agrees to them; the others are asked.
///
/// # Errors
/// Invalid by field; a refusal for anybody but the three; stale when a newer plan was written meanwhile.
pub async fn write(cx: &mut Cx, number: &str, input: &PlanInput) -> Result<Record> {
    let record = seen(cx, number).await?;
    let party = one_of_three(&record, "Objectives")?;
    open(&record)?;
    let plans = store::plans(cx, &record).await?;
    let newest = plans.first().map_or(0, |plan| plan.number);
    if input.after != newest {
        return Err(Error::Stale);
    }
    input.check(record.secondment.ends_on)?;
    let known: Vec<ObjectiveId> = plans.iter().flat_map(|plan| &plan.items).map(|item| item.id).collect();
    let items: Vec<Item> = input
        .items
        .iter()
        .map(|item| Item {
            id: item.id.filter(|id| known.contains(id)).unwrap_or_else(|| ObjectiveId::new(cx.now())),
            title: item.title.trim().to_owned(),
            measure: item.measure.trim().to_owned(),
            kind: item.kind,
            phase: item.phase,
            weight: item.weight,
            due_on: item.due_on,
        })
        .collect();
    let s = &record.secondment;
    let plan = store::insert_plan(cx, s.id, newest + 1, &items).await?;
    store::agree(cx, plan, party, "").await?;
    let event = ObjectivesWritten { secondment: s.id, organisation: s.home_organisation, plan: newest + 1 };
    cx.record(&event).await?;
    Ok(record)
}

/// Agrees to the newest objectives. The mobility team may note what a host manager without a sign-in said.
///
/// # Errors
/// A refusal for anybody else, or twice; stale when a newer plan was written meanwhile.
pub async fn agree(cx: &mut Cx, number: &str, input: &AgreeInput) -> Result<Record> {
    let record = seen(cx, number).await?;
    open(&record)?;
    let (party, how_known) = match &input.host_said {
        Some(words) => (Agreer::HostManager, host_said(cx, &record, words).await?),
        None => (one_of_three(&record, "Objectives")?, String::new()),
    };
    let plans = store::plans(cx, &record).await?;
    let plan =
        plans.first().ok_or_else(|| Error::refused("not_now", "There are no objectives to agree to yet."))?;
    if plan.number != input.plan {
        return Err(Error::Stale);
    }
    if plan.has_agreed(party) {
        return Err(Error::refused("agreed_already", "This was agreed to already."));
    }
    store::agree(cx, plan.id, party, &how_known).await?;
    let by_all = Agreer::ALL.iter().all(|one| *one == party || plan.has_agreed(*one));
    let s = &record.secondment;
    let event = ObjectivesAgreed {
        secondment: s.id,
        organisation: s.home_organisation,
        plan: plan.number,
        party,
        by_all,
    };
    cx.record(&event).await?;
    Ok(record)
}

/// Whether the actor may note what the host said: the desk, for a host manager who cannot sign in.
///
/// # Errors
/// When the database does not answer.
pub async fn speaks_for_host(cx: &mut Cx, record: &Record) -> Result<bool> {
    let standing = &record.standing;
    let is_desk = standing.is(Party::ProgrammeAdmin) || standing.is(Party::HomeHr);
    if !is_desk || standing.person == record.secondment.secondee {
        return Ok(false);
    }
    match record.secondment.host_manager {
        Some(manager) => Ok(!people::store::brief(cx, manager).await?.has_account),
        None => Ok(true),
    }
}

async fn host_said(cx: &mut Cx, record: &Record, words: &str) -> Result<String> {
    if !speaks_for_host(cx, record).await? {
        let sentence = "Only the mobility team notes it, for a host manager who can’t sign in.";
        return Err(Error::refused("not_yours", sentence));
    }
    let mut errors = FieldErrors::default();
    let words =
        form::words(&mut errors, "host_said", words, "Say how you know, such as “by phone, Monday”", 200);
    errors.check()?;
    Ok(words)
}

/// Adds a note on the progress of an objective.
///
/// # Errors
/// Invalid by field; a refusal for anybody but the three, or before the arrival; [`Error::NotFound`] for an
/// objective that is not among those that count.
pub async fn note(cx: &mut Cx, number: &str, objective: ObjectiveId, input: &NoteInput) -> Result<Record> {
    let record = seen(cx, number).await?;
    one_of_three(&record, "Progress")?;
    if !takes_notes(record.secondment.workflow) {
        return Err(Error::refused("not_now", "Progress is noted from the arrival to the debrief."));
    }
    let plans = store::plans(cx, &record).await?;
    let counts = in_force(&plans).is_some_and(|plan| plan.items.iter().any(|item| item.id == objective));
    if !counts {
        return Err(Error::NotFound);
    }
    let (percent, words) = input.check()?;
    let s = &record.secondment;
    store::insert_note(cx, s.id, objective, (input.status, percent, &words)).await?;
    let event = ObjectiveNoted {
        secondment: s.id,
        organisation: s.home_organisation,
        objective,
        status: input.status,
    };
    cx.record(&event).await?;
    Ok(record)
}

/// Whether progress is noted: from the arrival to the debrief.
#[must_use]
pub const fn takes_notes(state: Workflow) -> bool {
    state.is_under_way() || matches!(state, Workflow::Returned)
}

/// Whether the stay is past learning, so that ideas are welcome.
#[must_use]
pub fn takes_ideas(record: &Record, today: chrono::NaiveDate) -> bool {
    let s = &record.secondment;
    let stay = s.starts_on.zip(s.ends_on);
    s.workflow.is_under_way()
        && stay.is_some_and(|(first, last)| rules::phase(first, last, today) != Phase::Learn)
}

/// Raises an idea.
///
/// # Errors
/// Invalid input; a refusal for anybody but the secondee, or while they are still learning.
pub async fn raise_idea(cx: &mut Cx, number: &str, input: &IdeaInput) -> Result<Record> {
    let record = seen(cx, number).await?;
    if !record.standing.is(Party::Secondee) {
        return Err(Error::refused("not_yours", "Ideas are raised by the secondee."));
    }
    if !takes_ideas(&record, cx.today()) {
        return Err(Error::refused(
            "not_now",
            "First learn, then suggest: ideas open after the learning phase.",
        ));
    }
    let idea = input.check()?;
    let s = &record.secondment;
    let id = store::insert_idea(cx, s.id, &idea).await?;
    cx.record(&IdeaRaised { secondment: s.id, organisation: s.home_organisation, idea: id }).await?;
    Ok(record)
}

/// Says what becomes of an idea.
///
/// # Errors
/// Invalid input; a refusal for anybody but the two managers; stale when it is answered already.
pub async fn answer_idea(cx: &mut Cx, number: &str, id: IdeaId, input: &IdeaAnswer) -> Result<Record> {
    let record = seen(cx, number).await?;
    let is_manager = record.standing.is(Party::HomeManager) || record.standing.is(Party::HostManager);
    if !is_manager || record.standing.is(Party::Secondee) {
        return Err(Error::refused("not_yours", "Ideas are answered by one of the two managers."));
    }
    if store::ideas(cx, &record).await?.iter().all(|idea| idea.id != id) {
        return Err(Error::NotFound);
    }
    let answer = input.check()?;
    store::answer_idea(cx, &record, id, input.adopted, &answer).await?;
    let s = &record.secondment;
    let event = IdeaAnswered {
        secondment: s.id,
        organisation: s.home_organisation,
        idea: id,
        adopted: input.adopted,
    };
    cx.record(&event).await?;
    Ok(record)
}
