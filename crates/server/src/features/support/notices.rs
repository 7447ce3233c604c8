//! The letters: that somebody asks for help, that there is an answer, and that one is overdue. What is asked stands
//! behind sign-in only, and of what is private a letter does not even name who asks.

use std::time::Duration;

use sojourn_calendar::format::near;
use sojourn_kit::error::Result;

use super::model::{Addressee, SupportRequestId};
use super::store::{self, Waiting};
use crate::actor::PersonId;
use crate::app::App;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::people;
use crate::features::secondments::mine::store::mobility;
use crate::features::secondments::store::of_product;
use crate::features::secondments::{Record, Secondment};
use crate::jobs::{Job, JobFuture, for_each_batch};
use crate::letter::{Letter, tell};

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[("support.asked", asked), ("support.answered", answered)];

/// Tells of requests that nobody answered in time.
pub const OVERDUE: Job = Job { name: "support-overdue", every: Duration::from_secs(3600), run };

/// Requests of one transaction.
const BATCH: i64 = 100;

/// Those who answer a request.
async fn addressees(cx: &mut Cx, s: &Secondment, addressee: Addressee) -> Result<Vec<PersonId>> {
    let managers = match addressee {
        Addressee::Home => vec![s.home_manager],
        Addressee::Host => vec![s.host_manager],
        Addressee::Both => vec![s.home_manager, s.host_manager],
        Addressee::Mobility => return desk(cx, s).await,
    };
    let mut all: Vec<PersonId> = managers.into_iter().flatten().collect();
    all.dedup();
    all.retain(|person| *person != s.secondee);
    Ok(all)
}

/// The mobility team without those who are part of the record themselves.
async fn desk(cx: &mut Cx, s: &Secondment) -> Result<Vec<PersonId>> {
    let mut desk = mobility(cx, s.home_organisation).await?;
    let parts = [Some(s.secondee), s.home_manager, s.host_manager];
    desk.retain(|person| !parts.contains(&Some(*person)));
    Ok(desk)
}

/// Who asks, as far as a letter says it.
async fn who(cx: &mut Cx, s: &Secondment, addressee: Addressee) -> Result<String> {
    match addressee {
        Addressee::Mobility => Ok("Somebody who is away".to_owned()),
        _ => Ok(people::store::brief(cx, s.secondee).await?.name),
    }
}

async fn about(cx: &mut Cx, recorded: &Recorded) -> Result<(Waiting, Record)> {
    let waiting = store::of_letter(cx, SupportRequestId(recorded.subject)).await?;
    let record = of_product(cx, waiting.secondment).await?;
    Ok((waiting, record))
}

fn link(cx: &Cx, s: &Secondment, id: SupportRequestId) -> String {
    format!("{}/secondments/{}/support/{id}", cx.app.config.base_url, s.number)
}

fn asked<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (waiting, record) = about(cx, recorded).await?;
        let (s, request) = (&record.secondment, &waiting.request);
        let who = who(cx, s, request.addressee).await?;
        let due = near(request.due_on, cx.today());
        let words = [
            format!("{who} asks for help. Please answer by {due}."),
            format!("Read and answer: {}", link(cx, s, request.id)),
        ];
        let (cause, subject) = (format!("support/{}", request.id), format!("{who} asks for help"));
        let letter =
            Letter { cause: &cause, kind: "support_asked", about: s.id.0, subject: &subject, words: &words };
        for person in addressees(cx, s, request.addressee).await? {
            tell(cx, Some(person), letter).await?;
        }
        Ok(())
    })
}

fn answered<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (waiting, record) = about(cx, recorded).await?;
        let (s, request) = (&record.secondment, &waiting.request);
        let cause = format!("support-said/{}/{}", recorded.stream, recorded.seq);
        let read = format!("Read it: {}", link(cx, s, request.id));
        if cx.actor.person != s.secondee {
            let words = [format!("{} answered what you asked.", cx.actor.name), read];
            let subject = "There is an answer to what you asked";
            let letter =
                Letter { cause: &cause, kind: "support_answered", about: s.id.0, subject, words: &words };
            return tell(cx, Some(s.secondee), letter).await;
        }
        let who = who(cx, s, request.addressee).await?;
        let words = [format!("{who} wrote more about the help that is asked for."), read];
        let subject = format!("{who} wrote again");
        let letter =
            Letter { cause: &cause, kind: "support_again", about: s.id.0, subject: &subject, words: &words };
        for person in addressees(cx, s, request.addressee).await? {
            tell(cx, Some(person), letter).await?;
        }
        Ok(())
    })
}

fn run(app: App) -> JobFuture {
    Box::pin(async move {
        for_each_batch(&app, "help that nobody answered", |cx, after| Box::pin(batch(cx, after))).await
    })
}

async fn batch(cx: &mut Cx, after: SupportRequestId) -> Result<Option<SupportRequestId>> {
    let today = cx.today();
    let found = store::overdue(cx, today, after, BATCH).await?;
    for waiting in &found {
        alert(cx, waiting).await?;
    }
    Ok(found.last().map(|waiting| waiting.request.id))
}

/// Tells those who should have answered, and the mobility team, once for each day that was missed: a second run
/// writes nothing.
async fn alert(cx: &mut Cx, waiting: &Waiting) -> Result<()> {
    let record = of_product(cx, waiting.secondment).await?;
    let (s, request) = (&record.secondment, &waiting.request);
    let who = who(cx, s, request.addressee).await?;
    let words = [
        format!("{who} asked for help, and nobody answered by {}.", near(request.due_on, cx.today())),
        format!("Read and answer: {}", link(cx, s, request.id)),
    ];
    let cause = format!("support-overdue/{}/{}", request.id, request.due_on);
    let subject = format!("{who} still waits for help");
    let letter =
        Letter { cause: &cause, kind: "support_overdue", about: s.id.0, subject: &subject, words: &words };
    let mut all = addressees(cx, s, request.addressee).await?;
    for person in desk(cx, s).await? {
        if !all.contains(&person) {
            all.push(person);
        }
    }
    for person in all {
        tell(cx, Some(person), letter).await?;
    }
    Ok(())
}
