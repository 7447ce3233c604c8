//! That something was planned, asked and answered. Home's own: none of it stands in the history that the host reads,
//! and no event says what was answered.

use chrono::NaiveDate;

use super::model::{Answerer, FollowUpId};
use crate::event_of;

event_of!(
    /// A follow-up was planned at the return.
    FollowUpPlanned, "follow_up.planned", follow_up: FollowUpId {
        /// Its day.
        due_on: NaiveDate,
    }
);

event_of!(
    /// Secondee and home manager were asked.
    FollowUpAsked, "follow_up.asked", follow_up: FollowUpId {}
);

event_of!(
    /// Somebody answered.
    FollowUpAnswered, "follow_up.answered", follow_up: FollowUpId {
        /// As what.
        party: Answerer,
    }
);
