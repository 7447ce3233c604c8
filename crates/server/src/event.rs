//! What happened, as one typed value: it becomes the audit row, the timeline, the letters and the next steps.

use std::pin::Pin;

use serde::Serialize;
use sojourn_kit::error::Result;
use uuid::Uuid;

use crate::actor::OrganisationId;
use crate::cx::Cx;

/// A thing that happened. The payload holds ids and words, never pay, health or secrets.
pub trait Event: Serialize + Sync {
    /// Its name, `noun.happened`.
    const KIND: &'static str;
    /// Whose chain it belongs to: for a secondment, the home organisation's.
    fn stream(&self) -> OrganisationId;
    /// The record it happened to.
    fn subject(&self) -> Uuid;
}

/// An event after it was written.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its name.
    pub kind: &'static str,
    /// The record it happened to.
    pub subject: Uuid,
    /// Whose chain.
    pub stream: OrganisationId,
    /// Its place in the chain.
    pub seq: i64,
    /// The details.
    pub payload: serde_json::Value,
}

impl Recorded {
    /// A key that is the same for the same event and recipient, for the outbox.
    #[must_use]
    pub fn dedup(&self, recipient: impl std::fmt::Display) -> String {
        format!("{}/{}/{recipient}", self.stream, self.seq)
    }
}

/// What a hook promises.
pub type HookFuture<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// Something that runs in the transaction of an event.
pub type Hook = for<'a> fn(&'a mut Cx, &'a Recorded) -> HookFuture<'a>;

/// Declares an event: its name, its kind, what it happened to, and the details beside it.
#[macro_export]
macro_rules! event_of {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $subject:ident: $id:ty { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, ::serde::Serialize)]
        pub struct $name {
            /// What it happened to.
            pub $subject: $id,
            /// The home organisation.
            pub organisation: $crate::actor::OrganisationId,
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl $crate::event::Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> $crate::actor::OrganisationId {
                self.organisation
            }
            fn subject(&self) -> ::uuid::Uuid {
                self.$subject.0
            }
        }
    };
}
