//! Sending the pulse, and calling somebody back.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::averages::{Average, averages};
use super::events::{CallDone, PulseSent};
use super::model::{Call, CallId, CallInput, Pulse, PulseId, PulseInput, Week, call_by};
use super::store::{self, Group};
use crate::cx::Cx;
use crate::features::secondments::{Record, mine};
use crate::form;
use crate::letter::{Letter, tell};

/// The longest note of a call, in characters.
const LONGEST: usize = 1000;

/// The actor's own secondment, when they are away on it now.
///
/// # Errors
/// When the database does not answer.
pub async fn away(cx: &mut Cx) -> Result<Option<Record>> {
    Ok(mine::store::own(cx).await?.filter(|record| record.secondment.workflow.is_under_way()))
}

/// The actor's pulse of this week, if it was sent.
///
/// # Errors
/// When the database does not answer.
pub async fn this_week(cx: &mut Cx) -> Result<Option<Pulse>> {
    let week = Week::of(cx.today());
    Ok(store::own(cx).await?.into_iter().next_back().filter(|pulse| pulse.week == week))
}

/// Sends the pulse of this week, once.
///
/// # Errors
/// Invalid by field; a refusal for somebody who is not away, or who has sent it.
pub async fn send(cx: &mut Cx, input: &PulseInput) -> Result<()> {
    let Some(record) = away(cx).await? else {
        return Err(Error::refused("not_now", "The pulse is for people who are away now."));
    };
    if this_week(cx).await?.is_some() {
        return Err(Error::refused(
            "sent_already",
            "You have sent this week’s pulse. The next one opens on Monday.",
        ));
    }
    input.check()?;
    let s = &record.secondment;
    let id = PulseId::new(cx.now());
    store::insert(cx, id, s.id, Week::of(cx.today()), input).await?;
    cx.record(&PulseSent { pulse: id, organisation: s.home_organisation }).await?;
    if let Some(reason) = input.call() {
        let due_on = call_by(cx.today());
        let call = store::open_call(cx, s.id, id, reason, due_on).await?;
        ask_for_call(cx, &record, call).await?;
    }
    Ok(())
}

/// Tells the mobility team that somebody waits for a call. Who it is stands behind sign-in only: letters are read
/// by more people than one thinks.
async fn ask_for_call(cx: &mut Cx, record: &Record, call: CallId) -> Result<()> {
    let s = &record.secondment;
    let words = [
        "Somebody who is away would like a call, or sent a low pulse. Please call within two working days."
            .to_owned(),
        format!("Who and why: {}/pulse/calls", cx.app.config.base_url),
    ];
    let cause = call.to_string();
    let subject = "A call to make within two working days";
    for person in mine::store::mobility(cx, s.home_organisation).await? {
        if Some(person) == s.home_manager || Some(person) == s.host_manager {
            continue;
        }
        let letter = Letter { cause: &cause, kind: "pulse_call", about: s.id.0, subject, words: &words };
        tell(cx, Some(person), letter).await?;
    }
    Ok(())
}

/// Notes a call that was made.
///
/// # Errors
/// [`Error::NotFound`] for a call that is not the actor's to make; invalid without a note.
pub async fn finish_call(cx: &mut Cx, id: CallId, input: &CallInput) -> Result<Call> {
    let call = store::load_call(cx, id).await?;
    let mut errors = FieldErrors::default();
    let note = form::words(&mut errors, "note", &input.note, "Write a line about what was agreed", LONGEST);
    errors.check()?;
    let organisation =
        crate::features::secondments::store::load(cx, &call.number).await?.secondment.home_organisation;
    store::finish_call(cx, id, &note).await?;
    cx.record(&CallDone { call: id, organisation }).await?;
    Ok(call)
}

/// How those away from the actor's team, and those who work for the actor, feel: averages of five or more.
///
/// # Errors
/// When the database does not answer.
pub async fn team_averages(cx: &mut Cx) -> Result<[Vec<Average>; 2]> {
    let groups = [store::answers(cx, Group::AwayFrom).await?, store::answers(cx, Group::WorkingFor).await?];
    let mut shown = averages(&groups).into_iter();
    Ok([shown.next().unwrap_or_default(), shown.next().unwrap_or_default()])
}
