//! Reporting what happened.

use chrono::NaiveDate;
use sojourn_calendar::format::long;
use sojourn_kit::error::{Error, Result};

use super::events::Happened;
use super::model::{Happening, HappeningInput, HappeningKind, is_protected};
use super::{ends, letters, store};
use crate::cx::Cx;
use crate::features::changes::actions as changes;
use crate::features::changes::model::{AskInput, ChangeKind};
use crate::features::placements;
use crate::features::secondments::actions::advance;
use crate::features::secondments::{self, Action, Party, Record, Workflow, lifecycle};

/// Whether the actor may report this now.
///
/// # Errors
/// A refusal that says why not and who can.
pub fn may_report(record: &Record, kind: HappeningKind) -> Result<()> {
    let standing = &record.standing;
    let is_own = standing.person == record.secondment.secondee;
    let may = kind.reporters().iter().any(|party| standing.is(*party))
        && (!is_own || kind.reporters().contains(&Party::Secondee));
    if !may {
        let who: Vec<&str> = kind.reporters().iter().map(|party| party.label()).collect();
        let sentence = format!("{}: this is for {}.", kind.label(), who.join(" or "));
        return Err(Error::refused("not_yours", sentence));
    }
    if kind == HappeningKind::EndEvent && record.secondment.ends_with.is_empty() {
        return Err(Error::refused(
            "not_now",
            "This secondment ends on its day, not with something that happens.",
        ));
    }
    let is_under_way = record.secondment.workflow.is_under_way();
    let action = kind.action().unwrap_or(Action::Report);
    let pauses_notice = action == Action::Pause && record.secondment.workflow != Workflow::Active;
    let action = if pauses_notice && is_under_way { Action::Report } else { action };
    lifecycle::decide(&record.secondment, action, standing)?;
    Ok(())
}

/// What happened on a record, for those who follow it: of others' absences the host learns only that there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn seen(cx: &mut Cx, record: &Record) -> Result<Vec<Happening>> {
    let mut all = store::all(cx, record.secondment.id).await?;
    let is_home = record.standing.parties.iter().any(|party| !party.is_host());
    if !is_home {
        for one in &mut all {
            one.note.clear();
        }
    }
    Ok(all)
}

/// The host can neither end nor shorten a secondment during protected leave.
///
/// # Errors
/// A refusal that says whom to talk to.
pub async fn not_protected(cx: &mut Cx, record: &Record) -> Result<()> {
    let all = store::all(cx, record.secondment.id).await?;
    if is_protected(&all, cx.today()) {
        return Err(Error::refused(
            "protected",
            "This person is protected at the moment: the host can neither end nor shorten the secondment. Talk to HR \
             or the mobility team at home.",
        ));
    }
    Ok(())
}

/// Adds a fact, and what follows from it.
///
/// # Errors
/// A refusal when the actor may not or it is not the time; invalid by field.
pub async fn report(cx: &mut Cx, number: &str, input: &HappeningInput) -> Result<Record> {
    let mut record = secondments::store::load(cx, number).await?;
    may_report(&record, input.kind)?;
    let today = cx.today();
    input.check(today)?;
    if input.kind == HappeningKind::EndEvent {
        not_reported_yet(cx, &record).await?;
    }
    store::insert(cx, record.secondment.id, input).await?;
    let s = &record.secondment;
    let event = Happened {
        secondment: s.id,
        organisation: s.home_organisation,
        what: input.kind.public_word(),
        from: input.from,
    };
    if input.kind == HappeningKind::Death {
        // the last letters, before silence
        letters::of_death(cx, &record).await?;
    } else if !opens_an_end(&record, input, today) {
        letters::of(cx, &record, input).await?;
    }
    cx.record(&event).await?;
    match input.kind {
        HappeningKind::LongSickness | HappeningKind::FamilyLeave
            if input.from <= today && record.secondment.workflow == Workflow::Active =>
        {
            advance(cx, &mut record, Action::Pause).await?;
        }
        HappeningKind::BackAtWork => advance(cx, &mut record, Action::Resume).await?,
        HappeningKind::UnsignedStart => {
            advance(cx, &mut record, Action::NoteUnsignedStart).await?;
            let how = format!("Started before all have signed. {}", input.note.trim());
            placements::store::insert_presence(cx, record.secondment.id, "arrived", input.from, &how).await?;
        }
        kind if kind.is_end() => ends::end_or_wait(cx, &mut record, kind, input.from).await?,
        HappeningKind::EndEvent if opens_an_end(&record, input, today) => {
            changes::ask(cx, number, &end_asked(&record, input.from, today)).await?;
            record = secondments::store::load(cx, number).await?;
        }
        _ => {}
    }
    Ok(record)
}

/// What it ends with happens once.
async fn not_reported_yet(cx: &mut Cx, record: &Record) -> Result<()> {
    let all = store::all(cx, record.secondment.id).await?;
    if all.iter().any(|one| one.kind == HappeningKind::EndEvent) {
        return Err(Error::refused(
            "reported_already",
            "This was reported already. For another last day, ask for a change of the dates.",
        ));
    }
    Ok(())
}

/// Whether what happened leads to an earlier last day than the one that stands, which everybody is then asked about.
fn opens_an_end(record: &Record, input: &HappeningInput, today: NaiveDate) -> bool {
    let day = input.from.max(today);
    input.kind == HappeningKind::EndEvent && record.secondment.ends_on.is_some_and(|last| day < last)
}

/// The end by agreement that follows from it: the same change as any other, with its answers.
fn end_asked(record: &Record, on: NaiveDate, today: NaiveDate) -> AskInput {
    let event = &record.secondment.ends_with;
    AskInput {
        ends_on: Some(on.max(today)),
        reason: format!("It was agreed until {event}. That came about on {}.", long(on)),
        reason_shared: true,
        ..AskInput::new(ChangeKind::EarlyEnd)
    }
}
