//! What an applicant does. Pages, the API and the demo world call the same.

use sojourn_kit::error::{Error, Result};

pub use super::answering::{accept, decline};
pub use super::deciding::{Candidacy, Seen, decide, declare_conflict, inside, note, one};
use super::events::{Sent, Withdrawn};
use super::lifecycle::{self, Action, Party};
use super::model::{Application, ApplicationId, ApplicationInput, State, ready};
use super::store;
use crate::cx::Cx;
use crate::features::opportunities::{Party as Side, Posting, store as opportunities};
use crate::features::people;

/// The opportunity of that number with the actor's own application, if there is one.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn own(cx: &mut Cx, number: &str) -> Result<(Posting, Option<Application>)> {
    let posting = opportunities::load(cx, number).await?;
    let application = store::own(cx, posting.opportunity.id).await?;
    Ok((posting, application))
}

/// Their own application, which must be there.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub(super) async fn mine(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<(Posting, Application)> {
    let (posting, application) = own(cx, number).await?;
    let application = application.ok_or(Error::NotFound)?;
    match version {
        Some(version) if version != application.version => Err(Error::Stale),
        _ => Ok((posting, application)),
    }
}

/// Whether the actor may apply at all: to somebody else's place.
///
/// # Errors
/// A refusal for one's own posting, and for free time that is offered.
pub fn may_apply(posting: &Posting) -> Result<()> {
    if posting.standing.is(Side::Author) || posting.standing.is(Side::Panel) {
        return Err(Error::refused(
            "own_posting",
            "You decide about this opportunity, so you cannot apply for it.",
        ));
    }
    if posting.opportunity.posting != crate::features::opportunities::model::PostingKind::Place {
        return Err(Error::refused(
            "not_a_place",
            "This is free time that a manager offers. Ask for it instead.",
        ));
    }
    Ok(())
}

/// Keeps what was written as a draft. It is kept also when the opportunity has closed meanwhile.
///
/// # Errors
/// Invalid input by field; a refusal for one's own posting, or once it was sent; stale.
pub async fn save(cx: &mut Cx, number: &str, input: &ApplicationInput) -> Result<(Posting, Application)> {
    let (posting, known) = own(cx, number).await?;
    may_apply(&posting)?;
    input.check(cx.today())?;
    let mut application = match known {
        Some(known) => {
            if input.version.is_some_and(|version| version != known.version) {
                return Err(Error::Stale);
            }
            lifecycle::decide(known.state, Action::Write, Party::Applicant)?;
            known
        }
        None if !posting.opportunity.takes_applications(cx.today()) => return Err(closed()),
        None => blank(cx, &posting),
    };
    let is_new = application.version == 0;
    input.why.trim().clone_into(&mut application.why);
    input.bring_back.trim().clone_into(&mut application.bring_back);
    application.has_conflict = input.has_conflict;
    let conflicts = if input.has_conflict == Some(true) { input.conflicts.trim() } else { "" };
    conflicts.clone_into(&mut application.conflicts);
    application.talked_on = input.talked_on;
    input.talk.trim().clone_into(&mut application.talk);
    if is_new {
        store::insert(cx, &application).await?;
        application.version = 1;
    } else {
        store::save(cx, &mut application).await?;
    }
    Ok((posting, application))
}

fn blank(cx: &Cx, posting: &Posting) -> Application {
    Application {
        id: ApplicationId::new(cx.now()),
        opportunity: posting.opportunity.id,
        person: cx.actor.person,
        seq: None,
        version: 0,
        state: State::Draft,
        why: String::new(),
        bring_back: String::new(),
        has_conflict: None,
        conflicts: String::new(),
        talked_on: None,
        talk: String::new(),
        answer_by: None,
        secondment: None,
        sent_at: None,
        shortlisted_at: None,
    }
}

/// The sentence for whoever comes too late.
fn closed() -> Error {
    Error::refused("closed", "Nobody can apply for this opportunity any more. What you wrote is kept.")
}

/// Sends the draft to the host.
///
/// # Errors
/// A refusal when the opportunity takes no more applications: the draft stays; invalid while a question is open.
pub async fn send(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<(Posting, Application)> {
    let (posting, mut application) = mine(cx, number, version).await?;
    may_apply(&posting)?;
    let step = lifecycle::decide(application.state, Action::Send, Party::Applicant)?;
    if !posting.opportunity.takes_applications(cx.today()) {
        return Err(closed());
    }
    let me = people::store::brief(cx, application.person).await?;
    ready(&application, me.manager.is_some())?;
    if application.seq.is_none() {
        application.seq = Some(opportunities::next_applicant(cx, application.opportunity).await?);
    }
    store::save_state(cx, &mut application, step.to).await?;
    cx.record(&Sent::of(&posting.opportunity, &application)).await?;
    Ok((posting, application))
}

/// Takes the application back.
///
/// # Errors
/// A refusal from the table; stale.
pub async fn withdraw(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<(Posting, Application)> {
    let (posting, mut application) = mine(cx, number, version).await?;
    let step = lifecycle::decide(application.state, Action::Withdraw, Party::Applicant)?;
    let was_sent = application.state != State::Draft;
    store::save_state(cx, &mut application, step.to).await?;
    if was_sent {
        cx.record(&Withdrawn::of(&posting.opportunity, &application)).await?;
    }
    Ok((posting, application))
}
