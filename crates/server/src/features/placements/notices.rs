//! The letters of this time: who is asked to do what by when, and who is told.

use chrono::{Duration, NaiveDate};
use sojourn_calendar::WorkingPattern;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::people;
use crate::features::secondments::parties::Parties;
use crate::features::secondments::store::load_by_id;
use crate::features::secondments::{Record, SecondmentId};

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[
    ("placement.gate_opened", gate_opened),
    ("placement.arrived", arrived),
    ("placement.check_in_noted", noted),
    ("placement.returned", returned),
    ("placement.debriefed", debriefed),
];

/// How long after the return the debrief is due, in days.
const DEBRIEF_DAYS: i64 = 30;

/// What a letter of this feature is about.
struct About {
    record: Record,
    name: String,
    host: String,
    link: String,
}

impl About {
    async fn of(cx: &mut Cx, recorded: &Recorded) -> Result<Self> {
        let record = load_by_id(cx, SecondmentId(recorded.subject)).await?;
        let parties = Parties::of(cx, &record).await?;
        Ok(Self {
            name: parties.secondee.name.clone(),
            host: parties.host_name().unwrap_or("the host").to_owned(),
            link: format!("{}/secondments/{}", cx.app.config.base_url, record.secondment.number),
            record,
        })
    }
}

/// Writes to one person: never to those without a sign-in here, never to the actor about their own act.
async fn tell(
    cx: &mut Cx,
    recorded: &Recorded,
    person: Option<PersonId>,
    subject: &str,
    words: &[String],
) -> Result<()> {
    let Some(person) = person.filter(|person| *person != cx.actor.person) else { return Ok(()) };
    let brief = people::store::brief(cx, person).await?;
    let Some(to_address) = brief.email.filter(|_| brief.has_account) else { return Ok(()) };
    let first_name = brief.name.split(' ').next().unwrap_or_default();
    let letter = Outgoing {
        dedup: recorded.dedup(person),
        kind: recorded.kind.replace('.', "_"),
        subject_id: Some(recorded.subject),
        to_address,
        subject: subject.to_owned(),
        body: format!("Hello {first_name},\n\n{}\n\nSojourn\n", words.join("\n\n")),
        to_name: brief.name,
    };
    cx.enqueue(&letter).await
}

fn day_of(recorded: &Recorded, field: &str) -> Option<NaiveDate> {
    recorded.payload.get(field)?.as_str()?.parse().ok()
}

fn gate_opened<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let (s, today) = (about.record.secondment.clone(), cx.today());
        let when = s.starts_on.map_or_else(|| "soon".to_owned(), |day| format!("on {}", near(day, today)));
        let (name, host, link) = (&about.name, &about.host, &about.link);
        let subject = format!("Ready to start: {name} at {host} {when}");
        let ready = format!("All checks are done. {name} starts at {host} {when}.");
        let ask = format!("On the first day, confirm that {name} has arrived: {link}/start");
        tell(cx, recorded, s.host_manager, &subject, &[ready.clone(), ask]).await?;
        let look = format!("See the whole record: {link}");
        tell(cx, recorded, s.home_manager, &subject, &[ready, look.clone()]).await?;
        let yours = format!(
            "All checks are done. You start at {host} {when}. Your agreement and goals are on the record."
        );
        tell(
            cx,
            recorded,
            Some(s.secondee),
            &format!("You’re ready to start at {host} {when}"),
            &[yours, look],
        )
        .await
    })
}

fn arrived<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let s = about.record.secondment.clone();
        let day = day_of(recorded, "on").map(long).unwrap_or_default();
        let (name, host, link) = (&about.name, &about.host, &about.link);
        let subject = format!("{name} has arrived at {host}");
        let fact = format!("{} confirmed that {name} arrived at {host} on {day}.", cx.actor.name);
        let ask = format!("Talk within the first two weeks and note it: {link}/check-ins");
        tell(cx, recorded, s.home_manager, &subject, &[fact.clone(), ask.clone()]).await?;
        tell(cx, recorded, s.host_manager, &subject, &[fact, ask]).await?;
        let yours = format!("{} confirmed that you arrived at {host} on {day}.", cx.actor.name);
        let look = format!("Your goals, agreement and check-ins are here: {link}");
        tell(cx, recorded, Some(s.secondee), &format!("Your arrival at {host} is confirmed"), &[yours, look])
            .await
    })
}

fn noted<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let s = about.record.secondment.clone();
        let subject = format!("Notes of the check-in: {}", about.name);
        let fact = format!("{} noted the check-in of {}.", cx.actor.name, about.name);
        let ask = format!("Say whether the notes are right: {}/check-ins", about.link);
        for person in [Some(s.secondee), s.home_manager, s.host_manager] {
            tell(cx, recorded, person, &subject, &[fact.clone(), ask.clone()]).await?;
        }
        Ok(())
    })
}

fn returned<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let (s, today) = (about.record.secondment.clone(), cx.today());
        let day = day_of(recorded, "on").unwrap_or(today);
        let due = near(debrief_due(day), today);
        let (name, host, link) = (&about.name, &about.host, &about.link);
        let ask = format!(
            "Hold the debrief by {due}: the eight questions again, what was brought back, what to do differently. {link}/debrief"
        );
        let yours = format!("{} confirmed that you’re back from {host} since {}.", cx.actor.name, long(day));
        let subject = format!("Welcome back. Debrief by {due}");
        tell(cx, recorded, Some(s.secondee), &subject, &[yours, ask.clone()]).await?;
        let fact = format!("{name} is back from {host} since {}.", long(day));
        let subject = format!("Debrief by {due}: {name}");
        tell(cx, recorded, s.home_manager, &subject, &[fact.clone(), ask]).await?;
        let look = format!("Thank you for having them. The record: {link}");
        tell(cx, recorded, s.host_manager, &format!("{name} is back home"), &[fact, look]).await
    })
}

fn debriefed<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let s = about.record.secondment.clone();
        let subject = format!("Debrief written: {} at {}", about.name, about.host);
        let fact = format!("{} wrote the debrief. With it the secondment is closed.", cx.actor.name);
        let look = format!("Read it: {}/debrief", about.link);
        for person in [Some(s.secondee), s.home_manager, s.host_manager] {
            tell(cx, recorded, person, &subject, &[fact.clone(), look.clone()]).await?;
        }
        Ok(())
    })
}

/// The working day by which the debrief is due.
#[must_use]
pub(super) fn debrief_due(returned: NaiveDate) -> NaiveDate {
    WorkingPattern::STANDARD.on_or_after(returned + Duration::days(DEBRIEF_DAYS))
}
