//! That help was asked for, answered and closed: never with what. None of it stands in the history of a record, which
//! more people read than a request.

use super::model::SupportRequestId;
use crate::event_of;
use crate::features::secondments::SecondmentId;

event_of!(
    /// A secondee asked for help.
    SupportAsked, "support.asked", request: SupportRequestId {
        /// On which record.
        secondment: SecondmentId,
    }
);

event_of!(
    /// Somebody wrote on a request.
    SupportAnswered, "support.answered", request: SupportRequestId {
        /// On which record.
        secondment: SecondmentId,
    }
);

event_of!(
    /// A request was closed.
    SupportClosed, "support.closed", request: SupportRequestId {
        /// On which record.
        secondment: SecondmentId,
    }
);
