//! What happens to a person as a row. Names of fields, never their values; never pay.

use serde::Serialize;
use uuid::Uuid;

use crate::actor::{OrganisationId, PersonId};
use crate::event::Event;

macro_rules! person_event {
    ($(#[$doc:meta])* $name:ident, $kind:literal $(, $field:ident: $type:ty, $field_doc:literal)?) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// Whose person.
            pub organisation: OrganisationId,
            /// Who.
            pub person: PersonId,
            $(#[doc = $field_doc] pub $field: $type,)?
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

person_event!(
    /// Somebody was added by hand.
    PersonAdded, "person.added"
);
person_event!(
    /// Somebody was changed by hand.
    PersonChanged, "person.changed", fields: Vec<&'static str>, "Which fields changed."
);
person_event!(
    /// Somebody looked at the pay of a person.
    PayRead, "pay.read"
);
