//! What happens to an agreement.

use serde::Serialize;
use uuid::Uuid;

use super::model::{AgreementId, SignatoryId};
use crate::actor::{OrganisationId, PersonId};
use crate::event::Event;
use crate::features::secondments::SecondmentId;

/// Declares an event about one version of an agreement: its record, its home organisation, the version, and more.
macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// The record.
            pub secondment: SecondmentId,
            /// The home organisation.
            pub organisation: OrganisationId,
            /// The agreement.
            pub agreement: AgreementId,
            /// Its version.
            pub version: i64,
            $($(#[$fdoc])* pub $field: $type,)*
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
    /// The text was drafted from the answers.
    Drafted, "agreement.drafted" {}
);
event!(
    /// A clause was written anew.
    ClauseChanged, "agreement.clause_changed" {
        /// Its number at the time.
        clause: u16,
        /// Its head.
        head: &'static str,
    }
);
event!(
    /// A clause of the organisation's own was added.
    ClauseAdded, "agreement.clause_added" {
        /// Its number at the time.
        clause: u16,
        /// Its head.
        head: &'static str,
    }
);
event!(
    /// A clause was left out.
    ClauseLeftOut, "agreement.clause_left_out" {
        /// Its number at the time.
        clause: u16,
        /// Its head.
        head: &'static str,
    }
);
event!(
    /// A clause that had been left out was put back.
    ClausePutBack, "agreement.clause_put_back" {
        /// Its number.
        clause: u16,
        /// Its head.
        head: &'static str,
    }
);
event!(
    /// Another form or wording was chosen.
    WordingChosen, "agreement.wording_chosen" {}
);
event!(
    /// Newer versions of clauses were taken.
    WordingRenewed, "agreement.wording_renewed" {}
);
event!(
    /// What clauses ask for was filled in.
    ParticularsChanged, "agreement.particulars_changed" {}
);
event!(
    /// The text was fixed and sent for signature.
    Issued, "agreement.issued" {
        /// SHA-256 of the bytes.
        document: String,
        /// SHA-256 of the same text as PDF.
        pdf: String,
    }
);
event!(
    /// Somebody’s turn to sign came, or they were reminded.
    SignatureAsked, "agreement.signature_asked" {
        /// Whose signature.
        signatory: SignatoryId,
        /// Who.
        person: PersonId,
    }
);
event!(
    /// Somebody else was chosen to sign the draft for a side, or it was said that they are no relative, or are one.
    SignerChosen, "agreement.signer_chosen" {
        /// Whose signature.
        signatory: SignatoryId,
        /// Who signs.
        person: PersonId,
    }
);
event!(
    /// The desk reminded somebody who is asked to sign.
    Reminded, "agreement.reminded" {
        /// Whose signature.
        signatory: SignatoryId,
        /// Who.
        person: PersonId,
    }
);
event!(
    /// Somebody passed their signature to another person who may sign for that side.
    SignaturePassed, "agreement.signature_passed" {
        /// Whose signature.
        signatory: SignatoryId,
        /// Who passed it on; the reason stays beside the signature.
        person: PersonId,
        /// Who signs instead.
        to: PersonId,
    }
);
event!(
    /// Mobility took a pass back.
    PassRecalled, "agreement.pass_recalled" {
        /// Whose signature.
        signatory: SignatoryId,
        /// Who signs again.
        person: PersonId,
        /// Who was asked meanwhile.
        from: PersonId,
    }
);
event!(
    /// Somebody without an account proved who they are and saw the text.
    Opened, "agreement.opened" {
        /// Whose signature.
        signatory: SignatoryId,
        /// Who.
        person: PersonId,
        /// SHA-256 of the text.
        document: String,
    }
);
event!(
    /// Somebody signed.
    Signed, "agreement.signed" {
        /// Whose signature.
        signatory: SignatoryId,
        /// Who.
        person: PersonId,
        /// SHA-256 of what they signed.
        document: String,
        /// SHA-256 of the record of evidence, which is kept beside the signature.
        evidence: String,
    }
);
event!(
    /// Somebody did not sign, or the desk took the text back; it goes back to drafting as the next version.
    Declined, "agreement.declined" {
        /// Who.
        person: PersonId,
        /// Whether the desk took it back.
        recalled: bool,
    }
);
event!(
    /// All have signed.
    Executed, "agreement.executed" {
        /// SHA-256 of the text with its certificate.
        document: String,
        /// SHA-256 of what was signed.
        signed: String,
        /// SHA-256 of the sealed PDF.
        pdf: String,
        /// SHA-256 of the certificate that sealed it.
        certificate: String,
    }
);
event!(
    /// The secondment was called off; the agreement can no longer be signed.
    Voided, "agreement.voided" {}
);

/// The four fields that every event about an agreement starts with.
macro_rules! about {
    ($event:ident, $secondment:expr, $agreement:expr $(, $field:ident: $value:expr)* $(,)?) => {
        $crate::features::agreements::events::$event {
            secondment: $secondment.id,
            organisation: $secondment.home_organisation,
            agreement: $agreement.id,
            version: $agreement.number,
            $($field: $value,)*
        }
    };
}
pub(crate) use about;
