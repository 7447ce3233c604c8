//! How often the text was shown to somebody who signs it. Kept as part of the evidence: whoever looks at what they are
//! asked to sign leaves that trace and no other.

mod store;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sojourn_kit::error::Result;

use crate::actor::Actor;
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::door::Door;
use crate::features::agreements::model::{Agreement, Signatory, SignatoryId, SignatoryStatus};

/// How often a text was shown to one person before they signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Views {
    /// How often.
    pub times: i64,
    /// When for the first time.
    pub first_at: DateTime<Utc>,
    /// When for the last time.
    pub last_at: DateTime<Utc>,
}

/// How often the text was shown to the one who signs it now.
///
/// # Errors
/// When the database does not answer.
pub async fn of(cx: &mut Cx, signatory: &Signatory) -> Result<Option<Views>> {
    store::load(cx, signatory.id, signatory.person).await
}

/// Notes that the newest text of a record was shown to the actor, if they have to sign it. Ends the work that read it:
/// whoever waits for the turn to write keeps no connection from others.
pub async fn shown(door: &Door, mut cx: Cx, number: &str) {
    let open = store::open_on(&mut cx, number, door.actor.person).await;
    drop(cx);
    finish(door.app(), &door.actor, door.meta(), open).await;
}

/// Notes that a certain version was shown to the actor, if they have to sign it.
pub async fn shown_version<P>(door: &Door, mut cx: Cx, agreement: &Agreement<P>) {
    if !agreement.is_open() {
        return;
    }
    let open = store::open_in(&mut cx, agreement.id, door.actor.person).await;
    drop(cx);
    finish(door.app(), &door.actor, door.meta(), open).await;
}

/// Notes that the text was shown to somebody without an account.
pub async fn shown_outside<P>(
    app: &App,
    actor: &Actor,
    meta: &Meta,
    agreement: &Agreement<P>,
    own: &Signatory,
) {
    let has_to = matches!(own.status, SignatoryStatus::Waiting | SignatoryStatus::Asked);
    let open = (agreement.is_open() && has_to).then_some(own.id);
    finish(app, actor, meta, Ok(open)).await;
}

/// A view that could not be kept is no reason to keep the text from its reader.
async fn finish(app: &App, actor: &Actor, meta: &Meta, open: Result<Option<SignatoryId>>) {
    let kept = match open {
        Ok(Some(signatory)) => keep(app, actor, meta, signatory).await,
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = kept {
        tracing::warn!(%error, "a view of an agreement was not noted");
    }
}

async fn keep(app: &App, actor: &Actor, meta: &Meta, signatory: SignatoryId) -> Result<()> {
    let mut cx = super::aside(app, actor, meta).await?;
    store::add(&mut cx, signatory).await?;
    cx.commit().await
}
