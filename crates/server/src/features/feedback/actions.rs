//! Asking for feedback, answering, and giving it unasked.

use sojourn_kit::auth::Token;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::outbox::Outgoing;

use super::events::{FeedbackAsked, FeedbackGiven, FeedbackReceived};
use super::model::{AnswerInput, AskInput, FeedbackId, GiveInput, Request};
use super::store::{self, New};
use crate::actor::{PersonId, Way};
use crate::cx::Cx;
use crate::features::secondments::parties::Parties;
use crate::features::secondments::store::load;
use crate::features::secondments::{Party, Record, SecondmentId, Slice, Workflow, steps};
use crate::letter::{Letter, tell};
use crate::outside_link;

/// The record, for those who take part in its feedback.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the actor, [`Error::Forbidden`] when its feedback does not.
pub async fn seen(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = load(cx, number).await?;
    if record.standing.sees(Slice::Feedback) { Ok(record) } else { Err(Error::Forbidden) }
}

/// Whether feedback can be asked for and given: from the arrival to the debrief.
#[must_use]
pub fn is_open(record: &Record) -> bool {
    let state = record.secondment.workflow;
    state.is_under_way() || state == Workflow::Returned
}

/// Whether the actor is one of the two managers, and not the secondee.
#[must_use]
pub fn is_manager(record: &Record) -> bool {
    let standing = &record.standing;
    (standing.is(Party::HomeManager) || standing.is(Party::HostManager))
        && standing.person != record.secondment.secondee
}

fn open(record: &Record) -> Result<()> {
    if is_open(record) {
        return Ok(());
    }
    Err(Error::refused("not_now", "Feedback is asked for and given from the arrival to the debrief."))
}

/// Asks somebody for feedback: a letter with a private link goes to them. Answers the link's token, for tests and
/// the demo; it is kept as a hash only.
///
/// # Errors
/// Invalid by field; a refusal for anybody but the secondee and the managers; too many letters.
pub async fn ask(cx: &mut Cx, number: &str, input: &AskInput) -> Result<Token> {
    let record = seen(cx, number).await?;
    open(&record)?;
    let (name, email, question) = input.check()?;
    let s = &record.secondment;
    let person = store::known(cx, &record, &email).await?;
    if person == Some(s.secondee) {
        return Err(Error::field("email", "Ask somebody else than the person it is about"));
    }
    let token = outside_link::fresh(cx, &email)?;
    let words = (name.as_str(), email.as_str(), question.as_str());
    let request = store::insert_request(cx, &record, person, words, input.for_managers, token.hash()).await?;
    cx.record(&FeedbackAsked { secondment: s.id, organisation: s.home_organisation, request }).await?;
    let secondee = Parties::of(cx, &record).await?.secondee.name;
    let letter = Outgoing {
        dedup: format!("feedback/{request}"),
        kind: "feedback_asked".to_owned(),
        subject_id: Some(s.id.0),
        subject: format!("Feedback for {secondee}"),
        body: asking(cx, &secondee, &name, &question, input.for_managers, &token),
        to_name: name,
        to_address: email,
    };
    cx.enqueue(&letter).await?;
    Ok(token)
}

fn asking(cx: &Cx, secondee: &str, name: &str, question: &str, for_managers: bool, token: &Token) -> String {
    let readers = readers(secondee, for_managers);
    format!(
        "Hello {},\n\n{} asks for your feedback on working with {secondee}:\n\n“{question}”\n\n\
         A few lines are enough: {}/feedback/for/{}\n\n{readers} The link is yours alone and works for 30 days, once. \
         You need no account.\n\nSojourn\n",
        steps::first_name(name),
        cx.actor.name,
        cx.app.config.base_url,
        token.reveal(),
    )
}

/// Who will read an answer, as it is said before one writes it.
#[must_use]
pub fn readers(secondee: &str, for_managers: bool) -> String {
    if for_managers {
        format!("{secondee} and both managers will read it.")
    } else {
        format!("Only {secondee} will read it.")
    }
}

/// Answers a request, once. The actor is the one who was asked, or came by the private link.
///
/// # Errors
/// Invalid input; a refusal when it was answered before or is too old.
pub async fn answer(cx: &mut Cx, request: &Request, input: &AnswerInput) -> Result<FeedbackId> {
    let words = input.check()?;
    store::close(cx, request).await?;
    let new = New {
        request: Some(request.id),
        about: &request.question,
        words: &words,
        person: request.person,
        name: &request.name,
        for_managers: request.for_managers,
    };
    let feedback = store::insert(cx, request.secondment, &new).await?;
    let (secondment, organisation) = (request.secondment, request.organisation);
    if matches!(cx.actor.way, Way::Job(_)) {
        cx.record(&FeedbackReceived { secondment, organisation, feedback }).await?;
    } else {
        cx.record(&FeedbackGiven { secondment, organisation, feedback }).await?;
    }
    let managers = if request.for_managers { request.managers.as_slice() } else { &[] };
    told(cx, feedback, &request.name, (secondment, &request.number), request.secondee, managers).await?;
    Ok(feedback)
}

/// Gives feedback that nobody asked for.
///
/// # Errors
/// Invalid input; a refusal for anybody but the two managers.
pub async fn give(cx: &mut Cx, number: &str, input: &GiveInput) -> Result<FeedbackId> {
    let record = seen(cx, number).await?;
    if !is_manager(&record) {
        return Err(Error::refused("not_yours", "Feedback unasked: this is for the two managers."));
    }
    open(&record)?;
    let (about, words) = input.check()?;
    let name = cx.actor.name.clone();
    let new = New {
        request: None,
        about: &about,
        words: &words,
        person: Some(cx.actor.person),
        name: &name,
        for_managers: input.for_managers,
    };
    let s = &record.secondment;
    let feedback = store::insert(cx, s.id, &new).await?;
    cx.record(&FeedbackGiven { secondment: s.id, organisation: s.home_organisation, feedback }).await?;
    let managers: Vec<PersonId> = [s.home_manager, s.host_manager].into_iter().flatten().collect();
    let managers = if input.for_managers { managers.as_slice() } else { &[] };
    told(cx, feedback, &name, (s.id, &s.number), s.secondee, managers).await?;
    Ok(feedback)
}

/// Tells the readers that there is feedback; what it says stands behind sign-in.
async fn told(
    cx: &mut Cx,
    feedback: FeedbackId,
    by: &str,
    (record, number): (SecondmentId, &str),
    secondee: PersonId,
    managers: &[PersonId],
) -> Result<()> {
    let words = [
        format!("{by} gave feedback."),
        format!("Read it: {}/secondments/{number}/feedback", cx.app.config.base_url),
    ];
    let (cause, subject) = (feedback.to_string(), format!("Feedback from {by}"));
    let letter =
        Letter { cause: &cause, kind: "feedback_given", about: record.0, subject: &subject, words: &words };
    for person in std::iter::once(&secondee).chain(managers) {
        tell(cx, Some(*person), letter).await?;
    }
    Ok(())
}
