//! Saving a step. Half-filled answers are kept; only what is malformed is refused.

use sojourn_kit::error::{Error, Result};

use super::super::model::{
    Answers, ComingBack, Costs, Destination, Document, Goal, Goals, Question, Stage, Step, Why,
};
use super::super::store;
use super::{Draft, host, pay};
use crate::cx::Cx;
use crate::features::secondments::{Kind, Record, Scope};

/// Saves “Why and what”.
///
/// # Errors
/// As [`Draft::open`]; invalid when something is malformed.
pub async fn save_why(cx: &mut Cx, number: &str, version: Option<i64>, input: Why) -> Result<Record> {
    input.check()?;
    let mut draft = Draft::open(cx, number, version).await?;
    draft.part(Step::Why)?;
    write_why(cx, &mut draft, input).await?;
    draft.save(cx).await
}

async fn write_why(cx: &mut Cx, draft: &mut Draft, input: Why) -> Result<()> {
    store::touch(cx, draft.record.secondment.id, Step::Why).await?;
    write_answers(cx, draft, Step::Why, &input.answers).await?;
    let text =
        |question| input.answers.get(&question).map(|a| a.answer.trim().to_owned()).unwrap_or_default();
    let (s, p) = (&mut draft.record.secondment, &mut draft.proposal);
    p.need = text(Question::Need);
    p.skills = text(Question::NewSkills);
    s.title = input.title.trim().to_owned();
    s.purpose = input.purpose.trim().to_owned();
    p.duties = input.duties.trim().to_owned();
    p.benefit_secondee = input.benefit_secondee.trim().to_owned();
    p.benefit_home = input.benefit_home.trim().to_owned();
    p.benefit_host = input.benefit_host.trim().to_owned();
    Ok(())
}

async fn write_answers(cx: &mut Cx, draft: &Draft, step: Step, answers: &Answers) -> Result<()> {
    if let Some(stray) = answers.keys().find(|question| !step.questions().contains(question)) {
        let sentence = format!("“{}” belongs to another step", stray.label());
        return Err(Error::field(stray.field(), sentence));
    }
    store::save_answers(cx, draft.record.secondment.id, Stage::Proposal, step.questions(), answers).await
}

/// Saves “Where and when”, and works pay out again for the new dates.
///
/// # Errors
/// As [`save_why`]; invalid when no such department or person is there.
pub async fn save_destination(
    cx: &mut Cx,
    number: &str,
    version: Option<i64>,
    input: Destination,
) -> Result<Record> {
    input.check()?;
    let mut draft = Draft::open(cx, number, version).await?;
    draft.part(Step::Where)?;
    write_destination(cx, &mut draft, input).await?;
    pay::refresh(cx, &mut draft).await?;
    draft.save(cx).await
}

async fn write_destination(cx: &mut Cx, draft: &mut Draft, input: Destination) -> Result<()> {
    store::touch(cx, draft.record.secondment.id, Step::Where).await?;
    let s = &mut draft.record.secondment;
    host::set_host(cx, s, input.host.as_ref()).await?;
    host::set_manager(cx, s, input.manager.as_ref()).await?;
    s.kind = fitting(input.kind.unwrap_or(s.kind), s.scope);
    s.place = input.place.trim().to_owned();
    s.starts_on = input.starts_on;
    s.ends_on = input.ends_on;
    input.ends_with.trim().trim_end_matches('.').clone_into(&mut s.ends_with);
    s.fte_bp = i64::from(input.share_bp);
    Ok(())
}

/// A department is not a client: a kind that contradicts the host becomes the plain one of its side.
const fn fitting(kind: Kind, scope: Scope) -> Kind {
    match (scope, kind) {
        (Scope::Internal, Kind::InterOrganisational | Kind::Client | Kind::Vendor) => Kind::CrossDepartmental,
        (Scope::External, Kind::CrossDepartmental) => Kind::InterOrganisational,
        _ => kind,
    }
}

/// Turns from a department to another organisation or back; the host is chosen anew.
///
/// # Errors
/// As [`Draft::open`].
pub async fn switch_scope(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<Record> {
    let mut draft = Draft::open(cx, number, version).await?;
    draft.own()?;
    let s = &mut draft.record.secondment;
    s.scope = if s.scope == Scope::Internal { Scope::External } else { Scope::Internal };
    s.kind = fitting(s.kind, s.scope);
    s.host_organisation = (s.scope == Scope::Internal).then_some(s.home_organisation);
    (s.host_unit, s.host_manager) = (None, None);
    let typed = draft.proposal.typed_lines().cloned().collect();
    let shares = pay::usual_shares(draft.record.secondment.scope);
    pay::save_lines(cx, &mut draft, Some(shares), typed).await?;
    draft.save(cx).await
}

/// Saves “Costs and cover”.
///
/// # Errors
/// As [`save_why`].
pub async fn save_costs(cx: &mut Cx, number: &str, version: Option<i64>, input: Costs) -> Result<Record> {
    let mut draft = Draft::open(cx, number, version).await?;
    draft.home_only()?;
    draft.part(Step::Costs)?;
    write_costs(cx, &mut draft, input).await?;
    draft.save(cx).await
}

async fn write_costs(cx: &mut Cx, draft: &mut Draft, input: Costs) -> Result<()> {
    let typed = input.check(draft.currency)?;
    store::touch(cx, draft.record.secondment.id, Step::Costs).await?;
    write_answers(cx, draft, Step::Costs, &input.answers).await?;
    draft.record.secondment.recharged_at_cost = input.recharged_at_cost;
    draft.record.standing.pay_is_recharged = input.recharged_at_cost;
    draft.proposal.cover_plan = input.cover_plan;
    draft.proposal.cover_note = input.cover_note.trim().to_owned();
    pay::save_lines(cx, draft, input.pay, typed).await
}

/// Saves “Goals”.
///
/// # Errors
/// As [`save_why`].
pub async fn save_goals(cx: &mut Cx, number: &str, version: Option<i64>, input: Goals) -> Result<Record> {
    input.check()?;
    let draft = Draft::open(cx, number, version).await?;
    draft.part(Step::Goals)?;
    write_goals(cx, &draft, &input).await?;
    draft.save(cx).await
}

async fn write_goals(cx: &mut Cx, draft: &Draft, input: &Goals) -> Result<()> {
    store::touch(cx, draft.record.secondment.id, Step::Goals).await?;
    write_answers(cx, draft, Step::Goals, &input.answers).await?;
    let empty = |goal: &Goal| goal.title.trim().is_empty() && goal.measure.trim().is_empty();
    let goals: Vec<Goal> = input.goals.iter().filter(|goal| !empty(goal)).cloned().collect();
    store::save_goals(cx, draft.record.secondment.id, &goals).await
}

/// Saves “Coming back”.
///
/// # Errors
/// As [`save_why`].
pub async fn save_coming_back(
    cx: &mut Cx,
    number: &str,
    version: Option<i64>,
    input: ComingBack,
) -> Result<Record> {
    input.check()?;
    let mut draft = Draft::open(cx, number, version).await?;
    draft.part(Step::Return)?;
    write_coming_back(cx, &mut draft, input).await?;
    draft.save(cx).await
}

async fn write_coming_back(cx: &mut Cx, draft: &mut Draft, input: ComingBack) -> Result<()> {
    store::touch(cx, draft.record.secondment.id, Step::Return).await?;
    write_answers(cx, draft, Step::Return, &input.answers).await?;
    let p = &mut draft.proposal;
    p.return_guarantee = input.return_guarantee;
    p.return_post = input.return_post.trim().to_owned();
    p.bring_back = input.bring_back.trim().to_owned();
    p.conflicts = input.conflicts;
    Ok(())
}

/// Saves all steps at once.
///
/// # Errors
/// As the single steps.
pub async fn save_document(
    cx: &mut Cx,
    number: &str,
    version: Option<i64>,
    document: Document,
) -> Result<Record> {
    document.why.check()?;
    document.destination.check()?;
    document.goals.check()?;
    document.coming_back.check()?;
    let mut draft = Draft::open(cx, number, version).await?;
    draft.own()?;
    write_why(cx, &mut draft, document.why).await?;
    write_destination(cx, &mut draft, document.destination).await?;
    if !draft.record.standing.is_only_host() {
        write_costs(cx, &mut draft, document.costs).await?;
    } else if document.costs == Costs::default() {
        pay::refresh(cx, &mut draft).await?;
    } else {
        return Err(Error::field("costs", "Costs and cover are written at home. Leave them out"));
    }
    write_goals(cx, &draft, &document.goals).await?;
    write_coming_back(cx, &mut draft, document.coming_back).await?;
    draft.save(cx).await
}
