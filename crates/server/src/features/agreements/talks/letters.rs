//! The letters about talks: to whoever has to answer, to whoever asked, and of a change to everybody who is part of the
//! agreement.

use sojourn_kit::error::{Error, Result};
use sojourn_kit::outbox::Outgoing;

use super::model::{Talk, TalkAudience, TalkKind, TalkSaid};
use super::store;
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::accounts::roles;
use crate::features::agreements::model::{Agreement, Signatory};
use crate::features::agreements::notices::{matter, private_url, record_url};
use crate::features::agreements::signing::links;
use crate::features::agreements::store as agreements;
use crate::features::people;
use crate::features::secondments::{self, Secondment, SecondmentId};
use crate::letter::{Letter, tell};

/// What a letter is written from, and who it goes to.
struct Story {
    secondment: Secondment,
    agreement: Agreement,
    signatories: Vec<Signatory>,
    talk: Talk,
    subject: String,
    words: Vec<String>,
    /// Whether everybody is told, and not only those who have to act.
    is_for_all: bool,
}

/// Writes the letters that something in a talk causes.
pub(in crate::features::agreements) fn told<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let Some(story) = story(cx, recorded).await? else { return Ok(()) };
        for person in readers(cx, &story).await? {
            write(cx, recorded, &story, person).await?;
        }
        Ok(())
    })
}

async fn story(cx: &mut Cx, recorded: &Recorded) -> Result<Option<Story>> {
    let number = recorded.payload.get("talk").and_then(serde_json::Value::as_i64);
    let secondment = secondments::store::of_product(cx, SecondmentId(recorded.subject)).await?.secondment;
    let found = store::all(cx, secondment.id).await?.into_iter().find(|one| Some(one.number) == number);
    let Some(talk) = found else { return Ok(None) };
    let agreement = agreements::newest(cx, secondment.id).await?.ok_or(Error::NotFound)?;
    let signatories = agreements::signatories(cx, agreement.id).await?;
    let matter = matter(cx, &secondment).await?;
    let asker = people::store::brief(cx, talk.asked_by).await?;
    let answer_to = asker.email.filter(|_| !asker.has_account).unwrap_or_default();
    let (lead, did) = sentence(recorded.kind, &talk, &cx.actor.name);
    let mut words = vec![format!("{did}, {matter}.")];
    words.extend(said(recorded.kind, &talk).into_iter().map(|text| format!("“{text}”")));
    let is_by_asker = talk.asked_by == cx.actor.person;
    if is_by_asker && !answer_to.is_empty() && talk.waits() {
        words.push(format!("{} has no account here. Answer below, or write to {answer_to}.", talk.asker));
    }
    if recorded.kind == "agreement.change_accepted" {
        let next = "The clause is changed in the draft. Everybody who signs is asked again when it goes out, and \
                    is shown what changed.";
        words.push(next.to_owned());
    }
    let is_for_all = talk.audience == TalkAudience::All;
    let subject = format!("{lead}: {matter}");
    Ok(Some(Story { secondment, agreement, signatories, talk, subject, words, is_for_all }))
}

/// The subject, and what happened in one sentence without its end.
fn sentence(kind: &str, talk: &Talk, actor: &str) -> (&'static str, String) {
    let (about, asker) = (talk.about(), &talk.asker);
    match (kind, talk.kind) {
        ("agreement.questioned", _) => ("Question before signing", format!("{actor} asks about {about}")),
        ("agreement.change_asked", _) => {
            ("A change to the agreement is asked for", format!("{actor} asks for a change to {about}"))
        }
        ("agreement.change_accepted", _) => (
            "A change to the agreement is accepted",
            format!("{actor} accepted the change that {asker} asked for to {about}"),
        ),
        ("agreement.change_declined", _) => (
            "A change to the agreement is declined",
            format!("{actor} declined the change that {asker} asked for to {about}"),
        ),
        ("agreement.talk_withdrawn", TalkKind::Change) => (
            "A change is no longer asked for",
            format!("{actor} took back what they asked for about {about}"),
        ),
        ("agreement.talk_withdrawn", _) => {
            ("A question was taken back", format!("{actor} took back the question about {about}"))
        }
        _ => ("Answer about the agreement", format!("{actor} wrote about {about}")),
    }
}

/// The words of people that the letter brings.
fn said(kind: &str, talk: &Talk) -> Vec<String> {
    let texts = match kind {
        "agreement.questioned" => vec![talk.words.clone()],
        "agreement.change_asked" => vec![talk.proposed.clone(), talk.words.clone()],
        "agreement.talk_withdrawn" => Vec::new(),
        "agreement.change_accepted" => {
            let last = talk.said.last().filter(|one| one.kind == TalkSaid::Reason);
            last.map(|one| one.words.clone()).into_iter().collect()
        }
        _ => talk.said.last().map(|one| one.words.clone()).into_iter().collect(),
    };
    texts.into_iter().filter(|text| !text.trim().is_empty()).collect()
}

/// Whoever asked, as long as they have a part in the record, the desk, and for what all read everybody who is part of
/// the agreement.
async fn readers(cx: &mut Cx, story: &Story) -> Result<Vec<PersonId>> {
    let s = &story.secondment;
    let asker = story.talk.asked_by;
    let signs = story.signatories.iter().any(|one| one.person == asker);
    let mut all = Vec::new();
    if signs || store::has_part(cx, s.id, asker).await? {
        all.push(asker);
    }
    all.extend(agreements::desk(cx, s.home_organisation).await?);
    if story.is_for_all {
        all.extend([Some(s.secondee), s.home_manager, s.host_manager].into_iter().flatten());
        all.extend(story.signatories.iter().map(|one| one.person));
        let today = cx.today();
        all.extend(roles::store::people_with(cx, s.home_organisation, &[Role::Legal], today).await?);
    }
    let me = cx.actor.person;
    let mut once: Vec<PersonId> = Vec::new();
    for person in all {
        // whoever goes and runs secondments too reads of a question to the desk only as the one who asked
        let is_own = person == s.secondee && !story.is_for_all && person != story.talk.asked_by;
        if person != me && !is_own && !once.contains(&person) {
            once.push(person);
        }
    }
    Ok(once)
}

async fn write(cx: &mut Cx, recorded: &Recorded, story: &Story, person: PersonId) -> Result<()> {
    let kind = if recorded.kind == "agreement.questioned" { "agreement.question" } else { recorded.kind };
    let who = people::store::brief(cx, person).await?;
    if !who.has_account {
        return write_outside(cx, recorded, story, person, kind).await;
    }
    let mut words = story.words.clone();
    words.push(format!("{}/talks/{}", record_url(cx, &story.secondment), story.talk.number));
    let cause = format!("{}/{}", recorded.stream, recorded.seq);
    let letter =
        Letter { cause: &cause, kind, about: recorded.subject, subject: &story.subject, words: &words };
    tell(cx, Some(person), letter).await
}

/// Somebody without an account gets a private link as long as the text is out for signature, and always what was said to
/// what they asked.
async fn write_outside(
    cx: &mut Cx,
    recorded: &Recorded,
    story: &Story,
    person: PersonId,
    kind: &str,
) -> Result<()> {
    let found = story.signatories.iter().find(|one| one.person == person && !one.email.is_empty());
    let Some(signatory) = found else { return Ok(()) };
    let is_open = story.agreement.is_open();
    if !is_open && person != story.talk.asked_by {
        return Ok(());
    }
    let mut words = story.words.clone();
    if is_open {
        let token = links::add(cx, signatory, story.agreement.issued()?).await?;
        words.push(format!(
            "Your private link: {}\nWhen you open it we send a six-digit code to this address.",
            private_url(cx, &token)
        ));
    }
    let letter = Outgoing {
        dedup: recorded.dedup(person),
        kind: kind.replace('.', "_"),
        subject_id: Some(recorded.subject),
        to_name: signatory.name.clone(),
        to_address: signatory.email.clone(),
        subject: story.subject.clone(),
        body: format!("{}\n", words.join("\n\n")),
    };
    cx.enqueue(&letter).await
}
