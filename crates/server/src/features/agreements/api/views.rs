//! The shapes of the answers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::Result;
use utoipa::ToSchema;

use crate::cx::Cx;
use crate::features::agreements::considering::Considering;
use crate::features::agreements::drafting::what_is_missing;
use crate::features::agreements::model::{
    Agreement, SignInput, Signatory, SignatoryId, SignatoryStatus, Status, document_number, side_word,
};
use crate::features::agreements::order::Signing;
use crate::features::agreements::passing::api::{self as passing, PassView};
use crate::features::agreements::signers;
use crate::features::agreements::wording::sources::{Origin, origins};
use crate::features::secondments::{Record, RecordView, Secondment, Slice};

/// One clause of the text.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClauseView {
    /// Its number.
    pub number: u16,
    /// Its head, such as `CL-23`.
    pub head: &'static str,
    /// Its title.
    pub title: String,
    /// Its text: a paragraph a line, items of a list after `- `.
    pub text: String,
    /// One sentence in plain words.
    pub plain_words: String,
    /// Whether it differs from the text as it was drafted.
    pub changed: bool,
    /// Where its words come from.
    pub source: Origin,
}

/// Something that stands between a draft and its signature.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissingView {
    /// Stable, such as `gap` or `signatory-missing`.
    pub code: &'static str,
    /// For a person to read.
    pub sentence: String,
    /// Where it is put right.
    pub fix: String,
}

/// A head that is left out on purpose.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaiverView {
    /// The head, such as `CL-23`.
    pub head: &'static str,
    /// Its usual title.
    pub title: &'static str,
    /// Why, as a half-sentence.
    pub reason: &'static str,
    /// Why, in somebody's own words.
    pub note: String,
}

/// Somebody who signs.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignatoryView {
    /// The stable id.
    pub id: SignatoryId,
    /// `secondee`, `host` or `home`.
    pub side: &'static str,
    /// The name as printed.
    pub name: String,
    /// In which capacity.
    pub capacity: String,
    /// Where the signature stands.
    pub status: SignatoryStatus,
    /// When they signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// SHA-256 of what they signed, in hexadecimal.
    pub signed_sha256: Option<String>,
}

/// One version of an agreement.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementView {
    /// The number printed on it.
    pub number: String,
    /// The version, from 1.
    pub version: i64,
    /// Grows with each change of the draft; send it back with a change of your own.
    pub revision: i64,
    /// How far it has come.
    pub status: Status,
    /// The clauses.
    pub clauses: Vec<ClauseView>,
    /// The heads that are left out on purpose.
    pub waivers: Vec<WaiverView>,
    /// What is missing before it can be sent for signature; empty once it is sent.
    pub missing: Vec<MissingView>,
    /// Who signs, in order.
    pub signatories: Vec<SignatoryView>,
    /// Whether people are asked one after the other or all at once.
    pub signing: Signing,
    /// Until when the secondee may consider the text and what they said about it, once it is issued.
    pub considering: Option<Considering>,
    /// SHA-256 of the text that people sign, once issued.
    pub document_sha256: Option<String>,
    /// SHA-256 of the text with its certificate, once all have signed.
    pub executed_sha256: Option<String>,
    /// SHA-256 of the newest PDF that is kept: sealed once all have signed, before that what went out for signature.
    pub pdf_sha256: Option<String>,
}

/// An agreement with its record, which says what the caller may do now.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordAgreementView {
    /// The agreement.
    pub agreement: AgreementView,
    /// Signatures of this version that were passed on, in order.
    pub passes: Vec<PassView>,
    /// The record.
    pub record: RecordView,
}

impl AgreementView {
    /// The version with its text.
    ///
    /// # Errors
    /// A fault when a clause cannot be written out.
    pub fn of(s: &Secondment, agreement: &Agreement, signatories: &[Signatory]) -> Self {
        let paper = &agreement.paper;
        let changed = paper.draft.changed_since(&paper.standard);
        let clauses = paper.draft.clauses.iter().zip(origins(paper)).map(|(clause, source)| ClauseView {
            source,
            number: clause.number,
            head: clause.head.code(),
            title: clause.title.clone(),
            text: paper.draft.editable_text(clause.number).unwrap_or_default(),
            plain_words: clause.plain_words.clone(),
            changed: changed.contains(&clause.number),
        });
        let missing = match agreement.status {
            Status::Draft => what_is_missing(agreement, signatories),
            _ => Vec::new(),
        };
        let missing =
            missing.into_iter().map(|m| MissingView { code: m.code, sentence: m.sentence, fix: m.fix });
        Self {
            number: document_number(s),
            version: agreement.number,
            revision: agreement.version,
            status: agreement.status,
            clauses: clauses.collect(),
            waivers: paper.draft.waivers.iter().map(WaiverView::of).collect(),
            missing: missing.collect(),
            signatories: signatories.iter().map(SignatoryView::of).collect(),
            signing: paper.signing,
            considering: Considering::of(agreement, signatories),
            document_sha256: agreement.issued_sha.map(hex::encode),
            executed_sha256: agreement.executed_sha.map(hex::encode),
            pdf_sha256: agreement.prints.executed.or(agreement.prints.issued).map(hex::encode),
        }
    }
}

impl WaiverView {
    fn of(waiver: &sojourn_papers::Waiver) -> Self {
        Self {
            head: waiver.head.code(),
            title: waiver.head.title(),
            reason: waiver.reason.words(),
            note: waiver.note.clone(),
        }
    }
}

impl SignatoryView {
    fn of(s: &Signatory) -> Self {
        Self {
            id: s.id,
            side: side_word(s.side),
            name: s.name.clone(),
            capacity: s.capacity.clone(),
            status: s.status,
            signed_at: s.signed_at,
            signed_sha256: s.signed_sha.map(hex::encode),
        }
    }
}

/// The agreement with its record, for an actor who sees it.
///
/// # Errors
/// When the database does not answer.
pub async fn answer(
    cx: &mut Cx,
    record: &Record,
    agreement: &Agreement,
    signatories: &[Signatory],
) -> Result<RecordAgreementView> {
    let passes = passing::of(cx, record, agreement).await?;
    let mut view = AgreementView::of(&record.secondment, agreement, signatories);
    if agreement.status == Status::Draft {
        let faults = signers::faults(cx, record, agreement, signatories).await?;
        let faults = faults.into_iter();
        view.missing.extend(faults.map(|m| MissingView { code: m.code, sentence: m.sentence, fix: m.fix }));
    }
    let agreement = view;
    Ok(RecordAgreementView { agreement, passes, record: RecordView::of(cx, record).await? })
}

/// Whether the actor sees this version as it stands.
#[must_use]
pub fn sees(record: &Record, agreement: &Agreement) -> bool {
    // what never went out stays a draft, also when it was called off
    let slice = if agreement.issued_sha.is_none() { Slice::DraftAgreement } else { Slice::Agreement };
    record.standing.sees(slice)
}

/// A new text for one clause.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClauseRequest {
    /// The revision of the draft that was read.
    pub revision: i64,
    /// The title.
    pub title: String,
    /// The text: a paragraph a line, items of a list after `- `.
    pub text: String,
    /// One sentence in plain words.
    #[serde(default)]
    pub plain_words: String,
}

/// Sends the draft for signature.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueRequest {
    /// The revision of the draft that was read.
    pub revision: i64,
    /// Whether people are asked one after the other, home last, or all at once; one after the other when missing.
    #[serde(default)]
    pub signing: Signing,
}

/// A signature.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignRequest {
    /// What `POST …/codes` answered with; for signers without an account.
    #[serde(default)]
    pub session: String,
    /// The six digits from the email; needed once per code.
    #[serde(default)]
    pub code: String,
    /// The full name.
    pub name: String,
    /// The role.
    pub role: String,
    /// The fingerprint of the text that was read.
    pub document_sha256: String,
    /// Agrees to sign electronically.
    pub consent: bool,
    /// From the secondee: needs no more time to consider the text.
    #[serde(default)]
    pub enough_time: bool,
}

impl SignRequest {
    /// As the form says it.
    #[must_use]
    pub fn input(&self) -> SignInput {
        SignInput {
            name: self.name.clone(),
            role: self.role.clone(),
            consent: if self.consent { "yes" } else { "" }.to_owned(),
            document: self.document_sha256.clone(),
            confirmed: "yes".to_owned(),
            enough: if self.enough_time { "yes" } else { "" }.to_owned(),
        }
    }
}

/// A reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonRequest {
    /// What `POST …/codes` answered with; for signers without an account.
    #[serde(default)]
    pub session: String,
    /// The six digits from the email, if they were not entered before; for signers without an account.
    #[serde(default)]
    pub code: String,
    /// Why.
    pub reason: String,
}

/// Shows the text to a signer without an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadRequest {
    /// What `POST …/codes` answered with.
    pub session: String,
    /// The six digits from the email; needed once per code.
    #[serde(default)]
    pub code: String,
}

/// A code is on its way.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeSent {
    /// Binds the code to the program that asked; keep it secret. Empty for a caller with a key.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub session: String,
    /// Until when the code can be entered.
    pub expires_at: DateTime<Utc>,
}

/// Who asks for a signature, and where it stands. No more than the letter said.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestView {
    /// “Inès Baptiste at Fernleigh Foods”.
    pub matter: String,
    /// “Maya Okonjo at Brightwater Group”.
    pub asked_by: String,
    /// Where the signature stands.
    pub status: SignatoryStatus,
    /// Until when the link works.
    pub expires_at: DateTime<Utc>,
}

/// The text for a signer without an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextView {
    /// “Inès Baptiste at Fernleigh Foods”.
    pub matter: String,
    /// The fingerprint to send back with the signature.
    pub document_sha256: String,
    /// The very bytes that are signed, as HTML.
    pub html: String,
    /// The sentence that `consent` agrees to.
    pub consent: String,
    /// Who signs, in order.
    pub signatories: Vec<SignatoryView>,
}

impl TextView {
    /// The signers, as everybody on the agreement sees them.
    #[must_use]
    pub fn signatories(all: &[Signatory]) -> Vec<SignatoryView> {
        all.iter().map(SignatoryView::of).collect()
    }
}

/// What became of a signature.
#[derive(Debug, Serialize, ToSchema)]
pub struct Receipt {
    /// `signed`, or `executed` when it was the last.
    pub outcome: &'static str,
    /// When.
    pub signed_at: DateTime<Utc>,
    /// The fingerprint of what was signed.
    pub document_sha256: String,
}
