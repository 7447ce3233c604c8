//! The letters of approvals: whose turn it is, what became of it, questions, delegations and appeals.

use sojourn_calendar::format;
use sojourn_kit::error::{Error, Result};

use super::events::{
    Answered, AppealAnswered, Appealed, Asked, Cleared, Declined, Delegated, DelegationEnded, Questioned,
    SentBack, Unheld,
};
use super::model::{DelegationId, Refusal, Route, Step, StepId, appeal_deadline};
use super::{actions, holders, store};
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::event::{Event, Hook, HookFuture, Recorded};
use crate::features::secondments::{self, Parties, Record, SecondmentId, steps::first_name};
use crate::features::{people, proposals};
use crate::letter::tell_of;

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[
    (Asked::KIND, asked),
    (Unheld::KIND, unheld),
    (SentBack::KIND, sent_back),
    (Declined::KIND, declined),
    (Cleared::KIND, cleared),
    (Questioned::KIND, questioned),
    (Answered::KIND, answered),
    (Appealed::KIND, appealed),
    (AppealAnswered::KIND, appeal_answered),
    (Delegated::KIND, delegated),
    (DelegationEnded::KIND, delegation_ended),
];

/// What a letter about a record is written from, whoever acted.
pub(super) struct Story {
    pub(super) record: Record,
    pub(super) parties: Parties,
    pub(super) link: String,
}

pub(super) async fn story(cx: &mut Cx, id: SecondmentId) -> Result<Story> {
    let record = secondments::store::of_product(cx, id).await?;
    let parties = Parties::of(cx, &record).await?;
    let link = format!("{}/secondments/{}/approvals", cx.app.config.base_url, record.secondment.number);
    Ok(Story { record, parties, link })
}

/// The step that an event is about, on the newest route.
async fn step_of(cx: &mut Cx, event: &Recorded) -> Result<(Route, Step)> {
    let step = event.payload.get("step").and_then(serde_json::Value::as_str).unwrap_or_default();
    let step: StepId = step.parse().map_err(Error::internal)?;
    let route = store::newest(cx, SecondmentId(event.subject)).await?.ok_or(Error::NotFound)?;
    let found = route.steps.iter().find(|one| one.id == step).cloned().ok_or(Error::NotFound)?;
    Ok((route, found))
}

fn person(event: &Recorded, field: &str) -> Option<PersonId> {
    event.payload.get(field)?.as_str()?.parse().ok()
}

async fn write(
    cx: &mut Cx,
    event: &Recorded,
    to: &[PersonId],
    subject: &str,
    words: &[String],
) -> Result<()> {
    for one in to {
        tell_of(cx, event, Some(*one), subject, words).await?;
    }
    Ok(())
}

fn asked<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, SecondmentId(event.subject)).await?;
        let (_, step) = step_of(cx, event).await?;
        let due = step.due_on.map(|day| format::near(day, cx.today())).unwrap_or_default();
        let subject = format!("Approve by {due}: {}", story.parties.title());
        let words = [
            format!("The home manager agrees, and now it is for {} to approve it.", step.by.label()),
            format!("You are asked because: {}", step.reason),
            format!("Read it and answer by {due}: {}", story.link),
            "You can approve it, ask a question, send it back, or decline with a reason.".to_owned(),
        ];
        let to = holders::told(cx, &story.record.secondment, &step).await?;
        write(cx, event, &to, &subject, &words).await
    })
}

/// Nobody can decide a step: those who give roles and those who run secondments hear it.
fn unheld<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, SecondmentId(event.subject)).await?;
        let (_, step) = step_of(cx, event).await?;
        let s = &story.record.secondment;
        let subject = format!("Nobody can approve {} as {}", s.number, step.by.label());
        let words = [
            format!(
                "{} waits for {}, and nobody who may decide it holds that role. It waits until somebody does.",
                s.number,
                step.by.label()
            ),
            format!("Give the role to somebody: {}/settings/roles", cx.app.config.base_url),
        ];
        let to = holders::desk(cx, s, &[Role::SysAdmin, Role::ProgrammeAdmin]).await?;
        write(cx, event, &to, &subject, &words).await
    })
}

/// The secondee, whoever wrote it for them, and the home manager.
fn proposers(story: &Story) -> Vec<PersonId> {
    let s = &story.record.secondment;
    let mut all: Vec<PersonId> =
        [Some(s.secondee), Some(s.author), s.home_manager].into_iter().flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Who decided: "Dev Kapoor, for Maya Okonjo," with the role.
async fn decider(cx: &mut Cx, step: &Step) -> Result<String> {
    let Some(decided) = &step.decided else { return Ok(cx.actor.name.clone()) };
    let name = people::store::brief(cx, decided.by).await?.name;
    Ok(match decided.in_place_of {
        Some(other) => format!("{name}, for {}", people::store::brief(cx, other).await?.name),
        None => format!("{name} ({})", step.by.label()),
    })
}

fn sent_back<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, SecondmentId(event.subject)).await?;
        let (_, step) = step_of(cx, event).await?;
        let reason = step.decided.as_ref().map(|one| one.reason.clone()).unwrap_or_default();
        let number = &story.record.secondment.number;
        let words = [
            format!("{} needs more before approving.", decider(cx, &step).await?),
            format!("“{reason}”"),
            format!(
                "Every answer is still there. It is a draft again: change what is needed and send it once more. \
                 {}/secondments/{number}/propose/check",
                cx.app.config.base_url
            ),
        ];
        let subject = format!("Sent back: {}", story.parties.title());
        write(cx, event, &proposers(&story), &subject, &words).await
    })
}

fn declined<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, SecondmentId(event.subject)).await?;
        let (_, step) = step_of(cx, event).await?;
        let reason = step.decided.as_ref().map(|one| one.reason.clone()).unwrap_or_default();
        let words = [
            format!("{} did not approve it, so it does not go ahead.", decider(cx, &step).await?),
            format!("“{reason}”"),
            format!(
                "Nothing that was written is lost. If you see it differently, talk to the mobility team, or ask within \
                 ten working days for somebody else to look at it: {}/secondments/{}/appeal",
                cx.app.config.base_url, story.record.secondment.number
            ),
        ];
        let subject = format!("Not approved: {}", story.parties.title());
        write(cx, event, &proposers(&story), &subject, &words).await
    })
}

/// All have approved. When nobody had to, the letter of the release has said everything.
fn cleared<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        if event.payload.get("steps").and_then(serde_json::Value::as_i64) == Some(0) {
            return Ok(());
        }
        let story = story(cx, SecondmentId(event.subject)).await?;
        let words = [
            "Everybody at home who had to approve it has done so.".to_owned(),
            format!(
                "The agreement is drafted next. Nothing starts before everybody has signed. {}",
                story.link
            ),
        ];
        let subject = format!("Approved: {}", story.parties.title());
        write(cx, event, &proposers(&story), &subject, &words).await
    })
}

fn questioned<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, SecondmentId(event.subject)).await?;
        let (route, _) = step_of(cx, event).await?;
        let asked = store::questions::of_route(cx, route.id).await?;
        let Some(question) = actions::open_question(&asked) else { return Ok(()) };
        let words = [
            format!("{} asks before deciding:", cx.actor.name),
            format!("“{}”", question.question),
            format!("Answer here: {}", story.link),
        ];
        let subject = format!("A question: {}", story.parties.title());
        write(cx, event, &proposers(&story), &subject, &words).await
    })
}

fn answered<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, SecondmentId(event.subject)).await?;
        let words = [format!("{} answered your question. Read it and decide: {}", cx.actor.name, story.link)];
        let subject = format!("Answered: {}", story.parties.title());
        tell_of(cx, event, person(event, "asked_by"), &subject, &words).await
    })
}

fn appealed<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, SecondmentId(event.subject)).await?;
        let s = &story.record.secondment;
        let decided = proposals::store::decisions(cx, s.id).await?;
        let refusal = Refusal::of(decided.first(), store::newest(cx, s.id).await?.as_ref());
        let by = format::near(appeal_deadline(cx.today()), cx.today());
        let words = [
            format!("{} asks for somebody else to look at this refusal.", first_name(&cx.actor.name)),
            format!(
                "Read both sides and answer by {by}: {}/secondments/{}/appeal",
                cx.app.config.base_url, s.number
            ),
        ];
        let mut to = holders::desk(cx, s, &[Role::ProgrammeAdmin, Role::Hr]).await?;
        to.retain(|one| refusal.as_ref().is_none_or(|refusal| !refusal.is_of(*one)));
        if to.is_empty() {
            return nobody_answers(cx, event, &story).await;
        }
        write(cx, event, &to, &format!("Appeal: {}", story.parties.title()), &words).await
    })
}

/// An appeal that nobody may answer is told to those who give roles.
async fn nobody_answers(cx: &mut Cx, event: &Recorded, story: &Story) -> Result<()> {
    let s = &story.record.secondment;
    let words = [
        format!(
            "An appeal on {} waits for mobility or HR, and nobody who may answer it holds either role: never whoever \
             refused.",
            s.number
        ),
        format!("Give the role to somebody: {}/settings/roles", cx.app.config.base_url),
    ];
    let to = holders::desk(cx, s, &[Role::SysAdmin]).await?;
    write(cx, event, &to, &format!("Nobody can answer the appeal on {}", s.number), &words).await
}

fn appeal_answered<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = story(cx, SecondmentId(event.subject)).await?;
        let s = &story.record.secondment;
        let answer = store::appeals::newest(cx, s.id).await?.and_then(|appeal| appeal.answer);
        let Some((outcome, reason, ..)) = answer else { return Ok(()) };
        let words = [
            format!("{} answered the appeal: {}.", cx.actor.name, outcome.label().to_lowercase()),
            format!("“{reason}”"),
            format!("{}/secondments/{}/appeal", cx.app.config.base_url, s.number),
        ];
        let subject = format!("The appeal is answered: {}", story.parties.title());
        let mut to = proposers(&story);
        to.extend(person(event, "refused_by").filter(|one| !proposers(&story).contains(one)));
        write(cx, event, &to, &subject, &words).await
    })
}

fn delegated<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let made = store::delegations::load(cx, DelegationId(event.subject)).await?;
        let days = format!("{} to {}", format::long(made.from), format::long(made.to));
        let words = [
            format!("{} asks you to decide in their place, from {days}: “{}”", made.person_name, made.reason),
            "What waits for them waits for you as well in these days, and your decisions say for whom they are."
                .to_owned(),
            format!("{}/approvals", cx.app.config.base_url),
        ];
        let subject = format!("You decide for {}", made.person_name);
        tell_of(cx, event, Some(made.delegate), &subject, &words).await
    })
}

fn delegation_ended<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let made = store::delegations::load(cx, DelegationId(event.subject)).await?;
        let words = [format!(
            "{} ended this today: {} does not decide for {} any more.",
            cx.actor.name, made.delegate_name, made.person_name
        )];
        for one in [made.delegate, made.person] {
            tell_of(cx, event, Some(one), "Deciding in somebody’s place has ended", &words).await?;
        }
        Ok(())
    })
}
