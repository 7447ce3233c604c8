//! Notice of an early end: it counts at once, the earliest of several wins, and taking one back needs consent.

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};

use super::answer::{waiting, yours};
use super::loaded;
use crate::cx::Cx;
use crate::features::changes::events::of;
use crate::features::changes::lifecycle::{Action as Move, to};
use crate::features::changes::model::{
    About, AnswerInput, Change, ChangeKind, ChangeSide, ChangeStatus, Said, side_of,
};
use crate::features::changes::rules::notice::earliest;
use crate::features::changes::store;
use crate::features::secondments;
use crate::features::secondments::actions::advance;
use crate::features::secondments::{Action, Record, Secondment};

/// Notice counts: the record says so, and its last day comes earlier if the notice leads to an earlier one.
pub(super) async fn give(cx: &mut Cx, record: &mut Record, change: &mut Change) -> Result<()> {
    let last_day = change.values.ends_on.ok_or_else(|| Error::internal("a notice without a last day"))?;
    change.status = to(change.status, Move::GiveNotice)?;
    store::save(cx, change).await?;
    advance(cx, record, Action::GiveNotice).await?;
    cx.record(&of!(NoticeGiven, record, change, last_day: last_day)).await?;
    let was = record.secondment.ends_on.unwrap_or(last_day);
    let ends_on = earliest(was, [last_day]);
    if ends_on < was {
        record.secondment.ends_on = Some(ends_on);
        secondments::store::save_facts(cx, &mut record.secondment).await?;
        cx.record(&of!(EndingBroughtForward, record, change, ends_on: ends_on, was: was)).await?;
    }
    Ok(())
}

/// The sides that consent to taking a notice back: those that did not give it.
#[must_use]
pub(super) fn consenting(change: &Change, host_has_account: bool) -> Vec<ChangeSide> {
    let giver = if change.side == ChangeSide::Desk { ChangeSide::Home } else { change.side };
    [ChangeSide::Secondee, ChangeSide::Home, ChangeSide::Host]
        .into_iter()
        .filter(|side| *side != giver && (host_has_account || *side != ChangeSide::Host))
        .collect()
}

/// Asks the other sides to let a notice be taken back.
///
/// # Errors
/// A refusal for others than the side that gave it, or when it does not stand; stale when it changed meanwhile.
pub async fn ask_taking_back(cx: &mut Cx, number: &str, change: i64, version: i64) -> Result<Change> {
    let (record, mut change) = loaded(cx, number, change).await?;
    if side_of(&record.standing) != Some(change.side) {
        return Err(Error::refused(
            "not_yours",
            "Only the side that gave the notice can ask to take it back.",
        ));
    }
    if change.status != ChangeStatus::Given || change.taking_back_by.is_some() {
        return Err(Error::refused(
            "not_now",
            "This notice does not stand, or the others are asked already.",
        ));
    }
    if change.version != version {
        return Err(Error::Stale);
    }
    change.taking_back_by = Some(cx.actor.person);
    change.rounds += 1;
    store::save(cx, &mut change).await?;
    cx.record(&of!(TakingBackAsked, record, change)).await?;
    Ok(change)
}

/// Says whether the actor's side lets a notice be taken back. With the last consent it no longer stands; the last
/// day is then what the other notices and the agreement say. Nothing is deleted.
///
/// # Errors
/// A refusal when nobody is asked or not this side; invalid by field; stale when it changed meanwhile.
pub async fn answer_taking_back(
    cx: &mut Cx,
    number: &str,
    change: i64,
    input: &AnswerInput,
) -> Result<Change> {
    let (mut record, mut change) = loaded(cx, number, change).await?;
    if change.status != ChangeStatus::Given || change.taking_back_by.is_none() {
        return Err(Error::refused("not_now", "Nobody asked to take this notice back."));
    }
    let side = yours(cx, &record, &change).await?;
    if change.version != input.version {
        return Err(Error::Stale);
    }
    input.check(false)?;
    store::insert_answer(cx, &change, About::TakingBack, side, input).await?;
    cx.record(&of!(ChangeAnswered, record, change, side: side, answer: input.answer)).await?;
    let is_settled = waiting(cx, &record, &change).await?.open().next().is_none();
    match input.answer {
        Said::No => {
            change.taking_back_by = None;
            store::save(cx, &mut change).await?;
        }
        Said::Yes if is_settled => taken_back(cx, &mut record, &mut change).await?,
        Said::Yes | Said::Question => store::save(cx, &mut change).await?,
    }
    Ok(change)
}

async fn taken_back(cx: &mut Cx, record: &mut Record, change: &mut Change) -> Result<()> {
    let all = store::all(cx, record.secondment.id).await?;
    let agreed = agreed_end(&all).unwrap_or_else(|| cx.today());
    change.status = to(change.status, Move::WithdrawNotice)?;
    store::save(cx, change).await?;
    let rest: Vec<NaiveDate> = all
        .iter()
        .filter(|one| one.status == ChangeStatus::Given && one.number != change.number)
        .filter_map(|one| one.values.ends_on)
        .collect();
    let ends_on = earliest(agreed, rest.iter().copied());
    record.secondment.ends_on = Some(ends_on);
    secondments::store::save_facts(cx, &mut record.secondment).await?;
    if rest.is_empty() {
        advance(cx, record, Action::WithdrawNotice).await?;
    }
    cx.record(&of!(NoticeTakenBack, record, change, ends_on: ends_on)).await
}

/// The agreed last day, the newest change first: as it stood before the first notice that still stands was given, or
/// as an extension that came into effect since then moved it.
pub(super) fn agreed_end(all: &[Change]) -> Option<NaiveDate> {
    let given = all.iter().filter(|one| one.status == ChangeStatus::Given);
    let first = given.min_by_key(|one| one.number)?;
    let moved = all.iter().find(|one| {
        one.kind == ChangeKind::Extension
            && one.status == ChangeStatus::InEffect
            && one.effective_on > first.asked_at.date_naive()
    });
    moved.and_then(|one| one.values.ends_on).or(first.ended_on)
}

/// The last day of the signed extensions whose day has not come.
pub(super) fn signed_end(all: &[Change]) -> Option<NaiveDate> {
    let waits = |one: &&Change| one.kind == ChangeKind::Extension && one.status == ChangeStatus::Settled;
    all.iter().filter(waits).filter_map(|one| one.values.ends_on).max()
}

/// The record once the change counts: a notice given after it was asked still ends it earlier.
pub(super) fn applied(change: &Change, s: &Secondment, all: &[Change]) -> Secondment {
    let mut next = change.values.applied(s);
    if let Some(end) = change.values.ends_on {
        let since = |one: &&Change| one.status == ChangeStatus::Given && one.number > change.number;
        next.ends_on = Some(earliest(end, all.iter().filter(since).filter_map(|one| one.values.ends_on)));
    }
    next
}
