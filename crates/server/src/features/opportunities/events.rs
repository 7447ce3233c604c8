//! What happened to an opportunity. Payloads hold ids and our own words; reasons stay with the opportunity.

use serde::Serialize;
use uuid::Uuid;

use super::model::{Opportunity, OpportunityId};
use crate::actor::OrganisationId;
use crate::event::Event;

/// Declares an event of an opportunity.
macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// The opportunity.
            pub opportunity: OpportunityId,
            /// Its number.
            pub number: String,
            /// Who advertises.
            pub organisation: OrganisationId,
        }

        impl $name {
            /// The event of an opportunity.
            #[must_use]
            pub fn of(o: &Opportunity) -> Self {
                Self { opportunity: o.id, number: o.number.clone(), organisation: o.organisation }
            }
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.opportunity.0
            }
        }
    };
}

event!(
    /// A draft was begun.
    Drafted, "opportunity.drafted"
);
event!(
    /// A draft was changed.
    Edited, "opportunity.edited"
);
event!(
    /// The author asked for approval.
    Submitted, "opportunity.submitted"
);
event!(
    /// It was sent back to its author.
    SentBack, "opportunity.sent_back"
);
event!(
    /// People can apply from now on.
    Opened, "opportunity.opened"
);
event!(
    /// Nobody can apply any more.
    Closed, "opportunity.closed"
);
event!(
    /// The last place was taken.
    Filled, "opportunity.filled"
);
event!(
    /// It was taken back.
    Withdrawn, "opportunity.withdrawn"
);
event!(
    /// Somebody asked for the free time that is offered.
    CapacityAsked, "opportunity.capacity_asked"
);
