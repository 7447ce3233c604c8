//! That feedback was asked for and given: never what was said.

use super::model::{FeedbackId, FeedbackRequestId};
use crate::event_of;
use crate::features::secondments::SecondmentId;

event_of!(
    /// Somebody was asked for feedback.
    FeedbackAsked, "feedback.asked", secondment: SecondmentId {
        /// The request.
        request: FeedbackRequestId,
    }
);

event_of!(
    /// Somebody who is known here gave feedback.
    FeedbackGiven, "feedback.given", secondment: SecondmentId {
        /// The feedback.
        feedback: FeedbackId,
    }
);

event_of!(
    /// Feedback came by a private link, from somebody without a sign-in.
    FeedbackReceived, "feedback.received", secondment: SecondmentId {
        /// The feedback.
        feedback: FeedbackId,
    }
);
