//! Letters of the release: asked, released, sent back, declined.

use sojourn_calendar::{Period, WorkingPattern, format};
use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use super::actions::{Agreed, ConsentAsked, StartedFor};
use super::model::{Decided, Proposal, Question};
use super::{Proposed, Refused, Released, SentBack, deadline, store};
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::event::{Event, Hook, HookFuture, Recorded};
use crate::features::accounts::roles;
use crate::features::people;
use crate::features::secondments::{
    self, Parties, Record, Secondment, SecondmentId, Workflow, steps::first_name,
};

/// Which event makes which letter.
pub const LETTERS: &[(&str, Hook)] = &[
    (StartedFor::KIND, started_for),
    (ConsentAsked::KIND, consent_asked),
    (Agreed::KIND, agreed),
    (Proposed::KIND, asked),
    (Released::KIND, released),
    (SentBack::KIND, sent_back),
    (Refused::KIND, refused),
];

/// What a letter is written from.
struct Story {
    record: Record,
    proposal: Proposal,
    parties: Parties,
    link: String,
}

/// Whoever acted may have no further part in the record by now, such as a deputy who released: the letters are written
/// all the same.
async fn story(cx: &mut Cx, event: &Recorded) -> Result<Story> {
    let record = secondments::store::of_product(cx, SecondmentId(event.subject)).await?;
    let proposal = store::load(cx, &record).await?;
    let parties = Parties::of(cx, &record).await?;
    let link = format!("{}/secondments/{}", cx.app.config.base_url, record.secondment.number);
    Ok(Story { record, proposal, parties, link })
}

fn started_for<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, event).await?;
        let s = &story.record.secondment;
        let body = format!(
            "{} has begun a proposal for you: “{}”.\n\nYou see the draft as it grows and can change it. It is sent only \
             when you agree, and you are asked before that.\n\nThe draft: {}/propose/check",
            cx.actor.name, s.title, story.link,
        );
        write(cx, event, s.secondee, format!("A proposal for you: {}", s.title), body).await
    })
}

fn consent_asked<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, event).await?;
        let body = format!(
            "{} asks you to agree to the proposal that was written for you{}, to work as “{}” at {}.\n\nRead it, change \
             what you like, and agree or take it back: {}/propose/check\n\nNothing is sent before you agree.",
            cx.actor.name,
            when(&story.record),
            story.record.secondment.title,
            story.parties.host_name().unwrap_or("the host"),
            story.link,
        );
        let subject = format!("Do you agree? {}", story.parties.title());
        write(cx, event, story.record.secondment.secondee, subject, body).await
    })
}

fn agreed<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, event).await?;
        let body = format!(
            "{} agrees to the proposal that you wrote for them{}.\n\nYou can send it now: {}/propose/check",
            cx.actor.name,
            when(&story.record),
            story.link,
        );
        let subject = format!("Agreed: {}", story.parties.title());
        write(cx, event, story.record.secondment.author, subject, body).await
    })
}

/// Who is asked for the release: the home manager, or the desk when that manager wrote the proposal.
async fn asked_for_release(cx: &mut Cx, s: &Secondment) -> Result<Vec<PersonId>> {
    let Some(manager) = s.home_manager else { return Ok(Vec::new()) };
    if manager != s.author {
        let mut asked = vec![manager];
        asked.extend(secondments::deputies::store::deputies(cx, manager).await?);
        asked.retain(|person| ![s.author, s.secondee].contains(person));
        return Ok(asked);
    }
    let desk = [Role::ProgrammeAdmin, Role::Hr];
    let people = roles::store::people_with(cx, s.home_organisation, &desk, cx.today()).await?;
    Ok(people.into_iter().filter(|person| ![s.author, s.secondee].contains(person)).collect())
}

fn asked<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, event).await?;
        let asked = asked_for_release(cx, &story.record.secondment).await?;
        let by = format::near(deadline(cx.today()), cx.today());
        let name = &story.parties.secondee.name;
        let subject = format!("Answer by {by}: {}", story.parties.title());
        let need = story.proposal.answers.get(&Question::Need).map_or("", |answer| answer.answer.as_str());
        let body = format!(
            "{name} asks you for release{}, to work as “{}” at {}.\n\nThe need: {need}\n\nCover: {}.\n\n\
             Read it and answer by {by}: {}/release\n\nYou can release {}, send it back with a question, or decline with a \
             reason and another offer.",
            when(&story.record),
            story.record.secondment.title,
            story.parties.host_name().unwrap_or("the host"),
            story.proposal.cover_plan.map_or("not chosen", |plan| plan.label()),
            story.link,
            first_name(name),
        );
        for person in asked {
            write(cx, event, person, subject.clone(), body.clone()).await?;
        }
        Ok(())
    })
}

fn when(record: &Record) -> String {
    let s = &record.secondment;
    let period = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    period.map_or_else(String::new, |period| {
        format!(" for {}, {}", format::length(period, WorkingPattern::STANDARD), format::range(period))
    })
}

fn released<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, event).await?;
        let decided = last(cx, &story.record).await?;
        let note = decided.filter(|one| !one.reason.is_empty()).map(|one| format!("\n\n“{}”", one.reason));
        let next = if story.record.secondment.workflow == Workflow::PendingApproval {
            "It goes on to those at home who have to approve it, and you hear when they have."
        } else {
            "The agreement is drafted from your answers next."
        };
        let body = format!(
            "{} released you{}.{}\n\n{next} Nothing starts before everybody has signed.\n\n{}",
            decider(cx, &story.record).await?,
            when(&story.record),
            note.unwrap_or_default(),
            story.link,
        );
        let subject = format!("Released: {}", story.parties.title());
        write(cx, event, story.record.secondment.secondee, subject, body).await?;
        in_your_place(cx, event, &story).await
    })
}

/// Whoever was stood in for hears who released whom in their place, and when.
async fn in_your_place(cx: &mut Cx, event: &Recorded, story: &Story) -> Result<()> {
    let Some(decided) = last(cx, &story.record).await? else { return Ok(()) };
    let Some(manager) = decided.in_place_of else { return Ok(()) };
    let deputy = people::store::brief(cx, decided.by).await?.name;
    let name = &story.parties.secondee.name;
    let body = format!(
        "{deputy} released {name} in your place on {}{}.\n\nYou don’t need to do anything. What was said: {}",
        format::long(decided.at.date_naive()),
        when(&story.record),
        story.link,
    );
    write(cx, event, manager, format!("{deputy} released {name} in your place"), body).await
}

fn sent_back<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let id = SecondmentId(event.subject);
        let Some((secondee, number)) = store::whose(cx, id).await? else { return Ok(()) };
        let reason = store::decisions(cx, id).await?.into_iter().next().map(|one| one.reason);
        let body = format!(
            "{} needs more before deciding.\n\n“{}”\n\nYour answers are all there. Change what is needed and send it again: \
             {}/secondments/{number}/propose/check",
            cx.actor.name,
            reason.unwrap_or_default(),
            cx.app.config.base_url,
        );
        write(cx, event, secondee, format!("Sent back to you: {number}"), body).await
    })
}

fn refused<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, event).await?;
        let Some(decided) = last(cx, &story.record).await? else { return Ok(()) };
        let code = decided.code.map(|code| format!("{}. ", code.label())).unwrap_or_default();
        let body = format!(
            "{} can’t release you{}.\n\n{code}“{}”\n\nOffered instead: {}\n\nNothing you wrote is lost. If you see it \
             differently, talk to {}, or ask within ten working days for somebody else to look at it: {}/appeal",
            decider(cx, &story.record).await?,
            when(&story.record),
            decided.reason,
            decided.alternative,
            first_name(&cx.actor.name),
            story.link,
        );
        let subject = format!("Not released: {}", story.parties.title());
        write(cx, event, story.record.secondment.secondee, subject, body).await
    })
}

/// Who decided last: "Rob Ellery, for Ruth Hale,".
async fn decider(cx: &mut Cx, record: &Record) -> Result<String> {
    let name = cx.actor.name.clone();
    let Some(other) = last(cx, record).await?.and_then(|one| one.in_place_of) else { return Ok(name) };
    Ok(format!("{name}, for {},", people::store::brief(cx, other).await?.name))
}

async fn last(cx: &mut Cx, record: &Record) -> Result<Option<Decided>> {
    Ok(store::decisions(cx, record.secondment.id).await?.into_iter().next())
}

async fn write(cx: &mut Cx, event: &Recorded, to: PersonId, subject: String, body: String) -> Result<()> {
    let to = people::store::brief(cx, to).await?;
    let Some(to_address) = to.email.filter(|_| to.id != cx.actor.person) else { return Ok(()) };
    let letter = Outgoing {
        dedup: event.dedup(to.id),
        kind: event.kind.to_owned(),
        subject_id: Some(event.subject),
        body: format!("Hello {},\n\n{body}\n", first_name(&to.name)),
        to_name: to.name,
        to_address,
        subject,
    };
    cx.enqueue(&letter).await
}
