//! What happens to the terms. Payloads hold ids, days and words of ours, never a reason, pay or health.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::model::{ChangeKind, ChangeSide, Said};
use crate::actor::OrganisationId;
use crate::event::Event;
use crate::features::secondments::SecondmentId;

/// Declares an event about one change of a record.
macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// The record.
            pub secondment: SecondmentId,
            /// The home organisation.
            pub organisation: OrganisationId,
            /// The number of the change on the record.
            pub change: i64,
            /// What is asked for.
            pub kind: ChangeKind,
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
    /// Other dates or terms were asked for.
    ChangeAsked, "change.asked" {
        /// The new last day, if it changes.
        ends_on: Option<NaiveDate>,
    }
);
event!(
    /// A side said something to it.
    ChangeAnswered, "change.answered" {
        /// The side.
        side: ChangeSide,
        /// What.
        answer: Said,
    }
);
event!(
    /// All agreed.
    ChangeAgreed, "change.agreed" {}
);
event!(
    /// A side said no.
    ChangeRefused, "change.refused" {}
);
event!(
    /// Whoever asked took it back.
    ChangeTakenBack, "change.taken_back" {}
);
event!(
    /// Why it counts from before it was signed was written down; the words stay beside the change.
    ChangeExplained, "change.explained" {}
);
event!(
    /// The new terms count.
    ChangeTookEffect, "change.took_effect" {
        /// The first day on which they count.
        effective_on: NaiveDate,
    }
);
event!(
    /// Notice of an early end was given, or all agreed on one.
    NoticeGiven, "change.notice_given" {
        /// The last day that it leads to.
        last_day: NaiveDate,
    }
);
event!(
    /// The last day of the record came earlier.
    EndingBroughtForward, "change.ending_brought_forward" {
        /// The last day now.
        ends_on: NaiveDate,
        /// The last day before.
        was: NaiveDate,
    }
);
event!(
    /// Whoever gave notice asked to take it back.
    TakingBackAsked, "change.taking_back_asked" {}
);
event!(
    /// The notice was taken back with everybody's consent.
    NoticeTakenBack, "change.notice_taken_back" {
        /// The last day now.
        ends_on: NaiveDate,
    }
);

/// The four fields that every event about a change starts with.
macro_rules! of {
    ($event:ident, $record:expr, $change:expr $(, $field:ident: $value:expr)* $(,)?) => {
        $crate::features::changes::events::$event {
            secondment: $record.secondment.id,
            organisation: $record.secondment.home_organisation,
            change: $change.number,
            kind: $change.kind,
            $($field: $value,)*
        }
    };
}
pub(crate) use of;
