//! The first ninety days at home.

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};

use super::super::access;
use super::super::events::{CallMade, CheckAnswered, CheckAsked, CheckPlanned};
use super::super::model::{CallInput, CheckDay, CheckId, CheckInput, call_by, call_reason};
use super::super::store;
use super::seen_at_home;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::secondments::mine::store::mobility;
use crate::features::secondments::store::of_product;
use crate::features::secondments::{Party, Record, SecondmentId, Workflow};
use crate::features::tasks;
use crate::letter::{Letter, tell};

/// A confirmed return makes the four checks, each with its day.
pub fn on_came_back<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let record = of_product(cx, SecondmentId(recorded.subject)).await?;
        let on = recorded.payload.get("on").and_then(serde_json::Value::as_str);
        let returned: NaiveDate = on.and_then(|day| day.parse().ok()).unwrap_or_else(|| cx.today());
        let s = &record.secondment;
        for (check, due_on) in store::insert_checks(cx, s.id, returned).await? {
            cx.record(&CheckPlanned { check, organisation: s.home_organisation, due_on }).await?;
        }
        Ok(())
    })
}

/// Notes that the letter about a check is written, once; answers whether it was not before.
///
/// # Errors
/// When the database refuses.
pub async fn check_asked(cx: &mut Cx, record: &Record, check: CheckId) -> Result<bool> {
    if !store::note_asked(cx, check).await? {
        return Ok(false);
    }
    cx.record(&CheckAsked { check, organisation: record.secondment.home_organisation }).await?;
    Ok(true)
}

/// The secondee says how it is to be back. A low answer, or the wish, makes the mobility team call.
///
/// # Errors
/// Invalid by field; a refusal for anybody else, or before its day; stale when it is answered.
pub async fn answer_check(cx: &mut Cx, number: &str, day: CheckDay, input: &CheckInput) -> Result<Record> {
    let record = seen_at_home(cx, number).await?;
    if !record.standing.is(Party::Secondee) {
        return Err(Error::refused("not_yours", "How it is to be back: this is for the secondee to say."));
    }
    let check = store::check(cx, &record, day).await?;
    if !matches!(record.secondment.workflow, Workflow::Returned | Workflow::Closed)
        || check.due_on > cx.today()
    {
        return Err(Error::refused("not_now", "This is asked on its day, not before."));
    }
    if check.answered_at.is_some() {
        return Err(Error::Stale);
    }
    let (words, support) = input.check()?;
    let call = call_reason(input).map(|reason| (reason, call_by(cx.today())));
    store::answer_check(cx, check.id, input, (&words, &support), call).await?;
    let s = &record.secondment;
    cx.record(&CheckAnswered { check: check.id, organisation: s.home_organisation }).await?;
    let round = CheckDay::ALL.iter().zip(1..).find(|(one, _)| **one == day).map_or(1, |(_, round)| round);
    tasks::round_done_by_event(cx, s.id, "C69", round, "The questions on being back").await?;
    if call.is_some() || !support.is_empty() {
        tell_mobility(cx, &record, check.id, day, call.map(|(_, by)| by)).await?;
    }
    Ok(record)
}

/// Tells the mobility team that they should look or call; nobody whom it may concern, and nothing of what was said.
async fn tell_mobility(
    cx: &mut Cx,
    record: &Record,
    check: CheckId,
    day: CheckDay,
    call: Option<NaiveDate>,
) -> Result<()> {
    let s = &record.secondment;
    let name = cx.actor.name.clone();
    let link = format!("{}/secondments/{}/reentry/{}", cx.app.config.base_url, s.number, day.days());
    let (subject, ask) = match call {
        Some(by) => (
            format!("Call {name} by {}", sojourn_calendar::format::near(by, cx.today())),
            format!("{name} is back and could use a call. Call, and note it: {link}"),
        ),
        None => (
            format!("Words for the mobility team from {name}"),
            format!("{name} left words for the mobility team alone: {link}"),
        ),
    };
    let (cause, words) = (check.to_string(), [ask]);
    let letter =
        Letter { cause: &cause, kind: "reentry_call", about: s.id.0, subject: &subject, words: &words };
    for person in mobility(cx, s.home_organisation).await? {
        if Some(person) != s.home_manager && Some(person) != s.host_manager {
            tell(cx, Some(person), letter).await?;
        }
    }
    Ok(())
}

/// The mobility team notes a call.
///
/// # Errors
/// Invalid without a note; a refusal for anybody else; stale when none waits.
pub async fn make_call(cx: &mut Cx, number: &str, day: CheckDay, input: &CallInput) -> Result<Record> {
    let record = seen_at_home(cx, number).await?;
    if !access::is_desk(&record) || !access::reads_support(&record) {
        return Err(Error::refused("not_yours", "Calls are made by the mobility team."));
    }
    let check = store::check(cx, &record, day).await?;
    let note = input.check()?;
    store::finish_call(cx, check.id, &note).await?;
    let organisation = record.secondment.home_organisation;
    cx.record(&CallMade { check: check.id, organisation }).await?;
    Ok(record)
}
