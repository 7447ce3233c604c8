//! The letters about agreements: who is asked to sign, what came of it.

use sojourn_calendar::format::long;
use sojourn_kit::auth::{Code, Token};
use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use super::model::{Agreement, Signatory, SignatoryStatus};
use super::order::Signing;
use super::passing::letters as passing;
use super::signing::{codes, links};
use super::talks::letters as talks;
use super::{copies, store};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::secondments::{Scope, Secondment, SecondmentId};
use crate::features::{organisations, people, secondments};
use crate::shell::words::{counted, day_range, short_day};

/// Which event makes which letters.
pub const LETTERS: &[(&str, Hook)] = &[
    ("agreement.drafted", drafted),
    ("agreement.signature_passed", passing::passed),
    ("agreement.pass_recalled", passing::recalled),
    ("agreement.declined", declined),
    ("agreement.executed", executed),
    ("agreement.questioned", talks::told),
    ("agreement.change_asked", talks::told),
    ("agreement.talk_answered", talks::told),
    ("agreement.change_accepted", talks::told),
    ("agreement.change_declined", talks::told),
    ("agreement.talk_withdrawn", talks::told),
];

/// The secondment in a few words: "Inès Baptiste at Fernleigh Foods".
///
/// # Errors
/// When the database does not answer.
pub async fn matter(cx: &mut Cx, s: &Secondment) -> Result<String> {
    let secondee = people::store::brief(cx, s.secondee).await?;
    Ok(match host_name(cx, s).await? {
        Some(host) => format!("{} at {host}", secondee.name),
        None => secondee.name,
    })
}

/// The host in one short name: the unit within one organisation, otherwise the organisation.
///
/// # Errors
/// When the database does not answer.
pub async fn host_name(cx: &mut Cx, s: &Secondment) -> Result<Option<String>> {
    if let (Scope::Internal, Some(unit)) = (s.scope, s.host_unit) {
        return Ok(Some(organisations::store::load_unit(cx, unit).await?.name));
    }
    match s.host_organisation {
        Some(organisation) => Ok(Some(organisations::store::load(cx, organisation).await?.name)),
        None => Ok(None),
    }
}

/// Who asks for the signature, by name and organisation: "Maya Okonjo at Brightwater Group".
///
/// # Errors
/// When the database does not answer.
pub async fn asker(cx: &mut Cx, s: &Secondment, agreement: &Agreement) -> Result<String> {
    let person = match agreement.paper.issued_by {
        Some(person) => Some(person),
        None => store::desk(cx, s.home_organisation).await?.first().copied(),
    };
    match person {
        Some(person) => {
            let who = people::store::brief(cx, person).await?;
            Ok(format!("{} at {}", who.name, who.organisation_name))
        }
        None => Ok(organisations::store::load(cx, s.home_organisation).await?.name),
    }
}

pub(super) fn record_url(cx: &Cx, s: &Secondment) -> String {
    format!("{}/secondments/{}/agreement", cx.app.config.base_url.trim_end_matches('/'), s.number)
}

/// The dates as the text on the table has them.
fn when(agreement: &Agreement) -> String {
    let term = &agreement.paper.facts.term;
    format!(", {}", day_range(term.start, term.end))
}

fn so_far(agreement: &Agreement, everybody: &[Signatory]) -> String {
    if agreement.paper.signing == Signing::AtOnce {
        return Signing::AtOnce.words().to_owned();
    }
    let signed = everybody.iter().filter(|s| s.status == SignatoryStatus::Signed).count() as u64;
    let open = everybody.len() as u64 - signed;
    let signed = if signed == 0 {
        "Yours is the first signature.".to_owned()
    } else {
        format!("{} signed so far.", counted(signed, "person has", "people have"))
    };
    if open == 1 { format!("{signed} Yours is the last.") } else { signed }
}

/// Asks somebody who signs in here.
///
/// # Errors
/// When the database refuses.
pub async fn ask_account(
    cx: &mut Cx,
    s: &Secondment,
    agreement: &Agreement,
    signatory: &Signatory,
    everybody: &[Signatory],
) -> Result<()> {
    if signatory.email.is_empty() {
        return Ok(());
    }
    let (matter, asker) = (matter(cx, s).await?, asker(cx, s, agreement).await?);
    let body = format!(
        "{asker} asks you to sign the secondment agreement for {matter}{}.\n\n{}\n\n\
         Read it and sign: {}\n\nYou can ask a question or decline on the same page.\n",
        when(agreement),
        so_far(agreement, everybody),
        record_url(cx, s),
    );
    let letter = Outgoing {
        dedup: format!("sign/{}/{}", signatory.id, cx.now().timestamp_micros()),
        kind: "signature_asked".to_owned(),
        subject_id: Some(s.id.0),
        to_name: signatory.name.clone(),
        to_address: signatory.email.clone(),
        subject: format!("Please sign: {matter}"),
        body,
    };
    cx.enqueue(&letter).await
}

/// Asks somebody without an account, by a private link. The link only finds the request: a code proves the reader.
///
/// # Errors
/// When the database refuses.
pub async fn ask_outside(
    cx: &mut Cx,
    s: &Secondment,
    agreement: &Agreement,
    signatory: &Signatory,
    token: &Token,
    before: i64,
    everybody: &[Signatory],
) -> Result<()> {
    let (matter, asker) = (matter(cx, s).await?, asker(cx, s, agreement).await?);
    let until = (cx.now() + links::GOOD_FOR).date_naive();
    let day = short_day(until, cx.today());
    let body = format!(
        "{asker} asks you to sign the secondment agreement for {matter}{}.\n\n{}\n\n\
         Your private link: {}\n\n\
         It works until {day} and needs no account. When you open it we send a six-digit code to this address, so \
         the link alone opens nothing. You can ask a question or decline on the same page.\n",
        when(agreement),
        so_far(agreement, everybody),
        private_url(cx, token),
    );
    let letter = Outgoing {
        dedup: format!("sign/{}/{before}", signatory.id),
        kind: "signature_asked".to_owned(),
        subject_id: Some(s.id.0),
        to_name: signatory.name.clone(),
        to_address: signatory.email.clone(),
        subject: format!("Sign by {day}: {matter}"),
        body,
    };
    cx.enqueue(&letter).await
}

pub(super) fn private_url(cx: &Cx, token: &Token) -> String {
    format!("{}/sign/{}", cx.app.config.base_url.trim_end_matches('/'), token.reveal())
}

/// The letter with the code.
#[must_use]
pub fn code_body(code: &Code, s: &Secondment) -> String {
    let minutes = codes::GOOD_FOR.num_minutes();
    format!(
        "Your code to sign {}: {}\n\nEnter it in the browser that asked for it. It works for {minutes} minutes.\n\n\
         If you did not ask for it, leave it. Nobody can sign without it.\n",
        s.number,
        code.reveal(),
    )
}

/// Everything a letter after an event needs.
pub(super) struct About {
    pub(super) secondment: Secondment,
    pub(super) agreement: Agreement,
    signatories: Vec<Signatory>,
    pub(super) matter: String,
}

pub(super) async fn about(cx: &mut Cx, recorded: &Recorded) -> Result<Option<About>> {
    // letters are the product's: whoever approved as the last may have no further part in the record
    let record = secondments::store::of_product(cx, SecondmentId(recorded.subject)).await?;
    let number = recorded.payload.get("version").and_then(serde_json::Value::as_i64).unwrap_or(1);
    let Some(agreement) = store::numbered(cx, record.secondment.id, number).await? else { return Ok(None) };
    let signatories = store::signatories(cx, agreement.id).await?;
    let matter = matter(cx, &record.secondment).await?;
    Ok(Some(About { secondment: record.secondment, agreement, signatories, matter }))
}

/// Writes to the desk of the home organisation, never to the one who did it.
pub(super) async fn tell_desk(
    cx: &mut Cx,
    recorded: &Recorded,
    about: &About,
    subject: &str,
    body: &str,
) -> Result<()> {
    for person in store::desk(cx, about.secondment.home_organisation).await? {
        tell(cx, recorded, about, person, subject, body).await?;
    }
    Ok(())
}

async fn tell(
    cx: &mut Cx,
    recorded: &Recorded,
    about: &About,
    person: PersonId,
    subject: &str,
    body: &str,
) -> Result<()> {
    let who = people::store::brief(cx, person).await?;
    let Some(address) = who.email.filter(|_| person != cx.actor.person) else { return Ok(()) };
    let letter = Outgoing {
        dedup: recorded.dedup(person),
        kind: recorded.kind.replace('.', "_"),
        subject_id: Some(about.secondment.id.0),
        to_name: who.name,
        to_address: address,
        subject: subject.to_owned(),
        body: body.to_owned(),
    };
    cx.enqueue(&letter).await
}

fn drafted<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let Some(about) = about(cx, recorded).await? else { return Ok(()) };
        let why = match about.agreement.paper.change {
            Some(_) => "everybody agreed to the change, and the next version of the agreement is drafted.",
            None => "released, and the agreement is drafted from the answers of the proposal.",
        };
        let body = format!(
            "{}: {why}\n\nCheck it and send it for signature: {}\n",
            about.matter,
            record_url(cx, &about.secondment),
        );
        tell_desk(cx, recorded, &about, &format!("Agreement drafted: {}", about.matter), &body).await
    })
}

fn declined<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let Some(about) = about(cx, recorded).await? else { return Ok(()) };
        let reason = about.agreement.paper.sent_back.clone().unwrap_or_default();
        let recalled = recorded.payload.get("recalled").and_then(serde_json::Value::as_bool) == Some(true);
        let (did, subject) = if recalled {
            ("took the agreement back to change it", "Agreement taken back")
        } else {
            ("did not sign the agreement", "Agreement not signed")
        };
        let name = cx.actor.name.clone();
        let body = format!(
            "{name} {did} for {}.\n\nThe reason given: {}\n\n\
             Signatures under version {} no longer count. Nothing is lost: the next version is being prepared, and \
             everybody who signs will be asked again and shown what changed.\n",
            about.matter, reason, about.agreement.number,
        );
        let subject = format!("{subject}: {}", about.matter);
        for signatory in about.signatories.iter().filter(|s| s.status != SignatoryStatus::Waiting) {
            tell(cx, recorded, &about, signatory.person, &subject, &body).await?;
        }
        tell_desk(cx, recorded, &about, &subject, &body).await
    })
}

/// Everybody who signed gets a copy, the last signer too: that is what the agreement promises.
fn executed<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let Some(about) = about(cx, recorded).await? else { return Ok(()) };
        let subject = format!("Signed by all: {}", about.matter);
        let from = about.agreement.paper.change.as_ref().map(|change| change.variation.effective_on);
        let (effect, next) = match from {
            Some(day) => (
                format!("It counts from {}; until then the version before does.", long(day)),
                "The new terms take effect by themselves on their day.",
            ),
            None => ("It takes effect now.".to_owned(), "Next: the checks before the start."),
        };
        for signatory in &about.signatories {
            let address = if signatory.has_account {
                format!("{}/v/{}", record_url(cx, &about.secondment), about.agreement.number)
            } else {
                let token = links::add(cx, signatory, about.agreement.issued()?).await?;
                let days = links::GOOD_FOR.num_days();
                format!(
                    "{}\n(works for {days} days; we send a code to this address first)",
                    private_url(cx, &token)
                )
            };
            let body = format!(
                "All {} have signed the agreement for {}{}. {effect}\n\n\
                 Your copy, to keep or print: {address}\n",
                counted(about.signatories.len() as u64, "person", "people"),
                about.matter,
                when(&about.agreement),
            );
            enqueue_copy(cx, recorded, &about, signatory, &subject, body).await?;
        }
        copies::for_secondee(cx, recorded, &about, &subject).await?;
        let body = format!(
            "Everybody has signed the agreement for {}. {next}\n\n{}\n",
            about.matter,
            record_url(cx, &about.secondment)
        );
        tell_desk(cx, recorded, &about, &subject, &body).await
    })
}

async fn enqueue_copy(
    cx: &mut Cx,
    recorded: &Recorded,
    about: &About,
    signatory: &Signatory,
    subject: &str,
    body: String,
) -> Result<()> {
    if signatory.email.is_empty() {
        return Ok(());
    }
    let letter = Outgoing {
        dedup: recorded.dedup(signatory.person),
        kind: "agreement_copy".to_owned(),
        subject_id: Some(about.secondment.id.0),
        to_name: signatory.name.clone(),
        to_address: signatory.email.clone(),
        subject: subject.to_owned(),
        body,
    };
    cx.enqueue(&letter).await
}
