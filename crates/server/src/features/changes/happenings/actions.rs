//! Reporting what happened.

use sojourn_kit::error::{Error, Result};

use super::events::Happened;
use super::model::{Happening, HappeningInput, HappeningKind, is_protected};
use super::{ends, letters, store};
use crate::cx::Cx;
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
    } else {
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
        _ => {}
    }
    Ok(record)
}
