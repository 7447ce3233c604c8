//! What happened on the ground. Payloads hold ids, days and words of ours, never what people wrote.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::gate::GateCode;
use super::model::{ActionId, CheckInId, HowKnown, Outcome};
use crate::actor::{OrganisationId, PersonId};
use crate::event::Event;
use crate::features::secondments::SecondmentId;

/// Declares an event of one record.
macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// The record.
            pub secondment: SecondmentId,
            /// The home organisation.
            pub organisation: OrganisationId,
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.secondment.0
            }
        }
    };
}

event!(
    /// The desk confirmed an item of the start gate, or took that back.
    GateChecked, "placement.gate_checked" {
        /// Which item.
        item: GateCode,
        /// Whether it is settled.
        done: bool,
    }
);
event!(
    /// All checks before the start are done.
    GateOpened, "placement.gate_opened" {}
);
event!(
    /// The person arrived at the host.
    Arrived, "placement.arrived" {
        /// The day.
        on: NaiveDate,
        /// How it is known.
        how_known: HowKnown,
    }
);
event!(
    /// A check-in was noted.
    CheckInNoted, "placement.check_in_noted" {
        /// The day of the talk.
        held_on: NaiveDate,
    }
);
event!(
    /// The person is back home.
    CameBack, "placement.returned" {
        /// The first day back.
        on: NaiveDate,
        /// What they came back to.
        outcome: Outcome,
    }
);
event!(
    /// The eight questions were answered again.
    Debriefed, "placement.debriefed" {
        /// The day of the talk.
        held_on: NaiveDate,
    }
);
event!(
    /// One of the three wrote a line before a check-in.
    CheckInPrepared, "placement.check_in_prepared" {
        /// The day for which it is planned.
        slot: NaiveDate,
    }
);
event!(
    /// Somebody agreed to the notes of a check-in, or would add to them.
    CheckInReplied, "placement.check_in_replied" {
        /// Which check-in.
        check_in: CheckInId,
        /// Whether the notes are right.
        agrees: bool,
    }
);
event!(
    /// Somebody does something by a day.
    ActionPromised, "placement.action_promised" {
        /// Which action.
        action: ActionId,
        /// Who.
        owner: PersonId,
    }
);
event!(
    /// An action is done.
    ActionDone, "placement.action_done" {
        /// Which action.
        action: ActionId,
    }
);
