//! That an address was added or removed; not which, because one side’s addresses are none of the other’s business.

use super::model::LinkId;
use crate::event_of;
use crate::features::secondments::SecondmentId;

event_of!(
    /// Somebody added an address.
    LinkAdded, "link.added", link: LinkId {
        /// On which record.
        secondment: SecondmentId,
    }
);

event_of!(
    /// Somebody removed an address.
    LinkRemoved, "link.removed", link: LinkId {
        /// From which record.
        secondment: SecondmentId,
    }
);
