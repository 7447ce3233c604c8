//! How home stays in touch was agreed, and a talk was noted.

use chrono::NaiveDate;

use super::model::ContactId;
use crate::event_of;
use crate::features::secondments::SecondmentId;

event_of!(
    /// Somebody wrote down who talks with whom, how and how often.
    ContactPlanned, "contact.planned", secondment: SecondmentId {
        /// Every how many days.
        cadence_days: i64,
    }
);

event_of!(
    /// Home and the secondee talked. One line a fortnight would drown the history: it is not told there.
    ContactMade, "contact.made", contact: ContactId {
        /// On which record.
        secondment: SecondmentId,
    }
);

event_of!(
    /// Whoever noted a talk took it back on the same day.
    ContactUndone, "contact.undone", contact: ContactId {
        /// On which record.
        secondment: SecondmentId,
        /// The day that was noted.
        on: NaiveDate,
    }
);
