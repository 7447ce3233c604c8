//! That somebody made or revoked the address of their calendar; never the address.

use crate::actor::PersonId;
use crate::event_of;

event_of!(
    /// Somebody made an address for their calendar; an earlier one stopped.
    FeedMade, "feed.made", person: PersonId {}
);

event_of!(
    /// Somebody revoked the address of their calendar.
    FeedRevoked, "feed.revoked", person: PersonId {}
);
