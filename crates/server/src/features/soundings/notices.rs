//! The letter about the host’s answer: to the secondee, who wrote the proposal, and who asked.

use sojourn_kit::error::Result;

use super::model::{HostSays, SoundingId};
use super::store;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::secondments::{self, SecondmentId};
use crate::letter::tell_of;

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[("sounding.answered", answered)];

fn answered<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let id = recorded.payload.get("sounding").and_then(serde_json::Value::as_str);
        let Some(id) = id.and_then(|id| id.parse::<SoundingId>().ok()) else { return Ok(()) };
        let s = secondments::store::of_product(cx, SecondmentId(recorded.subject)).await?.secondment;
        let sounding = store::load(cx, s.id, id).await?;
        let Some(given) = store::answers(cx, id).await?.pop() else { return Ok(()) };
        let lead = match given.answer {
            HostSays::Yes => "says yes in principle",
            HostSays::NotNow => "says not now",
            HostSays::Question => "has a question",
        };
        let mut words = vec![format!("{} {lead}.", sounding.name)];
        if !given.words.is_empty() {
            words.push(format!("“{}”", given.words));
        }
        words.push(format!("{}/secondments/{}/host-answer", cx.app.config.base_url, s.number));
        let mut readers = vec![s.secondee, s.author, sounding.asked_by];
        readers.sort_unstable();
        readers.dedup();
        for person in readers {
            write(cx, recorded, person, &format!("{} {lead}", sounding.name), &words).await?;
        }
        Ok(())
    })
}

async fn write(
    cx: &mut Cx,
    recorded: &Recorded,
    person: crate::actor::PersonId,
    subject: &str,
    words: &[String],
) -> Result<()> {
    tell_of(cx, recorded, Some(person), subject, words).await
}
