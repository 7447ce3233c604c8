//! The letters about change: who is asked, and who is told. A reason is in none of them: who may read it reads it on
//! the record.

use sojourn_calendar::format::long;
use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use super::model::{Change, ChangeKind, Needs};
use super::rules::needs;
use super::{panel, store};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::secondments::parties::{Parties, people_of};
use crate::features::secondments::store::load_by_id;
use crate::features::secondments::{Record, SecondmentId, steps};
use crate::features::{agreements, people};

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[
    ("change.asked", asked),
    ("change.answered", answered),
    ("change.agreed", agreed),
    ("change.refused", refused),
    ("change.taken_back", taken_back),
    ("change.took_effect", took_effect),
    ("change.notice_given", notice_given),
    ("change.taking_back_asked", taking_back_asked),
    ("change.notice_taken_back", notice_taken_back),
];

/// What a letter of this feature is about.
struct About {
    record: Record,
    change: Change,
    title: String,
    what: String,
    link: String,
}

impl About {
    async fn of(cx: &mut Cx, recorded: &Recorded) -> Result<Self> {
        let record = load_by_id(cx, SecondmentId(recorded.subject)).await?;
        let number = recorded.payload.get("change").and_then(serde_json::Value::as_i64).unwrap_or_default();
        let change = store::load(cx, record.secondment.id, number).await?;
        let parties = Parties::of(cx, &record).await?;
        let link =
            format!("{}/secondments/{}/changes/{number}", cx.app.config.base_url, record.secondment.number);
        Ok(Self { title: parties.title(), what: panel::in_words(&change), record, change, link })
    }

    /// Everybody on the record and the desk at home, each once.
    async fn everybody(&self, cx: &mut Cx) -> Result<Vec<PersonId>> {
        let mut all = people_of(&self.record.secondment);
        for person in agreements::store::desk(cx, self.record.secondment.home_organisation).await? {
            if !all.contains(&person) {
                all.push(person);
            }
        }
        Ok(all)
    }
}

/// Writes to everybody on the record and the desk, never to the one who did it. Somebody without an account gets the
/// words without a link.
async fn tell(
    cx: &mut Cx,
    recorded: &Recorded,
    about: &About,
    subject: &str,
    words: &str,
    ask: &str,
) -> Result<()> {
    for person in about.everybody(cx).await? {
        if person == cx.actor.person {
            continue;
        }
        let to = people::store::brief(cx, person).await?;
        let Some(to_address) = to.email else { continue };
        let link = if to.has_account { format!("\n\n{ask}: {}", about.link) } else { String::new() };
        let letter = Outgoing {
            dedup: recorded.dedup(person),
            kind: recorded.kind.replace('.', "_"),
            subject_id: Some(recorded.subject),
            to_address,
            subject: format!("{subject}: {}", about.title),
            body: format!("Hello {},\n\n{words}{link}\n\nSojourn\n", steps::first_name(&to.name)),
            to_name: to.name,
        };
        cx.enqueue(&letter).await?;
    }
    Ok(())
}

fn asked<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let name = cx.actor.name.clone();
        let (subject, ask) = match needs(about.change.kind, &about.change.values) {
            Needs::Nobody => ("A change you should know of", "Read it"),
            _ => ("A change is asked for", "Compare before and after, and answer for your side"),
        };
        let words = format!("{name} asks for a change of this secondment. {}.", about.what);
        tell(cx, recorded, &about, subject, &words, ask).await
    })
}

/// Whoever asked is told what a side says; the others see it on the record.
fn answered<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let person = about.change.asked_by;
        if person == cx.actor.person {
            return Ok(());
        }
        let what = match recorded.payload.get("answer").and_then(serde_json::Value::as_str) {
            Some("yes") => "agrees",
            Some("no") => "does not agree",
            _ => "has a question first",
        };
        let to = people::store::brief(cx, person).await?;
        let Some(to_address) = to.email.filter(|_| to.has_account) else { return Ok(()) };
        let name = cx.actor.name.clone();
        let letter = Outgoing {
            dedup: recorded.dedup(person),
            kind: "change_answered".to_owned(),
            subject_id: Some(recorded.subject),
            to_address,
            subject: format!("{name} {what}: {}", about.title),
            body: format!(
                "Hello {},\n\n{name} {what}. {}.\n\nRead it: {}\n\nSojourn\n",
                steps::first_name(&to.name),
                about.what,
                about.link
            ),
            to_name: to.name,
        };
        cx.enqueue(&letter).await
    })
}

fn agreed<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let words = format!(
            "Everybody agrees. {}. The next version of the agreement is drafted and comes to you for signature; until \
             all have signed, the present one counts.",
            about.what
        );
        tell(cx, recorded, &about, "Agreed, to be signed", &words, "Read it").await
    })
}

fn refused<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let words =
            format!("This change is not agreed: {}. What the agreement says still stands.", about.what);
        tell(cx, recorded, &about, "Not agreed", &words, "Read why").await
    })
}

fn taken_back<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let words =
            format!("{} took a request back: {}. You don’t need to do anything.", cx.actor.name, about.what);
        tell(cx, recorded, &about, "Taken back", &words, "Read it").await
    })
}

fn took_effect<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let words = format!("From {} this counts: {}.", long(about.change.effective_on), about.what);
        tell(cx, recorded, &about, "Now in effect", &words, "Read it").await
    })
}

fn notice_given<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let day = about.change.values.ends_on.map(long).unwrap_or_default();
        let name = cx.actor.name.clone();
        let words = if about.change.kind == ChangeKind::EarlyEnd {
            format!(
                "Everybody agreed that this secondment ends early. The last day is {day}. The way back is prepared now."
            )
        } else {
            let notice = about.change.notice.clone().unwrap_or_default();
            format!(
                "{name} gave notice ({notice}). The last day by this notice is {day}. The way back is prepared now.\n\n\
                 You can talk to the mobility team about it at any time."
            )
        };
        tell(cx, recorded, &about, "Ending early", &words, "Read it").await
    })
}

fn taking_back_asked<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let words = format!(
            "{} asks to take a notice back: {}. It stands until everybody consents.",
            cx.actor.name, about.what
        );
        tell(cx, recorded, &about, "May a notice be taken back?", &words, "Answer for your side").await
    })
}

fn notice_taken_back<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let about = About::of(cx, recorded).await?;
        let day = about.record.secondment.ends_on.map(long).unwrap_or_default();
        let words = format!("A notice was taken back with everybody’s consent. The last day is {day}.");
        tell(cx, recorded, &about, "Notice taken back", &words, "Read it").await
    })
}
