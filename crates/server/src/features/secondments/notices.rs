//! Letters about a record that will not go ahead.

use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::outbox::Outgoing;

use super::actions::{Cancelled, Withdrawn};
use super::model::{Record, SecondmentId, Workflow};
use super::parties::{Parties, people_of};
use super::{steps, store};
use crate::cx::Cx;
use crate::event::{Event, Hook, HookFuture, Recorded};
use crate::features::people;

/// Which event makes which letter.
pub const LETTERS: &[(&str, Hook)] = &[(Withdrawn::KIND, withdrawn), (Cancelled::KIND, cancelled)];

/// What both events carry.
#[derive(Deserialize)]
struct Ended {
    was: Workflow,
    reason: String,
}

fn withdrawn<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(tell(cx, event, "withdrew"))
}

fn cancelled<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(tell(cx, event, "called off"))
}

/// Tells everybody on the record but the one who did it. Of a draft nobody had heard.
async fn tell(cx: &mut Cx, event: &Recorded, did: &str) -> Result<()> {
    let ended: Ended = serde_json::from_value(event.payload.clone()).map_err(Error::internal)?;
    if ended.was == Workflow::Idea {
        return Ok(());
    }
    let record = match store::load_by_id(cx, SecondmentId(event.subject)).await {
        Ok(record) => record,
        Err(Error::NotFound) => return Ok(()),
        Err(other) => return Err(other),
    };
    let parties = Parties::of(cx, &record).await?;
    for person in people_of(&record.secondment) {
        if person != cx.actor.person {
            letter(cx, event, &record, &parties, person, (did, &ended.reason)).await?;
        }
    }
    Ok(())
}

async fn letter(
    cx: &mut Cx,
    event: &Recorded,
    record: &Record,
    parties: &Parties,
    person: crate::actor::PersonId,
    (did, reason): (&str, &str),
) -> Result<()> {
    let to = people::store::brief(cx, person).await?;
    let Some(to_address) = to.email else { return Ok(()) };
    let number = &record.secondment.number;
    let link = if to.has_account {
        format!("\n\nThe record: {}/secondments/{number}", cx.app.config.base_url)
    } else {
        String::new()
    };
    let body = format!(
        "Hello {},\n\n{} {did} this secondment: {}.\n\n“{}”\n\nYou don’t need to do anything.{link}\n",
        steps::first_name(&to.name),
        cx.actor.name,
        parties.title(),
        reason.trim(),
    );
    let letter = Outgoing {
        dedup: event.dedup(person),
        kind: event.kind.to_owned(),
        subject_id: Some(event.subject),
        to_name: to.name,
        to_address,
        subject: format!("Not going ahead: {}", parties.title()),
        body,
    };
    cx.enqueue(&letter).await
}
