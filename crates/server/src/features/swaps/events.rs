//! What happened to a swap: ids and words of ours, never what people wrote.

use serde::Serialize;
use uuid::Uuid;

use super::model::{Answer, Decision, Swap, SwapId};
use crate::actor::OrganisationId;
use crate::event::Event;
use crate::features::secondments::SecondmentId;

macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// The swap.
            pub swap: SwapId,
            /// Whose chain.
            pub organisation: OrganisationId,
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl $name {
            /// The event of a swap.
            #[must_use]
            pub fn of(swap: &Swap, $($field: $type),*) -> Self {
                Self { swap: swap.id, organisation: swap.organisation, $($field,)* }
            }
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.swap.0
            }
        }
    };
}

event!(
    /// Somebody proposed that two people change places.
    SwapProposed, "swap.proposed" {}
);
event!(
    /// One of the four answered.
    SwapAnswered, "swap.answered" {
        /// What.
        answer: Answer,
    }
);
event!(
    /// It was taken back before everybody said yes.
    SwapWithdrawn, "swap.withdrawn" {}
);
event!(
    /// Everybody said yes; both records have begun.
    SwapOpened, "swap.opened" {
        /// The two records.
        secondments: Vec<SecondmentId>,
    }
);
event!(
    /// One leg fell over: the pair waits for a decision, or is over.
    LegFell, "swap.leg_fell" {
        /// The record that fell over.
        secondment: SecondmentId,
        /// Whether the other one still stands.
        other_stands: bool,
    }
);
event!(
    /// It was decided what becomes of the leg that stands.
    SwapDecided, "swap.decided" {
        /// What.
        decision: Decision,
        /// The record that stands.
        secondment: SecondmentId,
    }
);
event!(
    /// A leg that was refused stands again, because an appeal overturned the refusal.
    LegRevived, "swap.leg_revived" {
        /// The record that stands again.
        secondment: SecondmentId,
        /// Whether the other one stands too, so that the pair is bound as before.
        other_stands: bool,
    }
);
