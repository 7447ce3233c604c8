//! The executed text: the issued bytes as they were signed, plus a certificate of the signatures.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::draft::Side;
use crate::error::PaperError;
use crate::page::{AFTER_AGREEMENT, DocumentMeta, fingerprint};
use crate::text::{clean_line, escape};

const CERTIFICATE: &str = "<section class=\"certificate\" ";

/// How a person was known when signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignMethod {
    /// Signed in to an account.
    Account,
    /// Opened an emailed link and entered the one-time code sent to the same address.
    LinkAndCode,
}

/// One signature as it stands on the certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureLine {
    pub name: String,
    pub capacity: String,
    pub side: Side,
    pub signed_at: DateTime<Utc>,
    pub method: SignMethod,
    /// Whose signature it was, when they passed it on: the text names them, and its bytes stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<PassedFrom>,
}

/// Who would have signed, and when they passed it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedFrom {
    /// The name that the text prints.
    pub name: String,
    /// The day.
    pub on: NaiveDate,
}

impl SignMethod {
    /// In words, for the certificate.
    pub fn words(self) -> &'static str {
        match self {
            SignMethod::Account => "Signed in to an account",
            SignMethod::LinkAndCode => "Emailed link and one-time code",
        }
    }
}

/// Completes an issued text. Every byte that was signed stays as it is; a certificate is added behind the
/// agreement with the names, capacities, times in UTC, and the fingerprint of the issued bytes.
///
/// # Errors
/// `issued` was not made by [`crate::render_html`] or is executed already; there is no signature; or the document
/// number is not one.
pub fn executed_html(
    issued: &[u8],
    meta: &DocumentMeta,
    signatures: &[SignatureLine],
) -> Result<Vec<u8>, PaperError> {
    if signatures.is_empty() {
        return Err(PaperError::NoSignatures);
    }
    let text = std::str::from_utf8(issued).map_err(|_| PaperError::NotIssuedText)?;
    if text.contains(CERTIFICATE) {
        return Err(PaperError::NotIssuedText);
    }
    let (agreement, rest) = text.split_once(AFTER_AGREEMENT).ok_or(PaperError::NotIssuedText)?;
    let certificate = certificate(&fingerprint(issued), meta, signatures)?;
    Ok(format!("{agreement}{certificate}{AFTER_AGREEMENT}{rest}").into_bytes())
}

/// Takes the certificate off an executed text again and gives the bytes that were signed; `None` when `executed`
/// is not an executed text. Its [`fingerprint`] is the one that the certificate names.
pub fn issued_from_executed(executed: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(executed).ok()?;
    let (agreement, rest) = text.split_once(CERTIFICATE)?;
    let (_, after) = rest.split_once(AFTER_AGREEMENT)?;
    Some(format!("{agreement}{AFTER_AGREEMENT}{after}").into_bytes())
}

fn certificate(
    issued: &str,
    meta: &DocumentMeta,
    signatures: &[SignatureLine],
) -> Result<String, PaperError> {
    let (number, version) = (meta.checked_number()?, meta.version);
    let rows: String = signatures.iter().map(row).collect();
    Ok(format!(
        "{CERTIFICATE}aria-labelledby=\"certificate\">\n<h2 id=\"certificate\">Signature certificate</h2>\n\
         <p>Everyone named here signed {number}, version {version}, electronically. The text they signed is the \
         document above, without this certificate.</p>\n\
         <p>Fingerprint of the signed text (SHA-256):<br><code>{issued}</code></p>\n\
         <table>\n<caption>Signatures</caption>\n<thead><tr><th scope=\"col\">Name</th>\
         <th scope=\"col\">Capacity</th><th scope=\"col\">Signed (UTC)</th><th scope=\"col\">Known by</th></tr></thead>\
         \n<tbody>\n{rows}</tbody>\n</table>\n</section>\n"
    ))
}

fn row(line: &SignatureLine) -> String {
    let (name, method) = (escape(&clean_line(&line.name)), line.method.words());
    let capacity = escape(&line.side.with_capacity(&line.capacity));
    let at = line.signed_at.format("%-d %B %Y, %H:%M:%S UTC");
    let passed = line.passed.as_ref().map_or_else(String::new, |passed| {
        let first = escape(&clean_line(&passed.name));
        format!("<br>for {first}, passed on {}", passed.on.format("%-d %B %Y"))
    });
    format!(
        "<tr><th scope=\"row\">{name}{passed}</th><td>{capacity}</td><td>{at}</td><td>{method}</td></tr>\n"
    )
}
