//! One piece of work: who asks, the transaction it runs in, and the time it is.

use std::any::{Any, TypeId};
use std::collections::HashMap;

use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::args;
use sojourn_kit::db::Tx;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::events::{self, NewEvent};
use sojourn_kit::ids::TypedId;
use sojourn_kit::outbox::{self, Outgoing};
use sojourn_kit::web::{OnceKey, Reply};
use uuid::Uuid;

use crate::actor::Actor;
use crate::app::App;
use crate::event::{Event, HookFuture, Recorded};
use crate::features::secondments::{deputies, store as records};
use crate::{features, journey};

/// What is known of the request itself, for logs and evidence.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    /// The number of the request.
    pub request_id: String,
    /// Where it came from, as far as trusted proxies say.
    pub address: String,
    /// What the browser calls itself.
    pub user_agent: String,
}

/// One piece of work inside one transaction. Dropped without [`Cx::commit`] or [`Cx::finish`], it leaves no trace.
pub struct Cx {
    /// Who asks.
    pub actor: Actor,
    /// The conversation with the database.
    pub tx: Tx,
    /// The installation.
    pub app: App,
    /// The request.
    pub meta: Meta,
    now: DateTime<Utc>,
    once: Option<OnceKey>,
    known: HashMap<(TypeId, Uuid), Box<dyn Any + Send + Sync>>,
}

impl Cx {
    /// A piece of work on a connection.
    #[must_use]
    pub fn new(app: App, actor: Actor, tx: Tx, meta: Meta) -> Self {
        let now = app.clock.now();
        Self { actor, tx, app, meta, now, once: None, known: HashMap::new() }
    }

    /// The instant this piece of work counts as: one for all that it writes.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Today.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// What this piece of work has read already, so that the panels of a page ask for a person or a proposal once and
    /// not each for itself. Nothing is known to work that writes: what it read may have changed under its own hands.
    #[must_use]
    pub fn known<T: Clone + Send + Sync + 'static>(&self, id: impl TypedId) -> Option<T> {
        self.known.get(&(TypeId::of::<T>(), id.uuid())).and_then(|known| known.downcast_ref::<T>()).cloned()
    }

    /// Keeps what was read for [`Cx::known`], one value of a type for an id, and hands it on.
    pub fn keep<T: Clone + Send + Sync + 'static>(&mut self, id: impl TypedId, value: T) -> T {
        if !self.tx.may_write() {
            self.known.insert((TypeId::of::<T>(), id.uuid()), Box::new(value.clone()));
        }
        value
    }

    /// Writes the event into its chain, then runs what follows from it and writes the letters it causes,
    /// all in this transaction.
    ///
    /// # Errors
    /// When the database refuses, or what follows does.
    pub fn record<'a, E: Event>(&'a mut self, event: &'a E) -> HookFuture<'a> {
        let happened = serde_json::to_value(event).map(|payload| Recorded {
            kind: E::KIND,
            subject: event.subject(),
            stream: event.stream(),
            seq: 0,
            payload,
        });
        // boxed: what follows an event is the widest part of the house, and its type stops here
        Box::pin(async move { self.append(happened.map_err(Error::internal)?).await })
    }

    async fn append(&mut self, mut happened: Recorded) -> Result<()> {
        let actor = self.actor.for_events();
        let new = NewEvent {
            stream: happened.stream.0,
            at: self.now,
            actor: &actor,
            kind: happened.kind,
            subject: happened.subject,
            payload: &happened.payload,
        };
        happened.seq = events::append(&mut self.tx, &new).await?;
        for hook in journey::after(happened.kind).chain(features::letters(happened.kind)) {
            hook(self, &happened).await?;
        }
        Ok(())
    }

    /// Puts a letter into the outbox, in this transaction. After a death there is silence: nothing is written about
    /// the record or to the person any more, whichever feature asks. What is confidential is told to those alone who
    /// are named on the record or asked by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enqueue(&mut self, letter: &Outgoing) -> Result<()> {
        let says_so = letter.kind == records::DEATH_TOLD;
        if !says_so && records::is_silenced(self, letter.subject_id, &letter.to_address).await? {
            return Ok(());
        }
        if deputies::store::is_kept_from(self, letter.subject_id, &letter.to_address).await? {
            return Ok(());
        }
        outbox::enqueue(&mut self.tx, self.now, letter).await
    }

    /// The next number of a series, such as 312 for `SO-0312`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_number(&mut self, series: &'static str) -> Result<i64> {
        let sql = "INSERT INTO counters (name, last) VALUES ($1, 1)
                   ON CONFLICT (name) DO UPDATE SET last = counters.last + 1 RETURNING last";
        let row = self.tx.one(sql, args![series]).await?;
        row.ok_or_else(|| Error::internal("a counter gave no number"))?.get("last")
    }

    /// Takes the one-time key of the request. If it was used before, answers with what was said then.
    ///
    /// # Errors
    /// [`Error::Replay`] with the stored answer; invalid when the key was used for something else.
    pub(crate) async fn take_once(&mut self, once: Option<OnceKey>) -> Result<()> {
        let Some((once, key)) = once.and_then(|once| once.key.clone().map(|key| (once, key))) else {
            return Ok(());
        };
        let actor = self.actor.person.to_string();
        let taken = self
            .tx
            .run(
                "INSERT INTO requests_once (actor, route, key, request_hash, created_at) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (actor, route, key) DO NOTHING",
                args![&actor, &once.route, &key, once.body_hash, self.now],
            )
            .await?;
        if taken == 1 {
            self.once = Some(once);
            return Ok(());
        }
        let row = self
            .tx
            .one(
                "SELECT request_hash, reply FROM requests_once WHERE actor = $1 AND route = $2 AND key = $3",
                args![&actor, &once.route, &key],
            )
            .await?
            .ok_or(Error::Stale)?;
        if row.get::<Vec<u8>>("request_hash")? != once.body_hash {
            let mut errors = FieldErrors::default();
            errors.add("", "This form was already sent with other words. Open it again and send it once.");
            return Err(Error::Invalid(errors));
        }
        let stored: Option<serde_json::Value> = row.get("reply")?;
        let reply = serde_json::from_value(stored.ok_or(Error::Stale)?).map_err(Error::internal)?;
        Err(Error::Replay(Box::new(reply)))
    }

    /// Stores the answer under the request's one-time key and makes everything durable.
    ///
    /// # Errors
    /// When the database could not; then nothing has happened.
    pub async fn finish(mut self, reply: Reply) -> Result<Reply> {
        if let Some(OnceKey { key: Some(key), route, .. }) = self.once.take() {
            let stored = serde_json::to_value(&reply).map_err(Error::internal)?;
            self.tx
                .run(
                    "UPDATE requests_once SET reply = $4 WHERE actor = $1 AND route = $2 AND key = $3",
                    args![self.actor.person.to_string(), route, key, stored],
                )
                .await?;
        }
        self.tx.commit().await?;
        Ok(reply)
    }

    /// [`Cx::finish`] with a JSON answer of status 200.
    ///
    /// # Errors
    /// As [`Cx::finish`].
    pub async fn finish_json(self, value: &impl serde::Serialize) -> Result<Reply> {
        self.finish(Reply::json(StatusCode::OK, value)).await
    }

    /// Makes everything durable, for work that is no request.
    ///
    /// # Errors
    /// When the database could not; then nothing has happened.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await
    }
}
