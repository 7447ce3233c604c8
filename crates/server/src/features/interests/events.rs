//! What happened to an interest. The chain knows that there is one and whom it was shared with, not what it says.

use serde::Serialize;
use uuid::Uuid;

use super::model::{Interest, InterestId};
use crate::actor::OrganisationId;
use crate::event::Event;
use crate::features::secondments::SecondmentId;

macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// The interest.
            pub interest: InterestId,
            /// The person's organisation.
            pub organisation: OrganisationId,
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl $name {
            /// The event of an interest.
            #[must_use]
            pub fn of(interest: &Interest, $($field: $type),*) -> Self {
                Self { interest: interest.id, organisation: interest.organisation, $($field,)* }
            }
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.interest.0
            }
        }
    };
}

event!(
    /// Somebody said what they would like, or changed that.
    InterestSaved, "interest.saved" {}
);
event!(
    /// They chose who may read it.
    InterestShared, "interest.shared" {
        /// The mobility team may.
        with_mobility: bool,
        /// Their manager may.
        with_manager: bool,
        /// The mobility team could not before.
        newly_mobility: bool,
        /// Their manager could not before.
        newly_manager: bool,
    }
);
event!(
    /// They took it back.
    InterestWithdrawn, "interest.withdrawn" {}
);
event!(
    /// A proposal was made of it.
    InterestProposed, "interest.proposed" {
        /// The record.
        secondment: SecondmentId,
    }
);
