//! That somebody introduced themself and was answered; the words stand with the record.

use crate::event_of;
use crate::features::secondments::SecondmentId;

event_of!(
    /// The secondee wrote to the host’s team.
    IntroductionSent, "introduction.sent", secondment: SecondmentId {
        /// Whether it is the first time; a change writes no letter.
        first: bool,
    }
);

event_of!(
    /// The host manager answered.
    IntroductionAnswered, "introduction.answered", secondment: SecondmentId {}
);
