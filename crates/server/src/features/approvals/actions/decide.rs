//! An approver's answer, kept as a row that is never changed.

use sojourn_kit::error::{Error, Result};

use super::super::access::Capacity;
use super::super::events::{Approved, Declined, SentBack};
use super::super::model::{Answer, Decided, Route, RouteState, Step};
use super::super::{holders, route, store};
use crate::cx::Cx;
use crate::features::secondments::actions::advance;
use crate::features::secondments::{self, Record, Slice, lifecycle};

/// The open route of a record and the step whose turn it is, for an actor who decides it.
///
/// # Errors
/// The one 404; a refusal when nobody is asked, or when it is not theirs.
pub(super) async fn open(cx: &mut Cx, number: &str) -> Result<(Record, Route, Step, Capacity)> {
    let record = secondments::store::load(cx, number).await?;
    if !record.standing.sees(Slice::Approvals) {
        return Err(Error::NotFound);
    }
    lifecycle::decide(&record.secondment, secondments::Action::Approve, &record.standing)?;
    let nobody = || Error::refused("not_now", "Nobody is asked to approve this now.");
    let route = store::newest(cx, record.secondment.id).await?.ok_or_else(nobody)?;
    let step = route.asked().cloned().ok_or_else(nobody)?;
    let capacity = holders::refused(holders::of_actor(cx, &record.secondment, &step).await?)?;
    Ok((record, route, step, capacity))
}

/// Records an approver's answer and moves the record along.
///
/// # Errors
/// Invalid without a reason; refused when it is not theirs, or not now; stale on an old version.
pub async fn decide(cx: &mut Cx, number: &str, version: Option<i64>, answer: Answer) -> Result<Record> {
    let (mut record, mut route, step, capacity) = open(cx, number).await?;
    if version.is_some_and(|version| version != record.secondment.version) {
        return Err(Error::Stale);
    }
    answer.check()?;
    let (state, decision, reason) = answer.parts();
    let decided = Decided {
        decision,
        reason: reason.to_owned(),
        by: cx.actor.person,
        in_place_of: capacity.in_place_of(),
        at: cx.now(),
    };
    store::decide(cx, step.id, state, &decided).await?;
    route.steps.retain(|one| one.id != step.id);
    let is_last = route.next().is_none();
    let closed = match answer {
        Answer::Approve { .. } => None,
        Answer::SendBack { .. } => Some(RouteState::SentBack),
        Answer::Decline { .. } => Some(RouteState::Declined),
    };
    // the last approval moves the record when the route is cleared
    if closed.is_some() || !is_last {
        advance(cx, &mut record, answer.action(false)).await?;
    }
    if let Some(state) = closed {
        store::close(cx, route.id, state).await?;
    }
    said(cx, &record, &step, &answer, capacity).await?;
    match closed {
        None if is_last => {
            let steps = route.made_from.steps.len();
            route::clear(cx, &mut record, &route, steps).await?;
        }
        None => route::ask_next(cx, &record.secondment, &route).await?,
        Some(_) => {}
    }
    // what follows moved it on; whoever stood in may have no further part in it
    match secondments::store::load(cx, number).await {
        Err(Error::NotFound) => Ok(record),
        other => other,
    }
}

/// Writes the event of the answer.
async fn said(cx: &mut Cx, record: &Record, step: &Step, answer: &Answer, capacity: Capacity) -> Result<()> {
    let s = &record.secondment;
    let (secondment, organisation) = (s.id, s.home_organisation);
    let (by, decided_for, step) = (step.by, capacity.in_place_of(), step.id);
    match answer {
        Answer::Approve { .. } => {
            cx.record(&Approved { secondment, organisation, step, by, decided_for }).await
        }
        Answer::SendBack { .. } => {
            cx.record(&SentBack { secondment, organisation, step, by, decided_for }).await
        }
        Answer::Decline { .. } => {
            cx.record(&Declined { secondment, organisation, step, by, decided_for }).await
        }
    }
}
