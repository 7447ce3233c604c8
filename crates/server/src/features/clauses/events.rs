//! What happens to the clause library of an organisation: codes and numbers; the words stay with the copies.

use super::model::ClauseId;
use crate::event_of;

event_of!(
    /// A version of an own copy was written and is in use.
    Written, "clause.written", clause: ClauseId {
        /// The head, such as `CL-23`.
        head: &'static str,
        /// The version.
        number: i64,
    }
);
event_of!(
    /// The own copy is no longer used; agreements that name it keep it.
    Withdrawn, "clause.withdrawn", clause: ClauseId {
        /// The head.
        head: &'static str,
        /// The version that was in use.
        number: i64,
    }
);
event_of!(
    /// Another standard wording is usual.
    WordingChosen, "clause.wording_chosen", clause: ClauseId {
        /// The head.
        head: &'static str,
        /// Its key; empty for what the library takes by itself.
        wording: String,
    }
);
