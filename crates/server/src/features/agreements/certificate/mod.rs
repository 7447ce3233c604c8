//! “Signatures and evidence”: for one version that all have signed, who signed what, when, and how they were known.
//!
//! Home, host and secondee see names, times and how somebody was known. Where a signer was and which program they used
//! is for mobility and legal at home alone.

pub mod api;
pub mod pages;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use sojourn_kit::error::{Error, Result};
use utoipa::ToSchema;

use super::model::{Agreement, Signatory, document_number, side_word};
use super::passing::store as passes;
use super::prints::{self, Seal};
use super::signing::evidence;
use super::store;
use crate::cx::Cx;
use crate::features::secondments::{Party, Record, Secondment};

/// How much of the evidence somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Names, times and how somebody was known.
    Parties,
    /// Also from where, with what, and by which letter.
    Full,
}

/// How much of the evidence the actor sees: nobody sees more of their own secondment by a second role.
#[must_use]
pub fn depth(record: &Record) -> Depth {
    let standing = &record.standing;
    let is_office = standing.is(Party::ProgrammeAdmin) || standing.is(Party::Legal);
    if is_office && !standing.is(Party::Secondee) { Depth::Full } else { Depth::Parties }
}

/// The signatures of one version with their evidence.
#[derive(Debug, Serialize, ToSchema)]
pub struct CertificateView {
    /// The number printed on it.
    pub number: String,
    /// The version, from 1.
    pub version: i64,
    /// SHA-256 of the text that was signed, as HTML.
    pub document_sha256: String,
    /// SHA-256 of the same text with the certificate of its signatures.
    pub executed_sha256: String,
    /// SHA-256 of the sealed PDF; nothing for what was signed before there were any.
    pub pdf_sha256: Option<String>,
    /// When the last signature came.
    pub executed_at: Option<DateTime<Utc>>,
    /// The seal on the PDF.
    pub seal: Option<SealView>,
    /// The signatures, in order.
    pub signatures: Vec<SignatureView>,
}

/// The seal on a PDF.
#[derive(Debug, Serialize, ToSchema)]
pub struct SealView {
    /// Its running number on this installation.
    pub serial: i64,
    /// SHA-256 of the certificate that made it.
    pub certificate_sha256: String,
    /// When it was made.
    pub sealed_at: DateTime<Utc>,
}

/// One signature.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignatureView {
    /// The name that was typed.
    pub name: String,
    /// The role that was typed.
    pub role: String,
    /// The name as printed in the text.
    pub printed_name: String,
    /// The capacity as printed in the text.
    pub capacity: String,
    /// `secondee`, `host` or `home`.
    pub side: &'static str,
    /// The organisation they belong to, as far as it was kept.
    pub organisation: Option<String>,
    /// When they signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// How they were known.
    pub known_by: &'static str,
    /// SHA-256 of what they signed.
    pub document_sha256: Option<String>,
    /// The sentence they agreed to.
    pub consent: Option<String>,
    /// How often the text was shown to them before, as far as it was counted.
    pub shown: Option<ShownView>,
    /// Who was asked before them, and when it was passed on.
    pub passed: Vec<PassedView>,
    /// SHA-256 of the record of evidence, as the history holds it.
    pub evidence_sha256: Option<String>,
    /// From where and with what; for mobility and legal at home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<DetailView>,
}

/// How often a text was shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShownView {
    /// How often.
    pub times: i64,
    /// When for the first time.
    pub first_at: Option<DateTime<Utc>>,
    /// When for the last time.
    pub last_at: Option<DateTime<Utc>>,
}

/// A signature that was passed on before it was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct PassedView {
    /// Who passed it on.
    pub from: String,
    /// To whom.
    pub to: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What only mobility and legal at home see of a signature.
#[derive(Debug, Serialize, ToSchema)]
pub struct DetailView {
    /// The address that the request went to.
    pub email: Option<String>,
    /// The `Message-ID` of the letter that asked.
    pub letter: Option<String>,
    /// When they proved who they are.
    pub proven_at: Option<DateTime<Utc>>,
    /// Names the private link without opening it.
    pub link: Option<String>,
    /// The network address they came from.
    pub address: Option<String>,
    /// What their browser or program called itself.
    pub user_agent: Option<String>,
    /// The number of the request in the log.
    pub request: Option<String>,
    /// The hash of the event before the signature, in the chain of the home organisation.
    pub previous_event: Option<String>,
    /// SHA-256 of the certificate whose key was in use.
    pub sealing_certificate_sha256: Option<String>,
}

/// The certificate of a version. Callers hold it from a record, or a request to sign, that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] for a version that not all have signed.
pub async fn of(cx: &mut Cx, s: &Secondment, agreement: &Agreement, depth: Depth) -> Result<CertificateView> {
    let (Some(executed), Some(issued)) = (agreement.executed_sha, agreement.issued_sha) else {
        return Err(Error::NotFound);
    };
    let seal = prints::seal_of(cx, agreement.id).await?;
    let signatories = store::signatories(cx, agreement.id).await?;
    let passes = passes::of_agreement(cx, agreement.id).await?;
    let signatures = signatories.iter().map(|signatory| {
        let own = passes.iter().filter(|pass| pass.signatory == signatory.id && pass.recalled_at.is_none());
        let passed = own.map(|pass| PassedView {
            from: pass.from_name.clone(),
            to: pass.to_name.clone(),
            at: pass.at,
        });
        SignatureView::of(signatory, passed.collect(), depth)
    });
    Ok(CertificateView {
        number: document_number(s),
        version: agreement.number,
        document_sha256: hex::encode(issued),
        executed_sha256: hex::encode(executed),
        pdf_sha256: agreement.prints.executed.map(hex::encode),
        executed_at: agreement.executed_at,
        seal: seal.map(SealView::from),
        signatures: signatures.collect(),
    })
}

impl From<Seal> for SealView {
    fn from(seal: Seal) -> Self {
        Self { serial: seal.serial, certificate_sha256: seal.certificate, sealed_at: seal.at }
    }
}

impl SignatureView {
    fn of(s: &Signatory, passed: Vec<PassedView>, depth: Depth) -> Self {
        let none = Value::Null;
        let kept = s.evidence.as_ref().unwrap_or(&none);
        Self {
            name: s.typed_name.clone().unwrap_or_default(),
            role: s.typed_role.clone().unwrap_or_default(),
            printed_name: s.name.clone(),
            capacity: s.capacity.clone(),
            side: side_word(s.side),
            organisation: words(kept, "/asserted/organisation"),
            signed_at: s.signed_at,
            known_by: known_by(kept),
            document_sha256: s.signed_sha.map(hex::encode),
            consent: words(kept, "/consent/text"),
            shown: kept.pointer("/views/times").and_then(Value::as_i64).map(|times| ShownView {
                times,
                first_at: instant(kept, "/views/first_at"),
                last_at: instant(kept, "/views/last_at"),
            }),
            passed,
            evidence_sha256: s.evidence.as_ref().map(|kept| evidence::hash(&kept.to_string())),
            detail: (depth == Depth::Full && s.evidence.is_some()).then(|| DetailView::of(kept)),
        }
    }
}

impl DetailView {
    fn of(kept: &Value) -> Self {
        Self {
            email: words(kept, "/asserted/email"),
            letter: words(kept, "/request_letter/message_id"),
            proven_at: instant(kept, "/authentication/proven_at"),
            link: words(kept, "/link"),
            address: words(kept, "/address"),
            user_agent: words(kept, "/user_agent"),
            request: words(kept, "/request"),
            previous_event: words(kept, "/previous_event/hash"),
            sealing_certificate_sha256: words(kept, "/sealing_certificate_sha256"),
        }
    }
}

fn words(kept: &Value, path: &str) -> Option<String> {
    kept.pointer(path)?.as_str().filter(|words| !words.is_empty()).map(str::to_owned)
}

fn instant(kept: &Value, path: &str) -> Option<DateTime<Utc>> {
    kept.pointer(path)?.as_str()?.parse().ok()
}

/// How a signer was known, as people say it.
fn known_by(kept: &Value) -> &'static str {
    let word = |path: &str| kept.pointer(path).and_then(Value::as_str).unwrap_or_default();
    match (word("/authentication/way"), word("/authentication/method")) {
        ("account", "session") => "Signed in to an account less than five minutes before",
        ("account", _) => "An account, and a six-digit code mailed to their address",
        ("private link", _) => "A private link, and a six-digit code mailed to the same address",
        _ => "Not recorded",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn how_somebody_was_known_is_said_in_words() {
        let kept = |way: &str, method: &str| json!({ "authentication": { "way": way, "method": method } });
        assert!(known_by(&kept("account", "session")).starts_with("Signed in"));
        assert!(known_by(&kept("account", "mailed code")).starts_with("An account"));
        assert!(known_by(&kept("private link", "mailed code")).starts_with("A private link"));
        assert_eq!(known_by(&Value::Null), "Not recorded");
    }

    #[test]
    fn what_is_blank_or_of_another_kind_is_left_out() {
        let kept = json!({ "address": "", "request": 7, "link": "ab" });
        assert_eq!(words(&kept, "/address"), None);
        assert_eq!(words(&kept, "/request"), None);
        assert_eq!(words(&kept, "/link").as_deref(), Some("ab"));
        assert_eq!(instant(&kept, "/link"), None);
    }
}
