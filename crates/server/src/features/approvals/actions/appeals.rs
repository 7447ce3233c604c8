//! The appeal of a refused release.

use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::error::{Error, Result};

use super::super::events::{AppealAnswered, Appealed};
use super::super::model::{Appeal, AppealInput, Outcome, OutcomeInput, appeal_deadline};
use super::super::store::appeals as store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::proposals::model::{Decided, DecisionKind};
use crate::features::proposals::{self, Released};
use crate::features::secondments::actions::advance;
use crate::features::secondments::{self, Action, Record, Slice, lifecycle};

/// The refusal of a record, an appeal of it, and what the actor may do about it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The refusal, with what was offered instead.
    pub refusal: Option<Decided>,
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
    let newest = decisions.into_iter().next();
    let appeal = store::newest(cx, s.id).await?;
    // an appeal that was overturned is followed by a release, which is the newest decision then
    let refusal = newest.filter(|one| one.decision == DecisionKind::Refused);
    let appeal = match &refusal {
        Some(refusal) => appeal.filter(|appeal| appeal.refused_at == refusal.at),
        None => appeal,
    };
    let until = refusal.as_ref().map(|one| appeal_deadline(one.at.date_naive()));
    let may = |action| lifecycle::decide(s, action, &record.standing).is_ok();
    let in_time = until.is_some_and(|until| cx.today() <= until);
    let may_answer = may(Action::Uphold)
        && appeal.as_ref().is_some_and(|one| one.answer.is_none() && one.refused_by != cx.actor.person);
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

/// The secondee asks for a refusal to be looked at again.
///
/// # Errors
/// The one 404; refused a second time, too late, and for a refusal that was not the home manager's; invalid without a
/// reason.
pub async fn appeal(cx: &mut Cx, number: &str, input: &AppealInput) -> Result<Record> {
    let (mut record, standing) = open(cx, number, Action::Appeal).await?;
    let Some(refusal) = standing.refusal else {
        let sentence = "Only the home manager’s refusal can be appealed. Talk to the mobility team.";
        return Err(Error::refused("no_refusal", sentence));
    };
    if standing.appeal.is_some() {
        return Err(Error::refused("appealed", "You have appealed this already."));
    }
    if !standing.may_appeal {
        return Err(Error::refused("too_late", "The ten working days for an appeal are over."));
    }
    input.check()?;
    let id = record.secondment.id;
    if !store::insert(cx, id, of(&refusal), input.reason.trim()).await? {
        return Err(Error::Stale);
    }
    advance(cx, &mut record, Action::Appeal).await?;
    let organisation = record.secondment.home_organisation;
    cx.record(&Appealed { secondment: id, organisation }).await?;
    Ok(record)
}

fn of(refusal: &Decided) -> (DateTime<Utc>, PersonId) {
    (refusal.at, refusal.by)
}

/// Mobility or HR answers an appeal: never whoever refused.
///
/// # Errors
/// The one 404; refused when nothing waits or for whoever refused; invalid without a reason.
pub async fn answer(cx: &mut Cx, number: &str, input: &OutcomeInput) -> Result<Record> {
    let (mut record, standing) = open(cx, number, Action::Uphold).await?;
    let waiting = standing.appeal.filter(|one| one.answer.is_none());
    let appeal = waiting.ok_or_else(|| Error::refused("not_now", "No appeal waits for an answer."))?;
    if appeal.refused_by == cx.actor.person {
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
    if outcome == Outcome::Overturned {
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
        cx.record(&Released::of(&s, cx.actor.person)).await?;
    }
    secondments::store::load(cx, number).await
}
