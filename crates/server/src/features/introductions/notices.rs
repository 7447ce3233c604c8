//! The letters: a first word, and its answer.

use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use super::store;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::people;
use crate::features::secondments::store::load_by_id;
use crate::features::secondments::{Record, SecondmentId, steps};
use crate::letter::tell_of;

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[("introduction.sent", sent), ("introduction.answered", answered)];

fn sent<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        if recorded.payload.get("first").and_then(serde_json::Value::as_bool) != Some(true) {
            return Ok(());
        }
        let record = load_by_id(cx, SecondmentId(recorded.subject)).await?;
        let s = record.secondment.clone();
        let secondee = people::store::brief(cx, s.secondee).await?;
        let subject = format!("{} introduces themself to your team", secondee.name);
        let Some(manager) = s.host_manager else { return Ok(()) };
        if !people::store::brief(cx, manager).await?.has_account {
            return by_mail(cx, recorded, &record, &subject).await;
        }
        let words = [
            format!("{} has written a first word to your team before the first day.", secondee.name),
            format!("Read and answer it: {}/secondments/{}/introduction", cx.app.config.base_url, s.number),
        ];
        tell_of(cx, recorded, Some(manager), &subject, &words).await
    })
}

/// A contact without a sign-in reads the words in the letter, and answers the secondee by mail.
async fn by_mail(cx: &mut Cx, recorded: &Recorded, record: &Record, subject: &str) -> Result<()> {
    let s = &record.secondment;
    let Some(manager) = s.host_manager else { return Ok(()) };
    let (to, secondee) =
        (people::store::brief(cx, manager).await?, people::store::brief(cx, s.secondee).await?);
    let Some(to_address) = to.email else { return Ok(()) };
    let words = store::find(cx, record).await?.words;
    let reach = secondee.email.map(|email| format!(" Their address: {email}")).unwrap_or_default();
    let letter = Outgoing {
        dedup: recorded.dedup(manager),
        kind: "introduction_sent".to_owned(),
        subject_id: Some(s.id.0),
        to_address,
        subject: subject.to_owned(),
        body: format!(
            "Hello {},\n\n{} writes to your team before the first day:\n\n“{words}”\n\nPlease answer them directly.{reach}\n\n\
             Sojourn\n",
            steps::first_name(&to.name),
            secondee.name
        ),
        to_name: to.name,
    };
    cx.enqueue(&letter).await
}

fn answered<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let record = load_by_id(cx, SecondmentId(recorded.subject)).await?;
        let s = &record.secondment;
        let words = [
            format!("{} answered your first word.", cx.actor.name),
            format!("Read it: {}/secondments/{}/introduction", cx.app.config.base_url, s.number),
        ];
        let subject = format!("{} answered you", cx.actor.name);
        tell_of(cx, recorded, Some(s.secondee), &subject, &words).await
    })
}
