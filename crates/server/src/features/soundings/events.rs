//! That the host was asked and answered: our words, never theirs.

use super::model::{HostSays, SoundingId};
use crate::event_of;
use crate::features::secondments::SecondmentId;

event_of!(
    /// The host was asked whether they would have the person.
    HostAsked, "sounding.asked", secondment: SecondmentId {
        /// The question.
        sounding: SoundingId,
    }
);

event_of!(
    /// The host answered by the private link.
    HostAnswered, "sounding.answered", secondment: SecondmentId {
        /// The question.
        sounding: SoundingId,
        /// What they said.
        answer: HostSays,
    }
);

event_of!(
    /// The question was taken back; the link no longer works.
    AskingWithdrawn, "sounding.withdrawn", secondment: SecondmentId {
        /// The question.
        sounding: SoundingId,
    }
);
