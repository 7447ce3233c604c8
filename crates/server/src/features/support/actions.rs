//! Asking for help, answering, and closing.

use sojourn_kit::error::{Error, Result};

use super::events::{SupportAnswered, SupportAsked, SupportClosed};
use super::model::{Addressee, CloseInput, HelpInput, HelpState, SayInput, SupportRequestId, takes_part};
use super::store;
use crate::cx::Cx;
use crate::features::people;
use crate::features::secondments::store::load;
use crate::features::secondments::{Party, Record, Workflow};

/// The record, for those who take part in its requests.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the actor, [`Error::Forbidden`] when this part does not.
pub async fn seen(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = load(cx, number).await?;
    if takes_part(&record.standing) { Ok(record) } else { Err(Error::Forbidden) }
}

/// Whether help can be asked for: from the agreement to the debrief.
#[must_use]
pub fn is_open(record: &Record) -> bool {
    (Workflow::Executed..=Workflow::Returned).contains(&record.secondment.workflow)
}

/// The secondee asks for help.
///
/// # Errors
/// Invalid by field; a refusal for anybody else, outside of the time, or when nobody there can read it here.
pub async fn ask(cx: &mut Cx, number: &str, input: &HelpInput) -> Result<SupportRequestId> {
    let record = seen(cx, number).await?;
    if !record.standing.is(Party::Secondee) {
        return Err(Error::refused("not_yours", "Asking for help here: this is for the secondee."));
    }
    if !is_open(&record) {
        return Err(Error::refused("not_now", "Help is asked for from the agreement to the debrief."));
    }
    let (subject, words) = input.check()?;
    reachable(cx, &record, input.addressee).await?;
    let request = store::insert(cx, &record, input.addressee, (&subject, &words)).await?;
    let s = &record.secondment;
    cx.record(&SupportAsked { request, organisation: s.home_organisation, secondment: s.id }).await?;
    Ok(request)
}

/// A contact without a sign-in reads nothing here: then help is asked of home, which speaks with them.
async fn reachable(cx: &mut Cx, record: &Record, addressee: Addressee) -> Result<()> {
    let s = &record.secondment;
    let (person, side) = match addressee {
        Addressee::Home => (s.home_manager, "home"),
        Addressee::Host | Addressee::Both => (s.host_manager, "the host"),
        Addressee::Mobility => return Ok(()),
    };
    let reads = match person {
        Some(person) => people::store::brief(cx, person).await?.has_account,
        None => false,
    };
    if reads {
        return Ok(());
    }
    Err(Error::field(
        "addressee",
        format!("Nobody at {side} can sign in here. Ask somebody else, they will speak with them"),
    ))
}

/// Writes on a request. Words of anybody but the secondee answer it; words of the secondee open it again.
///
/// # Errors
/// [`Error::NotFound`] for a request that the actor does not read; invalid input; a refusal once it is closed; stale
/// when somebody else was quicker.
pub async fn say(cx: &mut Cx, number: &str, id: SupportRequestId, input: &SayInput) -> Result<()> {
    let record = seen(cx, number).await?;
    let request = store::load(cx, &record, id).await?;
    let words = input.check()?;
    if request.state == HelpState::Closed {
        return Err(Error::refused("closed", "This request is closed. The secondee can ask anew."));
    }
    let (state, due_on) = if record.standing.is(Party::Secondee) {
        let due =
            if request.state == HelpState::Open { request.due_on } else { request.addressee.due(cx.today()) };
        (HelpState::Open, due)
    } else {
        (HelpState::Answered, request.due_on)
    };
    store::save(cx, id, input.version, state, due_on).await?;
    store::insert_words(cx, id, &words).await?;
    let s = &record.secondment;
    cx.record(&SupportAnswered { request: id, organisation: s.home_organisation, secondment: s.id }).await
}

/// Closes a request: the secondee at any time, others once it is answered.
///
/// # Errors
/// As [`say`]; a refusal while it waits for an answer.
pub async fn close(cx: &mut Cx, number: &str, id: SupportRequestId, input: &CloseInput) -> Result<()> {
    let record = seen(cx, number).await?;
    let request = store::load(cx, &record, id).await?;
    match request.state {
        HelpState::Closed => return Err(Error::refused("closed", "This request is closed already.")),
        HelpState::Open if !record.standing.is(Party::Secondee) => {
            return Err(Error::refused("not_yet", "Answer first. Until then only the secondee closes it."));
        }
        _ => {}
    }
    store::save(cx, id, input.version, HelpState::Closed, request.due_on).await?;
    let s = &record.secondment;
    cx.record(&SupportClosed { request: id, organisation: s.home_organisation, secondment: s.id }).await
}
