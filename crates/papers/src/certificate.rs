//! The executed text: the issued bytes as they were signed, plus a certificate of the signatures.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::draft::Side;
use crate::error::PaperError;
use crate::page::{AFTER_AGREEMENT, DocumentMeta, fingerprint};
use crate::text::{clean_line, escape};

/// Where the certificate begins. Typed text is escaped, so it can never contain this.
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

/// The certificate of the signatures, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Who signed what.
    pub statement: String,
    /// SHA-256 of what was signed, in hexadecimal.
    pub fingerprint: String,
    /// One signature each, in the order of [`Certificate::COLUMNS`].
    pub rows: Vec<[String; 4]>,
}

impl SignatureLine {
    /// Who signed, and for whom when it was passed on.
    fn name_on_paper(&self) -> String {
        let name = clean_line(&self.name);
        match &self.passed {
            Some(passed) => {
                let (first, on) = (clean_line(&passed.name), passed.on.format("%-d %B %Y"));
                format!("{name}, for {first}, passed on {on}")
            }
            None => name,
        }
    }
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
    let number = meta.checked_number()?;
    let certificate = Certificate::new(&fingerprint(issued), number, meta.version, signatures);
    let certificate = certificate_html(&certificate);
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

impl Certificate {
    /// Its heading.
    pub const TITLE: &str = "Signature certificate";
    /// Before the fingerprint.
    pub const FINGERPRINT: &str = "Fingerprint of the signed text (SHA-256):";
    /// Above the table.
    pub const CAPTION: &str = "Signatures";
    /// The heads of the table.
    pub const COLUMNS: [&str; 4] = ["Name", "Capacity", "Signed (UTC)", "Known by"];

    pub(crate) fn new(issued: &str, number: &str, version: u32, lines: &[SignatureLine]) -> Certificate {
        let statement = format!(
            "Everyone named here signed {number}, version {version}, electronically. The text they signed is the \
             document above, without this certificate."
        );
        let row = |line: &SignatureLine| {
            [
                line.name_on_paper(),
                line.side.with_capacity(&line.capacity),
                line.signed_at.format("%-d %B %Y, %H:%M:%S UTC").to_string(),
                line.method.words().to_owned(),
            ]
        };
        Certificate { statement, fingerprint: issued.to_owned(), rows: lines.iter().map(row).collect() }
    }
}

pub(crate) fn certificate_html(certificate: &Certificate) -> String {
    let (title, intro, caption) = (Certificate::TITLE, Certificate::FINGERPRINT, Certificate::CAPTION);
    let (statement, issued) = (escape(&certificate.statement), escape(&certificate.fingerprint));
    let [name, capacity, signed, known] = Certificate::COLUMNS;
    let rows: String = certificate.rows.iter().map(row_html).collect();
    format!(
        "{CERTIFICATE}aria-labelledby=\"certificate\">\n<h2 id=\"certificate\">{title}</h2>\n\
         <p>{statement}</p>\n\
         <p>{intro}<br><code>{issued}</code></p>\n\
         <table>\n<caption>{caption}</caption>\n<thead><tr><th scope=\"col\">{name}</th>\
         <th scope=\"col\">{capacity}</th><th scope=\"col\">{signed}</th><th scope=\"col\">{known}</th></tr></thead>\
         \n<tbody>\n{rows}</tbody>\n</table>\n</section>\n"
    )
}

fn row_html(row: &[String; 4]) -> String {
    let [name, capacity, at, method] = row.each_ref().map(|cell| escape(cell));
    format!("<tr><th scope=\"row\">{name}</th><td>{capacity}</td><td>{at}</td><td>{method}</td></tr>\n")
}
