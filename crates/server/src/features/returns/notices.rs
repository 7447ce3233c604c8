//! The letters of the way back: who is asked for which part, who hears that a post is at risk.

use sojourn_calendar::format::{long, near};
use sojourn_kit::error::Result;

use super::events::{PlanOpened, PostAnswered, PostSaid, ProposalAnswered, RoleNamed, SkillProposed};
use super::model::stage::meet_by;
use super::model::{CheckId, KnowledgeId, PostStatus, standing};
use super::{actions, store};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Event, Hook, HookFuture, Recorded};
use crate::features::secondments::mine::store::mobility;
use crate::features::secondments::parties::Parties;
use crate::features::secondments::store::of_product;
use crate::features::secondments::{Record, SecondmentId};
use crate::letter::{Letter, tell};

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[
    (PlanOpened::KIND, opened),
    (RoleNamed::KIND, named),
    (PostSaid::KIND, post_said),
    (PostAnswered::KIND, post_answered),
    (SkillProposed::KIND, proposed),
    (ProposalAnswered::KIND, proposal_answered),
];

/// What a letter is about.
struct About {
    record: Record,
    name: String,
    host: String,
    link: String,
}

impl About {
    async fn of(cx: &mut Cx, id: SecondmentId) -> Result<Self> {
        let record = of_product(cx, id).await?;
        let parties = Parties::of(cx, &record).await?;
        Ok(Self {
            name: parties.secondee.name.clone(),
            host: parties.host_name().unwrap_or("the host").to_owned(),
            link: format!("{}/secondments/{}", cx.app.config.base_url, record.secondment.number),
            record,
        })
    }

    async fn of_event(cx: &mut Cx, recorded: &Recorded) -> Result<Self> {
        Self::of(cx, SecondmentId(recorded.subject)).await
    }

    /// The record of an event whose subject is a thing on it.
    async fn of_payload(cx: &mut Cx, recorded: &Recorded) -> Result<Self> {
        Self::of(cx, record_of(recorded)).await
    }
}

/// The record that an event is about, also when it happened to a thing on it.
fn record_of(recorded: &Recorded) -> SecondmentId {
    let id = recorded.payload.get("secondment").and_then(serde_json::Value::as_str);
    id.and_then(|text| text.parse().ok()).unwrap_or(SecondmentId(recorded.subject))
}

async fn all(
    cx: &mut Cx,
    recorded: &Recorded,
    people: &[Option<PersonId>],
    subject: &str,
    words: &[String],
) -> Result<()> {
    let cause = format!("{}/{}", recorded.stream, recorded.seq);
    let letter = Letter { cause: &cause, kind: recorded.kind, about: record_of(recorded).0, subject, words };
    for person in people {
        tell(cx, *person, letter).await?;
    }
    Ok(())
}

fn opened<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let About { record, name, host, link } = About::of_event(cx, recorded).await?;
        let (s, today) = (&record.secondment, cx.today());
        let last = s.ends_on.unwrap_or(today);
        let (end, meet) = (near(last, today), near(meet_by(last, today), today));
        let yours = [
            format!("Your time at {host} ends on {end}. Your return plan is open."),
            format!("Write what you want to use at home and what you want to learn next: {link}/return-plan"),
        ];
        let subject = format!("Your return plan is open: last day {end}");
        all(cx, recorded, &[Some(s.secondee)], &subject, &yours).await?;
        let home = [
            format!("{name} comes back from {host}; the last day is {end}."),
            format!(
                "Name the role, the first project and whom they teach, and meet by {meet}: {link}/return-plan"
            ),
        ];
        all(cx, recorded, &[s.home_manager], &format!("Plan the return of {name}"), &home).await?;
        let host_words = [
            format!("{name}’s last day with you is {end}."),
            format!("Write what stays with you and who carries it on: {link}/return-plan"),
        ];
        all(cx, recorded, &[s.host_manager], &format!("Handover with {name}, last day {end}"), &host_words)
            .await
    })
}

fn named<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let About { record, link, .. } = About::of_event(cx, recorded).await?;
        let day = recorded.payload.get("meeting_on").and_then(serde_json::Value::as_str);
        let day = day.and_then(|day| day.parse().ok()).map(long).unwrap_or_default();
        let words = [
            format!("{} named your role and your first project at home.", cx.actor.name),
            format!("You meet about it on {day}. Read it: {link}/return-plan"),
        ];
        all(cx, recorded, &[Some(record.secondment.secondee)], "Your role at home is named", &words).await
    })
}

/// An alarm goes to the secondee, the home manager and the mobility team; so does the word that it is over. What was
/// reported as something that happened has told the secondee already, with the same facts and in kinder words.
fn post_said<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let About { record, name, link, .. } = About::of_event(cx, recorded).await?;
        let s = record.secondment.clone();
        let post = actions::current_post(cx, &record).await?;
        let is_reported = recorded.payload.get("reported").and_then(serde_json::Value::as_bool) == Some(true);
        let mut people: Vec<Option<PersonId>> = vec![s.home_manager];
        people.extend(mobility(cx, s.home_organisation).await?.into_iter().map(Some));
        people.dedup();
        people.retain(|person| *person != Some(s.secondee));
        let (subject, ask) = match post.status {
            PostStatus::AtRisk | PostStatus::Removed => (
                format!("Post at home {}: {name}", post.status.label().to_lowercase()),
                format!("Talk with {name} now and offer what they can come back to: {link}/return-plan"),
            ),
            PostStatus::Alternative => {
                (format!("Another post is offered: {name}"), format!("Read it: {link}/return-plan"))
            }
            PostStatus::Held => {
                (format!("Post at home stands: {name}"), format!("Read it: {link}/return-plan"))
            }
        };
        all(cx, recorded, &people, &subject, &[format!("{}.", standing(&post)), ask]).await?;
        if is_reported {
            return Ok(());
        }
        let (subject, ask) = match post.status {
            PostStatus::Alternative => (
                "Another post is offered to you",
                format!(
                    "Say whether it is right for you. The promise stands until you do: {link}/return-plan"
                ),
            ),
            PostStatus::Held => ("Your post at home stands", format!("Read it: {link}/return-plan")),
            _ => (
                "Your post at home: talk with us",
                format!(
                    "You are consulted as if you were there; nothing is decided without you: {link}/return-plan"
                ),
            ),
        };
        all(cx, recorded, &[Some(s.secondee)], subject, &[format!("{}.", standing(&post)), ask]).await
    })
}

fn post_answered<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let About { record, name, link, .. } = About::of_event(cx, recorded).await?;
        let s = record.secondment.clone();
        let said = if recorded.payload["accepted"] == true { "takes" } else { "declined" };
        let mut people: Vec<Option<PersonId>> = vec![s.home_manager];
        people.extend(mobility(cx, s.home_organisation).await?.into_iter().map(Some));
        people.dedup();
        let words =
            [format!("{name} {said} the post that was offered."), format!("Read it: {link}/return-plan")];
        all(cx, recorded, &people, &format!("{name} {said} the offered post"), &words).await
    })
}

fn proposed<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let About { record, name, link, .. } = About::of_payload(cx, recorded).await?;
        let words = [format!(
            "{name} proposes something from the time away. Say what comes of it: {link}/skills-use"
        )];
        all(cx, recorded, &[record.secondment.home_manager], &format!("A proposal from {name}"), &words).await
    })
}

fn proposal_answered<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let About { record, link, .. } = About::of_payload(cx, recorded).await?;
        let words = [format!("{} answered your proposal: {link}/skills-use", cx.actor.name)];
        all(cx, recorded, &[Some(record.secondment.secondee)], "Your proposal was answered", &words).await
    })
}

/// A month before the end nobody has named a role: home manager and mobility team hear it, once.
pub(super) async fn no_role_yet(cx: &mut Cx, record: &Record) -> Result<()> {
    let about = About::of(cx, record.secondment.id).await?;
    let s = &record.secondment;
    let Some(last) = s.ends_on else { return Ok(()) };
    let words = [
        format!("{}’s last day is {}, and no role at home is named yet.", about.name, near(last, cx.today())),
        format!("Name it, with the first project: {}/return-plan", about.link),
    ];
    let (cause, subject) =
        (format!("no-role/{}/{last}", s.id), format!("No return role yet: {}", about.name));
    let letter =
        Letter { cause: &cause, kind: "return_no_role", about: s.id.0, subject: &subject, words: &words };
    let mut people: Vec<PersonId> = s.home_manager.into_iter().collect();
    people.extend(mobility(cx, s.home_organisation).await?);
    people.retain(|person| *person != s.secondee);
    people.dedup();
    for person in people {
        tell(cx, Some(person), letter).await?;
    }
    Ok(())
}

/// Asks the secondee how it is to be back.
pub(super) async fn ask_check(cx: &mut Cx, record: &Record, check: CheckId) -> Result<()> {
    let about = About::of(cx, record.secondment.id).await?;
    let s = &record.secondment;
    let checks = store::checks(cx, record).await?;
    let Some(check) = checks.into_iter().find(|one| one.id == check) else { return Ok(()) };
    let words = [
        "Three short questions, two minutes. The numbers are for you and the mobility team alone.".to_owned(),
        format!("Answer here: {}/reentry/{}", about.link, check.day.days()),
    ];
    let cause = check.id.to_string();
    let subject = format!("{} at home: how is it?", check.day.label());
    let letter =
        Letter { cause: &cause, kind: "reentry_asked", about: s.id.0, subject: &subject, words: &words };
    tell(cx, Some(s.secondee), letter).await
}

/// Reminds the secondee of something that is to be passed on today.
pub(super) async fn remind_knowledge(cx: &mut Cx, record: &Record, knowledge: KnowledgeId) -> Result<()> {
    let about = About::of(cx, record.secondment.id).await?;
    let s = &record.secondment;
    let known = store::knowledge(cx, record).await?;
    let Some(one) = known.into_iter().find(|one| one.id == knowledge) else { return Ok(()) };
    let words = [
        format!("“{}” for {} is due on {}.", one.what, one.recipients, near(one.due_on, cx.today())),
        format!("Once it is done, note it: {}/skills-use", about.link),
    ];
    let (cause, subject) = (one.id.to_string(), format!("To pass on: {}", one.what));
    let letter =
        Letter { cause: &cause, kind: "knowledge_due", about: s.id.0, subject: &subject, words: &words };
    tell(cx, Some(s.secondee), letter).await
}
