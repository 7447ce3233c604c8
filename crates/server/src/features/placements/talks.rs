//! Around a check-in: the plan, a line before, an answer to the notes, who does what.

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};

use super::events::{ActionDone, ActionPromised, CheckInPrepared, CheckInReplied};
use super::model::cadence::{self, Slot};
use super::model::{ActionId, ActionInput, CheckInId, OneOfThree, PrepareInput, ReplyInput};
use super::store;
use crate::cx::Cx;
use crate::features::secondments::mine::store::mobility;
use crate::features::secondments::store::load;
use crate::features::secondments::{Record, Slice, Workflow};
use crate::letter::{Letter, tell};

/// The check-ins of a stay, and which of them were held.
#[derive(Debug, Clone)]
pub struct Plan {
    /// In their order.
    pub slots: Vec<Slot>,
    /// Whether each was held.
    pub held: Vec<bool>,
    /// The one to prepare now.
    pub current: Option<Slot>,
    /// How many days the current one is late.
    pub late: Option<i64>,
    /// For how many days none was held that should have been.
    pub missed_for: i64,
}

/// The plan of a record; none before the arrival, or without a last day.
///
/// # Errors
/// When the database does not answer.
pub async fn plan(cx: &mut Cx, record: &Record) -> Result<Option<Plan>> {
    let Some(arrived) = store::presence(cx, record, "arrived").await?.map(|fact| fact.on) else {
        return Ok(None);
    };
    let Some(last) = record.secondment.ends_on else { return Ok(None) };
    let slots = cadence::slots(arrived, last);
    let talks = store::talk_days(cx, record).await?;
    let today = cx.today();
    let is_away = record.secondment.workflow.is_under_way();
    Ok(Some(Plan {
        held: cadence::held(&slots, &talks),
        current: cadence::current(&slots, &talks, today).filter(|_| is_away),
        late: cadence::overdue(&slots, &talks, today).map(|(_, days)| days).filter(|_| is_away),
        missed_for: cadence::missed_for(&slots, &talks, today),
        slots,
    }))
}

/// The record, for those who follow its check-ins.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the actor, [`Error::Forbidden`] when its check-ins do not.
pub async fn seen(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = load(cx, number).await?;
    if record.standing.sees(Slice::CheckIns) { Ok(record) } else { Err(Error::Forbidden) }
}

fn one_of_three(record: &Record, what: &str) -> Result<OneOfThree> {
    let sentence = format!("{what}: this is for the secondee and the two managers.");
    OneOfThree::of(record).ok_or_else(|| Error::refused("not_yours", sentence))
}

/// A planned check-in that was not held.
///
/// # Errors
/// [`Error::NotFound`] when none is planned for that day.
pub async fn open_slot(cx: &mut Cx, record: &Record, day: NaiveDate) -> Result<Slot> {
    let plan = plan(cx, record).await?.ok_or(Error::NotFound)?;
    let open = plan.slots.iter().zip(&plan.held).find(|(slot, held)| slot.on == day && !**held);
    open.map(|(slot, _)| *slot).ok_or(Error::NotFound)
}

/// Writes a line before a check-in, and perhaps words for the mobility team alone.
///
/// # Errors
/// Invalid by field; a refusal for anybody but the three; [`Error::NotFound`] when none is planned for that day.
pub async fn prepare(cx: &mut Cx, number: &str, day: NaiveDate, input: &PrepareInput) -> Result<Record> {
    let record = seen(cx, number).await?;
    let party = one_of_three(&record, "Check-ins")?;
    if !record.secondment.workflow.is_under_way() {
        return Err(Error::refused("not_now", "Check-ins are prepared while the person is at the host."));
    }
    open_slot(cx, &record, day).await?;
    let (line, support) = input.check()?;
    let s = &record.secondment;
    if !support.is_empty() && party != OneOfThree::Secondee {
        return Err(Error::field("support", "Only the secondee writes to the mobility team here"));
    }
    store::save_line(cx, s.id, day, party, &line).await?;
    cx.record(&CheckInPrepared { secondment: s.id, organisation: s.home_organisation, slot: day }).await?;
    if !support.is_empty() {
        let id = store::insert_support(cx, s.id, day, &support).await?;
        tell_mobility(cx, &record, id).await?;
    }
    Ok(record)
}

/// Tells the mobility team that there are words for them; nobody whom they may concern.
async fn tell_mobility(cx: &mut Cx, record: &Record, id: uuid::Uuid) -> Result<()> {
    let s = &record.secondment;
    let words = [
        format!("{} left words for the mobility team alone.", cx.actor.name),
        format!("Read them: {}/secondments/{}/check-ins", cx.app.config.base_url, s.number),
    ];
    let (cause, subject) = (id.to_string(), "Words for the mobility team");
    let letter = Letter { cause: &cause, kind: "check_in_support", about: s.id.0, subject, words: &words };
    for person in mobility(cx, s.home_organisation).await? {
        if Some(person) != s.home_manager && Some(person) != s.host_manager {
            tell(cx, Some(person), letter).await?;
        }
    }
    Ok(())
}

/// Agrees to the notes of a check-in, or says what one would add.
///
/// # Errors
/// Invalid by field; a refusal for anybody but the three, and for whoever wrote the notes.
pub async fn reply(cx: &mut Cx, number: &str, check_in: CheckInId, input: &ReplyInput) -> Result<Record> {
    let record = seen(cx, number).await?;
    one_of_three(&record, "Notes of a check-in")?;
    if store::recorder(cx, &record, check_in).await? == cx.actor.person {
        return Err(Error::refused("own_notes", "These are your own notes. The others agree to them."));
    }
    let comment = input.check()?;
    store::insert_reply(cx, check_in, input.agrees, &comment).await?;
    let s = &record.secondment;
    let event = CheckInReplied {
        secondment: s.id,
        organisation: s.home_organisation,
        check_in,
        agrees: input.agrees,
    };
    cx.record(&event).await?;
    Ok(record)
}

/// Notes who does what by when.
///
/// # Errors
/// Invalid by field; a refusal for anybody but the three, or at another time.
pub async fn add_action(cx: &mut Cx, number: &str, input: &ActionInput) -> Result<Record> {
    let record = seen(cx, number).await?;
    one_of_three(&record, "Actions")?;
    let state = record.secondment.workflow;
    if !state.is_under_way() && state != Workflow::Returned {
        return Err(Error::refused(
            "not_now",
            "Actions belong to check-ins, from the arrival to the debrief.",
        ));
    }
    let what = input.check(cx.today())?;
    let owner =
        input.owner.person(&record).ok_or_else(|| Error::field("owner", "Choose somebody of the three"))?;
    let s = &record.secondment;
    let action = store::insert_action(cx, s.id, &what, owner, input.due_on).await?;
    let event = ActionPromised { secondment: s.id, organisation: s.home_organisation, action, owner };
    cx.record(&event).await?;
    Ok(record)
}

/// Notes that an action is done.
///
/// # Errors
/// A refusal for anybody but the three; [`Error::NotFound`] when there is no open one of that id.
pub async fn finish_action(cx: &mut Cx, number: &str, action: ActionId) -> Result<Record> {
    let record = seen(cx, number).await?;
    one_of_three(&record, "Actions")?;
    store::finish_action(cx, &record, action).await?;
    let s = &record.secondment;
    cx.record(&ActionDone { secondment: s.id, organisation: s.home_organisation, action }).await?;
    Ok(record)
}
