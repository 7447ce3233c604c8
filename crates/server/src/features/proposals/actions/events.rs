//! What happened, as the chain keeps it: ids, no reasons and no pay, because hosts read the history too.

use serde::Serialize;
use uuid::Uuid;

use super::super::model::RefusalCode;
use crate::actor::{OrganisationId, PersonId};
use crate::event::Event;
use crate::features::secondments::{Secondment, SecondmentId};

macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        pub struct $name {
            /// The record.
            pub secondment: SecondmentId,
            /// Its number.
            pub number: String,
            /// The home organisation.
            pub organisation: OrganisationId,
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl $name {
            /// The event of a record.
            #[must_use]
            pub fn of(s: &Secondment, $($field: $type),*) -> Self {
                Self {
                    secondment: s.id,
                    number: s.number.clone(),
                    organisation: s.home_organisation,
                    $($field,)*
                }
            }
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.secondment.0
            }
        }
    };
}

event!(
    /// Somebody began a proposal for another person.
    StartedFor, "proposal.started_for" {
        /// For whom.
        secondee: PersonId,
    }
);

event!(
    /// The secondee was asked to agree to what was written for them.
    ConsentAsked, "proposal.consent_asked" {
        /// Who was asked.
        secondee: PersonId,
    }
);

event!(
    /// The secondee agreed to what was written for them.
    Agreed, "proposal.agreed" {
        /// Who wrote it.
        author: PersonId,
    }
);

event!(
    /// Somebody was invited to write a draft together.
    WriterInvited, "proposal.writer_invited" {
        /// Who.
        person: PersonId,
    }
);

event!(
    /// Somebody who was invited to write a draft writes no more.
    WriterRemoved, "proposal.writer_removed" {
        /// Who.
        person: PersonId,
    }
);

event!(
    /// The home manager was asked for release.
    Proposed, "proposal.sent" {
        /// Who was asked.
        home_manager: PersonId,
    }
);

event!(
    /// The home manager lets the person go.
    Released, "secondment.released" {
        /// By whom.
        decided_by: PersonId,
    }
);

event!(
    /// The home manager said no.
    Refused, "secondment.refused" {
        /// By whom.
        decided_by: PersonId,
        /// The kind of reason; the words stay with the decision.
        code: RefusalCode,
    }
);

event!(
    /// The home manager asked for more.
    SentBack, "secondment.sent_back" {
        /// By whom.
        decided_by: PersonId,
    }
);
