//! The letters about an opportunity: to those who approve it, and back to its author.

use sojourn_calendar::format::near;
use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use super::events::{Closed, Filled, Opened, SentBack, Submitted, Withdrawn};
use super::model::{Opportunity, OpportunityId};
use super::store::{self, SavedSearch};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Event, Hook, HookFuture, Recorded};
use crate::features::people;
use crate::features::secondments::steps::first_name;

/// Which event makes which letter.
pub const LETTERS: &[(&str, Hook)] = &[
    (Submitted::KIND, submitted),
    (SentBack::KIND, sent_back),
    (Opened::KIND, opened),
    (Closed::KIND, closed),
    (Filled::KIND, filled),
    (Withdrawn::KIND, withdrawn),
];

/// A letter to one person, unless it is the actor about their own act.
///
/// # Errors
/// When the database refuses.
pub async fn write(
    cx: &mut Cx,
    dedup: String,
    kind: &str,
    about: uuid::Uuid,
    to: PersonId,
    (subject, body): (&str, &str),
) -> Result<()> {
    let to = people::store::brief(cx, to).await?;
    let is_actor = to.id == cx.actor.person;
    let Some(to_address) = to.email.filter(|_| to.has_account && !is_actor) else { return Ok(()) };
    let letter = Outgoing {
        dedup,
        kind: kind.replace('.', "_"),
        subject_id: Some(about),
        body: format!("Hello {},\n\n{body}\n\nSojourn\n", first_name(&to.name)),
        to_name: to.name,
        to_address,
        subject: subject.to_owned(),
    };
    cx.enqueue(&letter).await
}

/// The address of an opportunity's page.
#[must_use]
pub fn link(cx: &Cx, o: &Opportunity) -> String {
    format!("{}/opportunities/{}", cx.app.config.base_url, o.number)
}

async fn to_author(cx: &mut Cx, event: &Recorded, subject: &str, body: &str) -> Result<()> {
    let o = store::bare(cx, OpportunityId(event.subject)).await?;
    write(cx, event.dedup(o.author), event.kind, event.subject, o.author, (subject, body)).await
}

fn submitted<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let o = store::bare(cx, OpportunityId(event.subject)).await?;
        let subject = format!("Please approve: {}", o.title);
        let body = format!(
            "{} wrote “{}” and asks you to look at it before it is published.\n\nRead it and approve it, or send it back: {}",
            cx.actor.name,
            o.title,
            link(cx, &o)
        );
        for person in store::desk_of(cx, o.organisation).await? {
            write(cx, event.dedup(person), event.kind, event.subject, person, (&subject, &body)).await?;
        }
        Ok(())
    })
}

fn sent_back<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let o = store::bare(cx, OpportunityId(event.subject)).await?;
        let body = format!(
            "{} sent “{}” back to you.\n\n“{}”\n\nChange it and ask again: {}/edit",
            cx.actor.name,
            o.title,
            o.note,
            link(cx, &o)
        );
        to_author(cx, event, &format!("Sent back to you: {}", o.title), &body).await
    })
}

fn opened<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let o = store::bare(cx, OpportunityId(event.subject)).await?;
        let until = o.closes_on.map(|day| near(day, cx.today())).unwrap_or_default();
        let body = format!(
            "{} approved “{}”. People can apply until {until}.\n\n{}",
            cx.actor.name,
            o.title,
            link(cx, &o)
        );
        to_author(cx, event, &format!("Published: {}", o.title), &body).await
    })
}

fn closed<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let o = store::bare(cx, OpportunityId(event.subject)).await?;
        let applied = match o.applied {
            0 => "Nobody has applied.".to_owned(),
            1 => "One person has applied.".to_owned(),
            many => format!("{many} people have applied."),
        };
        let body = format!(
            "“{}” takes no more applications. {applied}\n\nDecide who goes: {}/shortlist",
            o.title,
            link(cx, &o)
        );
        to_author(cx, event, &format!("Closed: {}", o.title), &body).await
    })
}

fn filled<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let o = store::bare(cx, OpportunityId(event.subject)).await?;
        let body = format!(
            "Every place of “{}” is taken. Those who did not get one are told, with the nearest open ones.\n\n{}",
            o.title,
            link(cx, &o)
        );
        to_author(cx, event, &format!("Filled: {}", o.title), &body).await
    })
}

fn withdrawn<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let o = store::bare(cx, OpportunityId(event.subject)).await?;
        let body = format!("{} withdrew “{}”.\n\n“{}”\n\n{}", cx.actor.name, o.title, o.note, link(cx, &o));
        to_author(cx, event, &format!("Withdrawn: {}", o.title), &body).await
    })
}

/// Tells a home manager that somebody needs the free time that they offer.
///
/// # Errors
/// When the database refuses.
pub(super) async fn capacity_asked(cx: &mut Cx, o: &Opportunity, words: &str) -> Result<()> {
    let asked_by = people::store::brief(cx, cx.actor.person).await?;
    let address = asked_by.email.unwrap_or_default();
    let subject = format!("Asked for: {}", o.title);
    let body = format!(
        "{}, {}, asks for the time you offer in “{}”.\n\n“{words}”\n\nAnswer to {address}. If you agree, your colleague starts \
         from here: {}/proposals/new",
        asked_by.name, asked_by.job_title, o.title, cx.app.config.base_url
    );
    let dedup = format!("capacity/{}/{}/{}", o.id.0, cx.actor.person, cx.now().timestamp());
    write(cx, dedup, "opportunity.capacity_asked", o.id.0, o.author, (&subject, &body)).await
}

/// Tells somebody that something new matches their search. The same opportunity is told once per search.
///
/// # Errors
/// When the database refuses.
pub(super) async fn matched(cx: &mut Cx, to: PersonId, search: &SavedSearch, o: &Opportunity) -> Result<()> {
    let until = o.closes_on.map(|day| near(day, cx.today())).unwrap_or_default();
    let subject = format!("New: {}", o.title);
    let body = format!(
        "“{}” matches your search “{}”.\n\n{}, {}, {}. Apply until {until}.\n\n{}\n\nYou asked for this letter. To stop it: \
         {}/opportunities/searches",
        o.title,
        search.name,
        o.host(),
        o.when(cx.today()),
        o.whereabouts(),
        link(cx, o),
        cx.app.config.base_url
    );
    let dedup = format!("search/{}/{}", search.id.simple(), o.id.0.simple());
    write(cx, dedup, "opportunity.matched", o.id.0, to, (&subject, &body)).await
}
