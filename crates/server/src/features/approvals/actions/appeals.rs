//! The appeal of a refusal: the home manager's, or an approver's.

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};

use super::super::events::{AppealAnswered, Appealed};
use super::super::model::{Appeal, AppealInput, Outcome, OutcomeInput, Refusal, appeal_deadline};
use super::super::route;
use super::super::store::{self as routes, appeals as store};
use crate::cx::Cx;
use crate::features::proposals::model::{Decided, DecisionKind};
use crate::features::proposals::{self, Released};
use crate::features::secondments::actions::advance;
use crate::features::secondments::{self, Action, Record, Secondment, Slice, lifecycle};

/// The refusal of a record, an appeal of it, and what the actor may do about it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The refusal, with what was offered instead.
    pub refusal: Option<Refusal>,
    /// The last day for an appeal.
    pub until: Option<NaiveDate>,
    /// The appeal of this refusal.
    pub appeal: Option<Appeal>,
    /// Whether the actor may appeal now.
    pub may_appeal: bool,
    /// Whether the actor answers the appeal now.
    pub may_answer: bool,
}

/// What is known of refusal and appeal, for somebody who reads them.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn standing(cx: &mut Cx, record: &Record) -> Result<Standing> {
    if !(record.standing.sees(Slice::ReleaseReasons) && record.standing.sees(Slice::Approvals)) {
        return Err(Error::NotFound);
    }
    let s = &record.secondment;
    let decisions = proposals::store::decisions(cx, s.id).await?;
    let route = routes::newest(cx, s.id).await?;
    let appeal = store::newest(cx, s.id).await?;
    // an appeal that went through leaves no refusal: a release follows it, or the route is open again
    let refusal = Refusal::of(decisions.first(), route.as_ref());
    let appeal = match &refusal {
        Some(refusal) => appeal.filter(|appeal| appeal.refused_at == refusal.at),
        None => appeal,
    };
    let until = refusal.as_ref().map(|one| appeal_deadline(one.at.date_naive()));
    let may = |action| lifecycle::decide(s, action, &record.standing).is_ok();
    let in_time = until.is_some_and(|until| cx.today() <= until);
    let may_answer = may(Action::Uphold)
        && appeal.as_ref().is_some_and(|one| one.answer.is_none())
        && refusal.as_ref().is_some_and(|one| !one.is_of(cx.actor.person));
    Ok(Standing {
        may_appeal: may(Action::Appeal) && appeal.is_none() && in_time,
        may_answer,
        until,
        appeal,
        refusal,
    })
}

async fn open(cx: &mut Cx, number: &str, action: Action) -> Result<(Record, Standing)> {
    let record = secondments::store::load(cx, number).await?;
    let standing = standing(cx, &record).await?;
    lifecycle::decide(&record.secondment, action, &record.standing)?;
    Ok((record, standing))
}

/// The secondee, or whoever wrote the proposal, asks for a refusal to be looked at again.
///
/// # Errors
/// The one 404; refused a second time, too late, and when there is none; invalid without a reason.
pub async fn appeal(cx: &mut Cx, number: &str, input: &AppealInput) -> Result<Record> {
    let (mut record, standing) = open(cx, number, Action::Appeal).await?;
    let Some(refusal) = standing.refusal else {
        return Err(Error::refused("no_refusal", "There is no refusal that could be appealed."));
    };
    if standing.appeal.is_some() {
        return Err(Error::refused("appealed", "This was appealed already. That is possible once."));
    }
    if !standing.may_appeal {
        return Err(Error::refused("too_late", "The ten working days for an appeal are over."));
    }
    input.check()?;
    let id = record.secondment.id;
    if !store::insert(cx, id, (refusal.at, refusal.by), input.reason.trim()).await? {
        return Err(Error::Stale);
    }
    advance(cx, &mut record, Action::Appeal).await?;
    let organisation = record.secondment.home_organisation;
    cx.record(&Appealed { secondment: id, organisation }).await?;
    Ok(record)
}

/// Mobility or HR answers an appeal: never whoever refused, nor in whose place it was refused.
///
/// # Errors
/// The one 404; refused when nothing waits or for whoever refused; invalid without a reason.
pub async fn answer(cx: &mut Cx, number: &str, input: &OutcomeInput) -> Result<Record> {
    let (mut record, standing) = open(cx, number, Action::Uphold).await?;
    let nothing = || Error::refused("not_now", "No appeal waits for an answer.");
    let appeal = standing.appeal.filter(|one| one.answer.is_none()).ok_or_else(nothing)?;
    let refusal = standing.refusal.ok_or_else(nothing)?;
    if refusal.is_of(cx.actor.person) {
        return Err(Error::refused("own_refusal", "You refused this. Somebody else answers the appeal."));
    }
    input.check()?;
    let reason = input.reason.trim();
    store::answer(cx, appeal.id, input.outcome, reason).await?;
    let action = match input.outcome {
        Outcome::Upheld => Action::Uphold,
        Outcome::Overturned => Action::Overturn,
    };
    advance(cx, &mut record, action).await?;
    let s = record.secondment.clone();
    let (secondment, organisation, refused_by) = (s.id, s.home_organisation, appeal.refused_by);
    let outcome = input.outcome;
    cx.record(&AppealAnswered { secondment, organisation, outcome, refused_by }).await?;
    match (outcome, refusal.step) {
        (Outcome::Upheld, _) => {}
        (Outcome::Overturned, Some(_)) => route::resume(cx, &mut record).await?,
        (Outcome::Overturned, None) => release(cx, &s, reason).await?,
    }
    secondments::store::load(cx, number).await
}

/// Whoever answered lets the person go in the place of the home manager who would not.
async fn release(cx: &mut Cx, s: &Secondment, reason: &str) -> Result<()> {
    let decided = Decided {
        decision: DecisionKind::Released,
        code: None,
        reason: reason.to_owned(),
        alternative: String::new(),
        by: cx.actor.person,
        in_place_of: None,
        at: cx.now(),
    };
    proposals::store::insert_decision(cx, s.id, &decided).await?;
    cx.record(&Released::of(s, cx.actor.person)).await
}
