//! The letters about an application: to the host, to the applicant, and to the home manager about cover.

use sojourn_calendar::format::{near, range};
use sojourn_kit::error::Result;

use super::events::{
    Accepted, Declined, Invited, Lapsed, NotSelected, Offered, Reserved, Sent, Shortlisted, Withdrawn,
};
use super::model::{Application, ApplicationId, Reason};
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Event, Hook, HookFuture, Recorded};
use crate::features::opportunities::{self, Opportunity, store as postings};
use crate::features::people;

/// Which event makes which letter.
pub const LETTERS: &[(&str, Hook)] = &[
    (Sent::KIND, sent),
    (Withdrawn::KIND, withdrawn),
    (Shortlisted::KIND, shortlisted),
    (Invited::KIND, invited),
    (Reserved::KIND, reserved),
    (Offered::KIND, offered),
    (Accepted::KIND, accepted),
    (Declined::KIND, declined),
    (Lapsed::KIND, lapsed),
    (NotSelected::KIND, not_selected),
];

/// What a letter is written from.
struct Story {
    o: Opportunity,
    a: Application,
    link: String,
    /// The applicant's name, or "Applicant 3" while it is hidden from the host.
    named: String,
    /// The applicant's name.
    name: String,
    manager: Option<PersonId>,
    home: (PersonId, crate::actor::OrganisationId),
}

impl Story {
    async fn of(cx: &mut Cx, event: &Recorded) -> Result<Self> {
        let a = store::bare(cx, ApplicationId(event.subject)).await?;
        let o = postings::bare(cx, a.opportunity).await?;
        let brief = people::store::brief(cx, a.person).await?;
        let is_hidden = o.hides_names && a.shortlisted_at.is_none();
        let named = if is_hidden { format!("Applicant {}", a.seq.unwrap_or(0)) } else { brief.name.clone() };
        let link = format!("{}/opportunities/{}", cx.app.config.base_url, o.number);
        Ok(Self {
            o,
            link,
            named,
            name: brief.name,
            manager: brief.manager,
            home: (a.person, brief.organisation),
            a,
        })
    }

    async fn to(
        &self,
        cx: &mut Cx,
        event: &Recorded,
        person: PersonId,
        subject: &str,
        body: &str,
    ) -> Result<()> {
        let dedup = event.dedup(person);
        opportunities::write_letter(cx, dedup, event.kind, event.subject, person, (subject, body)).await
    }

    async fn to_host(&self, cx: &mut Cx, event: &Recorded, subject: &str, body: &str) -> Result<()> {
        let mut all = vec![self.o.author];
        all.extend(postings::panel(cx, self.o.id).await?.into_iter().map(|one| one.0));
        for person in all {
            self.to(cx, event, person, subject, body).await?;
        }
        Ok(())
    }

    async fn to_applicant(&self, cx: &mut Cx, event: &Recorded, subject: &str, body: &str) -> Result<()> {
        let body = format!("{body}\n\n{}/application", self.link);
        self.to(cx, event, self.a.person, subject, &body).await
    }

    /// The last reason in words: "Others came closer to what is needed. “Thank you for…”"
    async fn why(&self, cx: &mut Cx) -> Result<String> {
        let last = store::decisions(cx, self.a.id).await?.into_iter().next();
        Ok(last.map_or_else(String::new, |one| match one.words.as_str() {
            "" => format!("{}.", one.reason.label()),
            words => format!("{}.\n\n“{words}”", one.reason.label()),
        }))
    }
}

fn sent<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, event).await?;
        let subject = format!("New application: {}", story.o.title);
        let body =
            format!("{} applied for “{}”.\n\nRead it: {}/shortlist", story.named, story.o.title, story.link);
        story.to_host(cx, event, &subject, &body).await
    })
}

fn withdrawn<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, event).await?;
        let subject = format!("Application withdrawn: {}", story.o.title);
        let body = format!("{} withdrew the application.\n\n{}/shortlist", story.named, story.link);
        story.to_host(cx, event, &subject, &body).await
    })
}

fn shortlisted<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, event).await?;
        let subject = format!("You’re on the shortlist: {}", story.o.title);
        let body = format!("You’re among those whom the host thinks of. {}", story.why(cx).await?);
        story.to_applicant(cx, event, &subject, &body).await
    })
}

fn invited<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, event).await?;
        let author = people::store::brief(cx, story.o.author).await?;
        let address = author.email.unwrap_or_default();
        let subject = format!("Invited to talk: {}", story.o.title);
        let why = story.why(cx).await?;
        let body = format!("{} would like to talk with you. {why}\n\nAnswer to {address}.", author.name);
        story.to_applicant(cx, event, &subject, &body).await
    })
}

fn reserved<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, event).await?;
        let subject = format!("In reserve: {}", story.o.title);
        let why = story.why(cx).await?;
        let body = format!("The places go to others for now. You’re next if one becomes free. {why}");
        story.to_applicant(cx, event, &subject, &body).await
    })
}

fn offered<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, event).await?;
        let by = story.a.answer_by.map(|day| near(day, cx.today())).unwrap_or_default();
        let subject = format!("Answer by {by}: a place for you, {}", story.o.title);
        let why = story.why(cx).await?;
        let body = format!(
            "You’re offered a place. {why}\n\nAccept or decline by {by}. When you accept, your proposal opens with what is known."
        );
        story.to_applicant(cx, event, &subject, &body).await?;
        let Some(manager) = story.manager else { return Ok(()) };
        let subject = format!("Think of cover: {} may go to {}", story.name, story.o.host());
        let body = format!(
            "{} is offered “{}” at {}{}.\n\nNothing is decided for you: you are asked for release once they accept. Think now \
             of who covers their work.",
            story.name,
            story.o.title,
            story.o.host(),
            story.o.stay().map_or_else(String::new, |stay| format!(", {}", range(stay))),
        );
        story.to(cx, event, manager, &subject, &body).await
    })
}

fn accepted<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, event).await?;
        let subject = format!("Accepted: {} for {}", story.name, story.o.title);
        let body = format!(
            "{} accepted. They write the proposal next; their home manager decides about the release.\n\n{}/shortlist",
            story.name, story.link
        );
        story.to_host(cx, event, &subject, &body).await?;
        let Some(manager) = story.manager else { return Ok(()) };
        let subject = format!("Cover needed: {} accepted a place at {}", story.name, story.o.host());
        let body = format!(
            "{} accepted “{}” at {}{}. The proposal with cover, costs and goals comes to you for release.\n\nDecide together \
             how their work is covered.",
            story.name,
            story.o.title,
            story.o.host(),
            story.o.stay().map_or_else(String::new, |stay| format!(", {}", range(stay))),
        );
        story.to(cx, event, manager, &subject, &body).await
    })
}

fn declined<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, event).await?;
        let subject = format!("Declined: {}", story.o.title);
        let body = format!("{} declined. The place is free again.\n\n{}/shortlist", story.named, story.link);
        story.to_host(cx, event, &subject, &body).await
    })
}

fn lapsed<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, event).await?;
        let subject = format!("Not answered in time: {}", story.o.title);
        let body = format!(
            "{} did not answer in time. The place is free again.\n\n{}/shortlist",
            story.named, story.link
        );
        story.to_host(cx, event, &subject, &body).await?;
        let body = "You did not answer the offer in time, so the place is free again.";
        story.to_applicant(cx, event, &format!("Offer lapsed: {}", story.o.title), body).await
    })
}

fn not_selected<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, event).await?;
        let why = story.why(cx).await?;
        let nearest = postings::nearest_open(cx, story.home, story.o.id, 2).await?;
        let mut body = format!("You didn’t get a place this time: “{}”. {why}", story.o.title);
        if nearest.is_empty() {
            body.push_str(
                "\n\nNothing else is open now. Your profile stays, so keep a search and we’ll email you.",
            );
        } else {
            body.push_str("\n\nThese are still open:");
            for one in &nearest {
                let link = opportunities::link(cx, one);
                body.push_str(&format!("\n{}, {}, {}: {link}", one.title, one.host(), one.when(cx.today())));
            }
        }
        let last = store::decisions(cx, story.a.id).await?.into_iter().next().map(|one| one.reason);
        let subject = match last {
            Some(Reason::OpportunityWithdrawn) => format!("Not going ahead: {}", story.o.title),
            _ => format!("Not this time: {}", story.o.title),
        };
        story.to_applicant(cx, event, &subject, &body).await
    })
}
