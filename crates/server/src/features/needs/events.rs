//! What happened to a business need: ids and words of ours, never what people said.

use serde::Serialize;
use uuid::Uuid;

use super::model::{Need, NeedId, Outcome, View};
use crate::actor::OrganisationId;
use crate::event::Event;

macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// The need.
            pub need: NeedId,
            /// The employer of the person.
            pub organisation: OrganisationId,
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl $name {
            /// The event of a need.
            #[must_use]
            pub fn of(need: &Need, $($field: $type),*) -> Self {
                Self { need: need.id, organisation: need.home_organisation, $($field,)* }
            }
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.need.0
            }
        }
    };
}

event!(
    /// A manager named somebody for a business need; the person is told with it.
    NeedStarted, "need.started" {}
);
event!(
    /// A talk with the person was noted.
    Consulted, "need.consulted" {
        /// What they said to it.
        view: View,
    }
);
event!(
    /// The person asked for a review.
    ReviewAsked, "need.review_asked" {}
);
event!(
    /// The review was decided.
    ReviewDecided, "need.review_decided" {
        /// How.
        outcome: Outcome,
    }
);
