//! The words for agreements: a numbered text per secondment, the people who sign it, and what they type.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::id_type;
use sojourn_papers::{AmendmentKind, Draft, Facts, Profile, Side, Variation};
use utoipa::ToSchema;

use super::order::Signing;
use super::wording::Wording;
use crate::actor::PersonId;
use crate::features::secondments::{Secondment, SecondmentId};

id_type!(
    /// One numbered version of an agreement.
    AgreementId, "agr"
);
id_type!(
    /// A person who has to sign one version of an agreement.
    SignatoryId, "sgn"
);
id_type!(
    /// A six-digit code that was mailed.
    CodeId, "cod"
);

/// Longest name or role that somebody may type beside a signature, in characters.
const LONGEST_TYPED: usize = 200;
/// Longest reason or question, in characters.
const LONGEST_WORDS: usize = 2_000;

crate::word_enum!(
    /// How far one version of the text has come.
    Status {
        /// Being written.
        Draft => "draft", "In draft";
        /// Out for signature; the bytes are fixed.
        Issued => "issued", "Out for signature";
        /// Some have signed.
        PartlySigned => "partly_signed", "Partly signed";
        /// All have signed.
        Executed => "executed", "Signed by all";
        /// A later version has taken its place.
        Superseded => "superseded", "Replaced by a later version";
        /// The secondment will not happen.
        Void => "void", "Void";
    }
);

crate::word_enum!(
    /// Where one signature stands.
    SignatoryStatus {
        /// Others sign first.
        Waiting => "waiting", "Waiting";
        /// It is their turn.
        Asked => "asked", "Asked to sign";
        /// Done.
        Signed => "signed", "Signed";
        /// They did not want to sign.
        Declined => "declined", "Declined";
    }
);

/// The text as data: as drafted, as it stands now, and what it was drafted from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Paper {
    /// What the parties had agreed when the text was drafted.
    pub facts: Facts,
    /// The usual text for these facts.
    pub standard: Draft,
    /// The text as it stands.
    pub draft: Draft,
    /// Who sent it for signature.
    #[serde(default)]
    pub issued_by: Option<PersonId>,
    /// Why it went back to drafting, in somebody's words.
    #[serde(default)]
    pub sent_back: Option<String>,
    /// The change that made it the next version of one in force; nothing for the first agreement.
    #[serde(default)]
    pub change: Option<Change>,
    /// What its words are taken from.
    #[serde(default)]
    pub wording: Wording,
    /// Whether people are asked one after the other or all at once.
    #[serde(default)]
    pub signing: Signing,
}

/// What a page says of a text without reading its words: the clauses are left where they are stored.
#[derive(Debug, Clone, Deserialize)]
pub struct Outline {
    /// What the parties had agreed when the text was drafted.
    pub facts: Facts,
    /// The change that made it the next version of one in force.
    #[serde(default)]
    pub change: Option<Change>,
}

/// The change that a later version puts in writing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Change {
    /// Its number on the record.
    pub number: i64,
    /// What it changes.
    pub variation: Variation,
    /// Which kind of amendment it is, which says who signs; nothing for a version of an earlier day: all sign.
    #[serde(default)]
    pub kind: Option<AmendmentKind>,
    /// Why the last signature came after the first day, when that was known only once the text was fixed.
    #[serde(default)]
    pub late: Option<String>,
}

impl Paper {
    /// Which heads and signatures the text needs.
    #[must_use]
    pub fn profile(&self) -> Profile {
        Profile::for_facts(&self.facts, self.draft.choices.form)
    }
}

/// One version of an agreement, with its whole text or an [`Outline`] of it.
#[derive(Debug, Clone)]
pub struct Agreement<P = Paper> {
    /// The stable id.
    pub id: AgreementId,
    /// The record it belongs to.
    pub secondment: SecondmentId,
    /// The version, from 1.
    pub number: i64,
    /// How far it has come.
    pub status: Status,
    /// The text as data.
    pub paper: P,
    /// SHA-256 of the bytes that people sign, once issued.
    pub issued_sha: Option<[u8; 32]>,
    /// SHA-256 of the same bytes with the certificate, once all have signed.
    pub executed_sha: Option<[u8; 32]>,
    /// The same texts as PDF files.
    pub prints: Prints,
    /// When it was drafted.
    pub drafted_at: DateTime<Utc>,
    /// When it was sent for signature.
    pub issued_at: Option<DateTime<Utc>>,
    /// When the last signature came.
    pub executed_at: Option<DateTime<Utc>>,
    /// Grows with each change of the draft.
    pub version: i64,
}

/// SHA-256 of the PDF files of one version. Versions from before there were any have none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prints {
    /// What went out for signature, marked as not yet signed.
    pub issued: Option<[u8; 32]>,
    /// What all have signed, with its certificate, sealed.
    pub executed: Option<[u8; 32]>,
}

impl<P> Agreement<P> {
    /// Whether people can sign it now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.status, Status::Issued | Status::PartlySigned)
    }

    /// The hash of the issued bytes.
    ///
    /// # Errors
    /// A fault of the product when the agreement was never issued.
    pub fn issued(&self) -> Result<[u8; 32]> {
        self.issued_sha.ok_or_else(|| Error::internal("an agreement without an issued text"))
    }
}

/// Somebody who has to sign one version.
#[derive(Debug, Clone)]
pub struct Signatory {
    /// The stable id.
    pub id: SignatoryId,
    /// The version they sign.
    pub agreement: AgreementId,
    /// Place in the order, from 1.
    pub position: i64,
    /// Home, host or the secondee.
    pub side: Side,
    /// In which capacity.
    pub capacity: String,
    /// Who.
    pub person: PersonId,
    /// Their name as printed.
    pub name: String,
    /// Where the request goes; empty when no address is known.
    pub email: String,
    /// Whether they sign in here, or come by a private link.
    pub has_account: bool,
    /// Where their signature stands.
    pub status: SignatoryStatus,
    /// The name they typed.
    pub typed_name: Option<String>,
    /// The role they typed.
    pub typed_role: Option<String>,
    /// SHA-256 of what they signed.
    pub signed_sha: Option<[u8; 32]>,
    /// When they signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// What proves the signature.
    pub evidence: Option<serde_json::Value>,
    /// Why they did not sign.
    pub decline_reason: Option<String>,
    /// Grows with each change.
    pub version: i64,
}

/// The word for a side in the database.
#[must_use]
pub fn side_word(side: Side) -> &'static str {
    match side {
        Side::Secondee => "secondee",
        Side::Home => "home",
        Side::Host => "host",
    }
}

/// The side of that word.
#[must_use]
pub fn side_of(word: &str) -> Option<Side> {
    [Side::Secondee, Side::Home, Side::Host].into_iter().find(|side| side_word(*side) == word)
}

/// The number printed on the agreement: `AG-0312` for `SO-0312`.
#[must_use]
pub fn document_number(secondment: &Secondment) -> String {
    format!("AG-{}", secondment.number.trim_start_matches("SO-"))
}

/// An edited clause.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClauseInput {
    /// The one-time key of the form.
    #[serde(default)]
    #[schema(ignore)]
    pub form_id: String,
    /// The version of the draft that was read.
    pub version: i64,
    /// The title.
    pub title: String,
    /// The text: a paragraph a line, items of a list after `- `.
    pub text: String,
    /// One sentence in plain words.
    #[serde(default)]
    pub plain_words: String,
}

impl ClauseInput {
    /// Whether title and text are there. Their length is held by the text engine.
    ///
    /// # Errors
    /// [`Error::Invalid`] with a sentence for each wrong field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.title.trim().is_empty() {
            errors.add("title", "Give the clause a title");
        } else if self.title.chars().count() > LONGEST_TYPED {
            errors.add("title", format!("Use {LONGEST_TYPED} characters or fewer for the title"));
        }
        if self.text.trim().is_empty() {
            errors.add("text", "Write what the clause says");
        }
        errors.check()
    }
}

/// What somebody types to sign.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SignInput {
    /// The full name.
    #[serde(default)]
    pub name: String,
    /// The role.
    #[serde(default)]
    pub role: String,
    /// `yes` when the box is ticked.
    #[serde(default)]
    pub consent: String,
    /// The fingerprint of the text that was shown.
    #[serde(default)]
    pub document: String,
    /// `yes` once the question “Sign as …?” was answered.
    #[serde(default)]
    pub confirmed: String,
    /// `yes` when the secondee says that they need no more time to consider it.
    #[serde(default)]
    pub enough: String,
}

/// A signature whose words are in order.
#[derive(Debug, Clone)]
pub struct Typed {
    /// The full name.
    pub name: String,
    /// The role.
    pub role: String,
    /// SHA-256 of the text that was shown.
    pub document: [u8; 32],
    /// Whether the secondee says that they need no more time to consider it.
    pub enough: bool,
}

impl SignInput {
    /// Whether everything is there.
    ///
    /// # Errors
    /// [`Error::Invalid`] with a sentence for each wrong field.
    pub fn check(&self) -> Result<Typed> {
        let mut errors = FieldErrors::default();
        let name = typed(&self.name, "name", "Type your full name", &mut errors);
        let role = typed(&self.role, "role", "Type your role", &mut errors);
        if self.consent != "yes" {
            errors.add("consent", "Tick the box to agree to sign electronically");
        }
        let document = sha_of(&self.document);
        if document.is_none() {
            errors.add("", "Open the agreement again before you sign it.");
        }
        match document {
            Some(document) if errors.is_empty() => {
                Ok(Typed { name, role, document, enough: self.enough == "yes" })
            }
            _ => Err(Error::Invalid(errors)),
        }
    }
}

fn typed(text: &str, field: &str, ask: &str, errors: &mut FieldErrors) -> String {
    let clean = sojourn_papers::text::clean_line(text);
    if clean.is_empty() {
        errors.add(field, ask);
    } else if clean.chars().count() > LONGEST_TYPED {
        errors.add(field, format!("Use {LONGEST_TYPED} characters or fewer"));
    }
    clean
}

/// A reason or a question, cleaned.
///
/// # Errors
/// [`Error::Invalid`] on `field`, asking with `ask`, when it is blank or too long.
pub fn words(text: &str, field: &str, ask: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::field(field, ask));
    }
    if text.chars().count() > LONGEST_WORDS {
        return Err(Error::field(field, format!("Use {LONGEST_WORDS} characters or fewer")));
    }
    Ok(text.to_owned())
}

/// A fingerprint in hexadecimal as bytes.
#[must_use]
pub fn sha_of(text: &str) -> Option<[u8; 32]> {
    hex::decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_needs_name_role_tick_and_the_text() {
        let Err(Error::Invalid(errors)) = SignInput::default().check() else { panic!("accepted") };
        for field in ["name", "role", "consent", ""] {
            assert!(errors.get(field).is_some(), "{field}");
        }
        let input = SignInput {
            name: "  Helen\u{202e}  Marsh ".to_owned(),
            role: "Brand director".to_owned(),
            consent: "yes".to_owned(),
            document: "ab".repeat(32),
            ..SignInput::default()
        };
        assert_eq!(input.check().unwrap().name, "Helen Marsh");
    }

    #[test]
    fn sides_read_back() {
        for side in [Side::Secondee, Side::Home, Side::Host] {
            assert_eq!(side_of(side_word(side)), Some(side));
        }
        assert_eq!(side_of("away"), None);
    }
}
