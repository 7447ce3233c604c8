//! That somebody noted whom they met; never whom. None of it stands in the history of a record.

use super::model::AcquaintanceId;
use crate::event_of;

event_of!(
    /// Somebody wrote down a person they met, or changed what they had written.
    AcquaintanceNoted, "acquaintance.noted", acquaintance: AcquaintanceId {}
);

event_of!(
    /// Somebody removed what they had written about a person.
    AcquaintanceRemoved, "acquaintance.removed", acquaintance: AcquaintanceId {}
);
