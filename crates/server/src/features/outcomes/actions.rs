//! Planning follow-ups at the return, answering them, and writing out the record to take along.

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};

use super::access;
use super::events::{FollowUpAnswered, FollowUpAsked, FollowUpPlanned};
use super::model::{Aim, AnswerInput, FollowUp, FollowUpId, RecordView, Used, after, is_gone, round, share};
use super::store;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::secondments::store::{load, milestones, of_product};
use crate::features::secondments::{Parties, Record, SecondmentId};
use crate::features::{needs, objectives, placements, returns, tasks};

/// A confirmed return plans the four follow-ups, each with its day.
pub fn on_came_back<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let record = of_product(cx, SecondmentId(recorded.subject)).await?;
        let on = recorded.payload.get("on").and_then(serde_json::Value::as_str);
        let returned: NaiveDate = on.and_then(|day| day.parse().ok()).unwrap_or_else(|| cx.today());
        plan(cx, &record, returned).await
    })
}

/// A time away that ended in another way than by coming back is followed as well, from that day, as far as somebody
/// can still say what became of it.
pub fn on_ended<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let record = of_product(cx, SecondmentId(recorded.subject)).await?;
        if !access::is_followed(&record) {
            return Ok(());
        }
        let today = cx.today();
        plan(cx, &record, today).await
    })
}

async fn plan(cx: &mut Cx, record: &Record, ended: NaiveDate) -> Result<()> {
    let s = &record.secondment;
    for (follow_up, due_on) in store::insert(cx, s.id, ended).await? {
        let event = FollowUpPlanned { follow_up, organisation: s.home_organisation, due_on };
        cx.record(&event).await?;
    }
    Ok(())
}

/// Notes that a follow-up was asked, once; answers whether it was not before.
///
/// # Errors
/// When the database refuses.
pub async fn note_asked(cx: &mut Cx, record: &Record, id: FollowUpId) -> Result<bool> {
    if !store::note_asked(cx, id).await? {
        return Ok(false);
    }
    let organisation = record.secondment.home_organisation;
    cx.record(&FollowUpAsked { follow_up: id, organisation }).await?;
    Ok(true)
}

/// A follow-up of a record.
///
/// # Errors
/// [`Error::NotFound`] when there is none after so many months.
pub async fn find(cx: &mut Cx, record: &Record, months: i64) -> Result<FollowUp> {
    let all = store::of_record(cx, record).await?;
    all.into_iter().find(|one| one.months == months).ok_or(Error::NotFound)
}

/// Answers a follow-up as what the actor is, once. An answer by each counts.
///
/// # Errors
/// Invalid by field; a refusal for anybody else, before its day, or twice.
pub async fn answer(cx: &mut Cx, number: &str, months: i64, input: &AnswerInput) -> Result<Record> {
    let record = returns::actions::seen_at_home(cx, number).await?;
    let Some(party) = access::answers_as(&record) else {
        let sentence = "What became of it: this is for the secondee, the home manager or the mobility team.";
        return Err(Error::refused("not_yours", sentence));
    };
    let follow_up = find(cx, &record, months).await?;
    if !access::is_followed(&record) || follow_up.due_on > cx.today() {
        return Err(Error::refused("not_now", "This is asked on its day, not before."));
    }
    if follow_up.answers.iter().any(|one| one.party == party) {
        return Err(Error::refused("answered_already", "This was answered already."));
    }
    let words = input.check(party, is_gone(&record.secondment))?;
    store::insert_answer(cx, follow_up.id, party, input, &words).await?;
    let organisation = record.secondment.home_organisation;
    cx.record(&FollowUpAnswered { follow_up: follow_up.id, organisation, party }).await?;
    if let Some(round) = round(months) {
        let how = format!("The follow-up after {}", after(months));
        tasks::round_done_by_event(cx, record.secondment.id, "C72", round, &how).await?;
    }
    Ok(record)
}

/// The record to take along.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but the secondee and the mobility team; a refusal before the return.
pub async fn record_to_take(cx: &mut Cx, number: &str) -> Result<RecordView> {
    let record = load(cx, number).await?;
    if !access::takes_along(&record) {
        return Err(Error::Forbidden);
    }
    let days = milestones(cx, &record).await?;
    let Some(returned_on) = days.returned.filter(|_| access::is_back(&record)) else {
        return Err(Error::refused(
            "not_now",
            "The record to take along is written once the return is confirmed.",
        ));
    };
    let parties = Parties::of(cx, &record).await?;
    let need = needs::store::of_record(cx, record.secondment.id).await?;
    let is_open = !need.is_some_and(|need| need.is_confidential);
    let confirmed = placements::store::return_confirmation(cx, &record).await?;
    let s = &record.secondment;
    let host = parties.host.as_ref().filter(|_| is_open);
    Ok(RecordView {
        number: s.number.clone(),
        person: parties.secondee.name.clone(),
        role: if is_open { s.title.clone() } else { "a confidential assignment".to_owned() },
        home_organisation: parties.home.organisation_name.clone(),
        home_unit: parties.home.unit_name.clone(),
        host_organisation: host.map(|host| host.organisation_name.clone()),
        host_unit: host.and_then(|host| host.unit_name.clone()),
        place: if is_open { s.place.clone() } else { String::new() },
        from: days.arrived.or(s.starts_on),
        to: last_day(s.ends_on, returned_on),
        returned_on,
        share: share(s.fte_bp),
        came_back_to: confirmed.map(|one| format!("{}: {}", one.outcome.label(), one.post)),
        objectives: if is_open { aims(cx, &record).await? } else { Vec::new() },
        skills: if is_open { skills(cx, &record).await? } else { Vec::new() },
        passed_on: if is_open { passed_on(cx, &record).await? } else { Vec::new() },
        written_on: cx.today(),
    })
}

/// The last day there: the agreed one, or the day before the first one back when that came earlier.
fn last_day(agreed: Option<NaiveDate>, returned: NaiveDate) -> Option<NaiveDate> {
    let before = returned.pred_opt();
    match (agreed, before) {
        (Some(agreed), Some(before)) => Some(agreed.min(before)),
        (agreed, before) => agreed.or(before),
    }
}

/// The objectives that all three agreed to, with how far they came.
async fn aims(cx: &mut Cx, record: &Record) -> Result<Vec<Aim>> {
    let plans = objectives::store::plans(cx, record).await?;
    let notes = objectives::store::newest_notes(cx, record).await?;
    let agreed = plans.iter().find(|plan| plan.is_agreed());
    let aims = agreed.into_iter().flat_map(|plan| &plan.items).map(|item| Aim {
        title: item.title.clone(),
        reached_percent: notes.get(&item.id).and_then(|note| objectives::model::rules::reached(Some(note))),
    });
    Ok(aims.collect())
}

async fn skills(cx: &mut Cx, record: &Record) -> Result<Vec<Used>> {
    let uses = returns::store::uses(cx, record).await?;
    Ok(uses.into_iter().map(|one| Used { skill: one.skill, used_since: one.done_on }).collect())
}

async fn passed_on(cx: &mut Cx, record: &Record) -> Result<Vec<String>> {
    let known = returns::store::knowledge(cx, record).await?;
    let done = known.into_iter().filter(|one| one.done_on.is_some());
    Ok(done.map(|one| format!("{}: {}", one.kind.label(), one.what)).collect())
}

#[cfg(test)]
mod unit {
    use super::last_day;

    #[test]
    fn the_last_day_is_never_after_the_return() {
        let day = |text: &str| text.parse::<chrono::NaiveDate>().ok();
        let back = day("2027-03-01").unwrap();
        assert_eq!(last_day(day("2027-02-26"), back), day("2027-02-26"));
        assert_eq!(last_day(day("2027-03-26"), back), day("2027-02-28"));
        assert_eq!(last_day(None, back), day("2027-02-28"));
    }
}
