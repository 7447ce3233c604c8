//! One letter to each reader: that there is an entry, never what it says.

use sojourn_kit::error::{Error, Result};

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Event, Hook, HookFuture, Recorded};
use crate::features::secondments::SecondmentId;
use crate::features::secondments::store::load_by_id;
use crate::letter::tell_of;

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[(super::events::JournalShared::KIND, shared)];

fn shared<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(tell_readers(cx, recorded))
}

async fn tell_readers(cx: &mut Cx, recorded: &Recorded) -> Result<()> {
    let readers: Vec<PersonId> =
        serde_json::from_value(recorded.payload["readers"].clone()).map_err(Error::internal)?;
    let record = load_by_id(cx, SecondmentId(recorded.subject)).await?;
    let name = cx.actor.name.clone();
    let link = format!("{}/secondments/{}/journal", cx.app.config.base_url, record.secondment.number);
    let words = [
        format!("{name} shared an entry of the journal with you."),
        format!("Read it: {link}"),
        "It’s their private journal: please don’t pass it on.".to_owned(),
    ];
    for reader in readers {
        tell_of(cx, recorded, Some(reader), &format!("{name} shared a journal entry"), &words).await?;
    }
    Ok(())
}
