//! Asking the host, taking that back, and the answer.

use sojourn_kit::auth::Token;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::outbox::Outgoing;

use super::events::{AskingWithdrawn, HostAnswered, HostAsked};
use super::model::{AnswerInput, AskInput, GOOD_FOR, Sounding, SoundingId, may_ask};
use super::store;
use crate::cx::Cx;
use crate::features::people::{self, Brief};
use crate::features::secondments::{self, Record, Secondment, Slice, steps};
use crate::outside_link;
use crate::shell::words::short_day;

/// A record whose questions to the host the actor may follow: everybody at home who sees the proposal.
///
/// # Errors
/// Not found when the record is not theirs; forbidden for the host’s side and those who see no proposal.
pub async fn followed(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = secondments::store::load(cx, number).await?;
    let may = record.standing.sees(Slice::Proposal) && !record.standing.is_only_host();
    if may { Ok(record) } else { Err(Error::Forbidden) }
}

/// The contact who can be asked: at another organisation, without an account.
///
/// # Errors
/// A refusal that says what is missing.
pub async fn contact(cx: &mut Cx, s: &Secondment) -> Result<(Brief, String)> {
    let Some(person) = s.host_manager else {
        return Err(Error::refused(
            "no_contact",
            "Name the contact at the host first, under “Where and when”.",
        ));
    };
    let contact = people::store::brief(cx, person).await?;
    if contact.has_account || contact.organisation == s.home_organisation {
        let sentence = format!("{} signs in here and reads the record itself.", contact.name);
        return Err(Error::refused("has_account", sentence));
    }
    match contact.email.clone().filter(|email| !email.is_empty()) {
        Some(email) => Ok((contact, email)),
        None => {
            let sentence = format!("We have no email address for {}.", contact.name);
            Err(Error::refused("no_address", sentence))
        }
    }
}

/// Asks the host: a letter with a private link goes to the contact, and earlier links stop. Answers the link’s token, for
/// tests and the demo; it is kept as a hash only.
///
/// # Errors
/// Invalid by field; a refusal when it is not the time or not theirs; too many letters.
pub async fn ask(cx: &mut Cx, number: &str, input: &AskInput) -> Result<Token> {
    let record = followed(cx, number).await?;
    may_ask(&record)?;
    let s = &record.secondment;
    let (to, address) = contact(cx, s).await?;
    input.check()?;
    if s.starts_on.is_none() || s.title.trim().is_empty() {
        return Err(Error::refused(
            "too_early",
            "Write what the person would do there, and from when, first.",
        ));
    }
    let token = outside_link::fresh(cx, &address)?;
    store::revoke_open(cx, s.id).await?;
    let sounding = store::insert(cx, &record, &to, input.words.trim(), token.hash()).await?;
    cx.record(&HostAsked { secondment: s.id, organisation: s.home_organisation, sounding }).await?;
    let secondee = people::store::brief(cx, s.secondee).await?.name;
    let until = short_day((cx.now() + GOOD_FOR).date_naive(), cx.today());
    let letter = Outgoing {
        dedup: format!("sounding/{sounding}"),
        kind: "host_asked".to_owned(),
        subject_id: Some(s.id.0),
        subject: format!("Would you have {secondee} for a while?"),
        body: format!(
            "Hello {},\n\n{} at {} asks whether {secondee} could work with you for a while, as “{}”. Nothing is agreed by \
             answering: a yes means yes in principle.\n\nWhat it is about, and your answer: {}/host/for/{}\n\n\
             The link is yours alone and works until {until}. You need no account.\n\nSojourn\n",
            steps::first_name(&to.name),
            cx.actor.name,
            cx.actor.organisation_name,
            s.title,
            cx.app.config.base_url,
            token.reveal(),
        ),
        to_name: to.name.clone(),
        to_address: address,
    };
    cx.enqueue(&letter).await?;
    Ok(token)
}

/// Takes a question back: its link stops working.
///
/// # Errors
/// As [`ask`]; a refusal when it is not open any more.
pub async fn withdraw(cx: &mut Cx, number: &str, id: SoundingId) -> Result<Record> {
    let record = followed(cx, number).await?;
    may_ask(&record)?;
    let s = &record.secondment;
    let sounding = store::load(cx, s.id, id).await?;
    store::revoke(cx, &sounding).await?;
    let event = AskingWithdrawn { secondment: s.id, organisation: s.home_organisation, sounding: id };
    cx.record(&event).await?;
    Ok(record)
}

/// The host answers by the private link. A question leaves it open.
///
/// # Errors
/// Invalid input; a refusal when it is closed.
pub async fn answer(cx: &mut Cx, sounding: &Sounding, input: &AnswerInput) -> Result<()> {
    input.check()?;
    store::insert_answer(cx, sounding, input).await?;
    let event = HostAnswered {
        secondment: sounding.secondment,
        organisation: sounding.organisation,
        sounding: sounding.id,
        answer: input.answer,
    };
    cx.record(&event).await
}
