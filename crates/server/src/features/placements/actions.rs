//! What people do from the start gate to the debrief. Pages, the API and the demo world call the same.

use sojourn_kit::error::{Error, Result};

use super::events::{Arrived, CameBack, CheckInNoted, Debriefed, GateChecked, GateOpened};
use super::gate::{GateCode, GateFacts, GateItem, gate, open_items};
use super::model::{ArrivalInput, CheckInInput, CheckInput, DebriefInput, HowKnown, ReturnInput};
use super::store;
use crate::cx::Cx;
use crate::features::proposals;
use crate::features::proposals::model::{CoverPlan, Proposal, Question, ReturnGuarantee, Stage};
use crate::features::secondments::actions::advance;
use crate::features::secondments::store::{load, milestones};
use crate::features::secondments::{Action, Paper, Party, Record, Scope, Workflow, lifecycle};
use crate::features::tasks;

/// Whoever read an older record must read it again before changing it.
fn unchanged_since(record: &Record, version: Option<i64>) -> Result<()> {
    match version {
        Some(version) if version != record.secondment.version => Err(Error::Stale),
        _ => Ok(()),
    }
}

/// The items of the start gate as things stand.
///
/// # Errors
/// When the database does not answer.
pub async fn gate_items(cx: &mut Cx, record: &Record) -> Result<Vec<GateItem>> {
    let proposal = proposals::store::load(cx, record).await?;
    let released = milestones(cx, record).await?.released.is_some();
    let confirmed = store::gate_checks(cx, record).await?;
    let how = |check: super::model::GateCheck| {
        let note = if check.note.is_empty() { "Confirmed".to_owned() } else { check.note };
        (check.item, format!("{note} ({})", check.by))
    };
    let mut confirmed: Vec<(GateCode, String)> = confirmed.into_iter().map(how).collect();
    // what was settled on the task list is not asked again here
    let settled = tasks::settled(cx, record).await?;
    let same = |code: &GateCode| settled.iter().find(|one| code.task() == Some(one.code.as_str()));
    confirmed.extend(GateCode::ALL.iter().filter_map(|code| Some((*code, same(code)?.how.clone()))));
    Ok(gate(&GateFacts {
        external: record.secondment.scope == Scope::External,
        agreement_executed: record.secondment.paper == Paper::Executed,
        released,
        cover: proposal.cover_plan.map(|plan: CoverPlan| plan.label().to_owned()),
        return_promise: promise_words(&proposal),
        confirmed,
        paperwork: Some(other_paperwork(cx, record).await?),
    }))
}

/// What the start waits for on the task list beside the items of the gate, each with who does it.
async fn other_paperwork(cx: &mut Cx, record: &Record) -> Result<Vec<String>> {
    let open = tasks::blocking_open(cx, record).await?;
    let is_item = |code: &str| GateCode::ALL.iter().any(|item| item.task() == Some(code));
    let others = open.into_iter().filter(|task| !is_item(&task.code));
    Ok(others.map(|task| format!("{} ({})", task.title, task.who)).collect())
}

/// What the person comes back to, in words: "The same post, Copywriter".
#[must_use]
pub fn promise_words(proposal: &Proposal) -> Option<String> {
    let promise: ReturnGuarantee = proposal.return_guarantee?;
    let post = proposal.return_post.trim();
    Some(if post.is_empty() { promise.label().to_owned() } else { format!("{}: {post}", promise.label()) })
}

/// Whether the actor keeps the checks of the start gate: the desk at home, and nobody for themself.
#[must_use]
pub fn keeps_gate(record: &Record) -> bool {
    let standing = &record.standing;
    let is_desk = standing.is(Party::ProgrammeAdmin) || standing.is(Party::HomeHr);
    is_desk && standing.person != record.secondment.secondee
}

/// Whether checks can still be ticked: after the release, before the gate opens.
#[must_use]
pub fn is_before_gate(workflow: Workflow) -> bool {
    use Workflow as W;
    matches!(workflow, W::Released | W::TermsNegotiation | W::AgreementIssued | W::PartlySigned | W::Executed)
}

/// Confirms an item of the start gate, or takes that back. Ticking what is ticked changes nothing.
///
/// # Errors
/// A refusal for anybody but the desk, or at another time; invalid for an item that follows from the record.
pub async fn check(cx: &mut Cx, number: &str, input: &CheckInput) -> Result<Record> {
    let record = load(cx, number).await?;
    if !keeps_gate(&record) {
        return Err(Error::refused(
            "not_yours",
            "Checks before the start: these are for the mobility manager or HR at home.",
        ));
    }
    if !is_before_gate(record.secondment.workflow) {
        return Err(Error::refused("not_now", "Checks are made between the release and the start."));
    }
    input.check()?;
    let s = &record.secondment;
    let note = input.note.trim();
    let known = store::gate_checks(cx, &record).await?.into_iter().find(|check| check.item == input.item);
    match (known, input.done) {
        (None, false) => return Ok(record),
        (Some(check), true) if check.note == note => return Ok(record),
        (_, true) => store::confirm_check(cx, s.id, input.item, note).await?,
        (Some(_), false) => store::remove_check(cx, s.id, input.item).await?,
    }
    let event = GateChecked {
        secondment: s.id,
        organisation: s.home_organisation,
        item: input.item,
        done: input.done,
    };
    cx.record(&event).await?;
    Ok(record)
}

/// Opens the start gate, when nothing is left to do. There is no way around an open item.
///
/// # Errors
/// A refusal that names the open items, or from the table; stale when the record has changed.
pub async fn open_gate(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<Record> {
    let mut record = load(cx, number).await?;
    lifecycle::decide(&record.secondment, Action::OpenGate, &record.standing)?;
    unchanged_since(&record, version)?;
    let open = open_items(&gate_items(cx, &record).await?).join(", ");
    if !open.is_empty() {
        return Err(Error::refused(
            "gate_closed",
            format!("The start gate stays closed until this is done: {open}."),
        ));
    }
    advance(cx, &mut record, Action::OpenGate).await?;
    let s = &record.secondment;
    cx.record(&GateOpened { secondment: s.id, organisation: s.home_organisation }).await?;
    Ok(record)
}

/// Whether the actor speaks for the host, and may have seen the arrival themself.
#[must_use]
pub fn is_at_host(record: &Record) -> bool {
    record.standing.is(Party::HostManager) || record.standing.is(Party::HostHr)
}

/// Confirms that the person arrived.
///
/// # Errors
/// Invalid input by field; a refusal from the table; stale when the record has changed.
pub async fn confirm_arrival(cx: &mut Cx, number: &str, input: &ArrivalInput) -> Result<Record> {
    let mut record = load(cx, number).await?;
    lifecycle::decide(&record.secondment, Action::ConfirmArrival, &record.standing)?;
    unchanged_since(&record, input.version)?;
    input.check(cx.today(), record.secondment.starts_on, is_at_host(&record))?;
    advance(cx, &mut record, Action::ConfirmArrival).await?;
    let s = &record.secondment;
    store::insert_presence(cx, s.id, "arrived", input.on, &known_words(input.how_known, &input.note)).await?;
    let event = Arrived {
        secondment: s.id,
        organisation: s.home_organisation,
        on: input.on,
        how_known: input.how_known,
    };
    cx.record(&event).await?;
    Ok(record)
}

fn known_words(how: HowKnown, note: &str) -> String {
    let note = note.trim();
    if note.is_empty() { how.label().to_owned() } else { format!("{}. {note}", how.label()) }
}

/// Notes a check-in. A note is added to others, so it needs no version.
///
/// # Errors
/// Invalid input by field; a refusal from the table.
pub async fn note_check_in(cx: &mut Cx, number: &str, input: &CheckInInput) -> Result<Record> {
    let mut record = load(cx, number).await?;
    lifecycle::decide(&record.secondment, Action::NoteCheckIn, &record.standing)?;
    let arrived = store::presence(cx, &record, "arrived").await?.map(|fact| fact.on);
    input.check(cx.today(), arrived)?;
    advance(cx, &mut record, Action::NoteCheckIn).await?;
    let s = &record.secondment;
    store::insert_check_in(cx, s.id, input).await?;
    let event = CheckInNoted { secondment: s.id, organisation: s.home_organisation, held_on: input.held_on };
    cx.record(&event).await?;
    Ok(record)
}

/// Confirms that the person is back, and what they came back to.
///
/// # Errors
/// Invalid input by field; a refusal from the table; stale when the record has changed.
pub async fn confirm_return(cx: &mut Cx, number: &str, input: &ReturnInput) -> Result<Record> {
    let mut record = load(cx, number).await?;
    lifecycle::decide(&record.secondment, Action::ConfirmReturn, &record.standing)?;
    unchanged_since(&record, input.version)?;
    let arrived = store::presence(cx, &record, "arrived").await?.map(|fact| fact.on);
    let promise = proposals::store::load(cx, &record).await?.return_guarantee;
    input.check(cx.today(), arrived, promise)?;
    advance(cx, &mut record, Action::ConfirmReturn).await?;
    let s = &record.secondment;
    store::insert_presence(cx, s.id, "returned", input.on, "Confirmed at home").await?;
    store::confirm_return(cx, s.id, input).await?;
    let event = CameBack {
        secondment: s.id,
        organisation: s.home_organisation,
        on: input.on,
        outcome: input.outcome,
    };
    cx.record(&event).await?;
    Ok(record)
}

/// Writes the debrief: the eight questions again, what was brought back, what would be done differently.
///
/// # Errors
/// Invalid input by field; a refusal from the table; stale when the record has changed.
pub async fn write_debrief(cx: &mut Cx, number: &str, input: &DebriefInput) -> Result<Record> {
    let mut record = load(cx, number).await?;
    lifecycle::decide(&record.secondment, Action::Debrief, &record.standing)?;
    unchanged_since(&record, input.version)?;
    let returned = store::presence(cx, &record, "returned").await?.map(|fact| fact.on);
    input.check(cx.today(), returned)?;
    advance(cx, &mut record, Action::Debrief).await?;
    let s = &record.secondment;
    store::insert_debrief(cx, s.id, input).await?;
    proposals::store::save_answers(cx, s.id, Stage::Debrief, Question::ALL, &input.answers).await?;
    let event = Debriefed { secondment: s.id, organisation: s.home_organisation, held_on: input.held_on };
    cx.record(&event).await?;
    Ok(record)
}
