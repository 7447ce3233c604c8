//! What happened to a person's own page. Payloads hold ids only: what people wish for is theirs.

use serde::Serialize;
use uuid::Uuid;

use crate::actor::{OrganisationId, PersonId};
use crate::event::Event;

/// Declares an event of a person.
macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// Whose page.
            pub person: PersonId,
            /// Their organisation.
            pub organisation: OrganisationId,
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.person.0
            }
        }
    };
}

event!(
    /// Skills were added, changed or removed.
    SkillsChanged, "person.skills_changed"
);
event!(
    /// Goals or preferences changed.
    WishesChanged, "person.wishes_changed"
);
event!(
    /// A past post was noted or removed.
    PostsChanged, "person.posts_changed"
);
