//! What happened to an invitation: ids and words of ours, never what people wrote.

use serde::Serialize;
use uuid::Uuid;

use super::model::{Invitation, InvitationId, InviteeId};
use crate::actor::{OrganisationId, PersonId};
use crate::event::Event;

macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// The invitation.
            pub invitation: InvitationId,
            /// Whose letter it is.
            pub organisation: OrganisationId,
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl $name {
            /// The event of an invitation.
            #[must_use]
            pub fn of(invitation: &Invitation, $($field: $type),*) -> Self {
                Self { invitation: invitation.id, organisation: invitation.organisation, $($field,)* }
            }
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.invitation.0
            }
        }
    };
}

event!(
    /// People were asked.
    Invited, "invitation.sent" {
        /// Whom.
        people: Vec<PersonId>,
    }
);
event!(
    /// The invited said yes, in their own name.
    Accepted, "invitation.accepted" {
        /// Their row.
        invitee: InviteeId,
        /// Who.
        person: PersonId,
    }
);
event!(
    /// The invited said no.
    Declined, "invitation.declined" {
        /// Their row.
        invitee: InviteeId,
    }
);
event!(
    /// A question or an answer was written.
    Talked, "invitation.talked" {
        /// Whose talk.
        invitee: InviteeId,
        /// Whether the invited wrote it.
        by_invitee: bool,
    }
);
event!(
    /// Who invited took it back.
    InvitationWithdrawn, "invitation.withdrawn" {}
);
event!(
    /// The last day is near and somebody has not answered.
    Reminded, "invitation.reminded" {}
);
event!(
    /// Nobody answered in time.
    InvitationExpired, "invitation.expired" {}
);
