//! What happened to an application. Payloads hold ids and our own words: no names, no reasons in words.

use serde::Serialize;
use uuid::Uuid;

use super::model::{Application, ApplicationId};
use crate::actor::OrganisationId;
use crate::event::Event;
use crate::features::opportunities::{Opportunity, OpportunityId};

/// Declares an event of an application.
macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// The application.
            pub application: ApplicationId,
            /// For which opportunity.
            pub opportunity: OpportunityId,
            /// Who advertises.
            pub organisation: OrganisationId,
        }

        impl $name {
            /// The event of an application.
            #[must_use]
            pub fn of(o: &Opportunity, a: &Application) -> Self {
                Self { application: a.id, opportunity: o.id, organisation: o.organisation }
            }
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.application.0
            }
        }
    };
}

event!(
    /// It was sent to the host.
    Sent, "application.sent"
);
event!(
    /// The applicant took it back.
    Withdrawn, "application.withdrawn"
);
event!(
    /// It was put on the shortlist.
    Shortlisted, "application.shortlisted"
);
event!(
    /// The applicant was asked to talk.
    Invited, "application.invited"
);
event!(
    /// It is kept in reserve.
    Reserved, "application.reserved"
);
event!(
    /// A place was offered.
    Offered, "application.offered"
);
event!(
    /// The offer was accepted.
    Accepted, "application.accepted"
);
event!(
    /// The offer was declined.
    Declined, "application.declined"
);
event!(
    /// Not this time.
    NotSelected, "application.not_selected"
);
event!(
    /// The offer was not answered in time.
    Lapsed, "application.lapsed"
);
event!(
    /// Somebody who decides wrote a note.
    NoteWritten, "application.note_written"
);
event!(
    /// Somebody who decides declared a conflict of interest.
    ConflictDeclared, "application.conflict_declared"
);
