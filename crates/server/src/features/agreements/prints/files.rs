//! One version as a file: which bytes those are, and how they are sent.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use sojourn_kit::error::{Error, Result};
use sojourn_papers::Sheet;

use super::press::{self, Mark};
use crate::cx::Cx;
use crate::features::agreements::documents;
use crate::features::agreements::model::{Agreement, Status, document_number};
use crate::features::secondments::Secondment;
use crate::shell::Link;

/// The media type of a print.
pub(super) const PDF: &str = "application/pdf";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// A file is kept and never shown in our name; whatever opens it may run nothing and load nothing.
const CSP: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'";

/// Which kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To read, print and keep.
    Pdf,
    /// To work on in a word processor.
    Word,
}

impl Kind {
    fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Word => "docx",
        }
    }

    fn media(self) -> &'static str {
        match self {
            Self::Pdf => PDF,
            Self::Word => WORD,
        }
    }
}

/// A file as it is sent.
#[derive(Debug)]
pub struct File {
    kind: Kind,
    name: String,
    bytes: Vec<u8>,
}

/// A file that was found: kept as it is, or to be made from a text that nobody has signed.
#[derive(Debug)]
pub enum Found {
    /// The bytes are kept.
    Kept(File),
    /// They are made now.
    Made(Box<Sheet>, Kind, String),
}

/// Finds the file of a version. Callers hold the version from a record, or a request to sign, that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] for a version that never went out and is no draft; a refusal when there is no such file;
/// [`Error::TooMany`] when the actor has many files made in a minute.
pub async fn find(cx: &mut Cx, s: &Secondment, agreement: &Agreement, kind: Kind) -> Result<Found> {
    let (mark, part) = match (agreement.executed_sha, agreement.issued_sha) {
        (Some(_), _) => return signed(cx, s, agreement, kind).await,
        (None, Some(_)) => (Mark::NotSigned, "-not-signed"),
        (None, None) if agreement.status == Status::Draft => (Mark::Draft, "-draft"),
        (None, None) => return Err(Error::NotFound),
    };
    let name = name(s, agreement, part, kind);
    if let (Kind::Pdf, Some(sha)) = (kind, agreement.prints.issued) {
        return kept(cx, sha, name).await;
    }
    let heavy = cx.app.limits.heavy(&cx.actor.person.to_string(), cx.now());
    heavy.map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
    Ok(Found::Made(Box::new(press::marked(cx, s, agreement, mark)?), kind, name))
}

async fn signed(cx: &mut Cx, s: &Secondment, agreement: &Agreement, kind: Kind) -> Result<Found> {
    match (kind, agreement.prints.executed) {
        (Kind::Pdf, Some(sha)) => kept(cx, sha, name(s, agreement, "", kind)).await,
        (Kind::Pdf, None) => Err(Error::refused(
            "no_print",
            "This version was signed before there were sealed PDF files. Open the printable page and keep that.",
        )),
        (Kind::Word, _) => Err(Error::refused(
            "signed_text",
            "All have signed this version, and a Word file would not be what they signed. Keep the PDF file. To change \
             the agreement, ask for a change on the record.",
        )),
    }
}

async fn kept(cx: &mut Cx, sha: [u8; 32], name: String) -> Result<Found> {
    let bytes = documents::get(cx, sha).await?.bytes;
    Ok(Found::Kept(File { kind: Kind::Pdf, name, bytes }))
}

/// `AG-0312-v2-not-signed.pdf`: nothing in it was typed by anybody, and nothing else than letters, digits and hyphens
/// gets through.
fn name(s: &Secondment, agreement: &Agreement, part: &str, kind: Kind) -> String {
    let number = document_number(s);
    let number: String = number.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    format!("{number}-v{}{part}.{}", agreement.number, kind.ending())
}

impl Found {
    /// The file. Work on the database is over by now, so that nobody waits for a connection while it is made.
    ///
    /// # Errors
    /// A refusal when the paper has too many pages; a fault of the engine.
    pub async fn file(self) -> Result<File> {
        match self {
            Self::Kept(file) => Ok(file),
            Self::Made(sheet, kind, name) => {
                let bytes = match kind {
                    Kind::Pdf => press::pdf(*sheet).await?,
                    Kind::Word => press::word(*sheet).await?,
                };
                Ok(File { kind, name, bytes })
            }
        }
    }
}

impl File {
    /// The file as an answer that is kept and not shown.
    ///
    /// # Errors
    /// A fault of the product when a header cannot be written.
    pub fn response(self) -> Result<Response> {
        let tag = format!("\"{}\"", hex::encode(Sha256::digest(&self.bytes)));
        let disposition = format!("attachment; filename=\"{}\"", self.name);
        let mut response = self.bytes.into_response();
        let headers: [(HeaderName, String); 5] = [
            (header::CONTENT_TYPE, self.kind.media().to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
            (header::CONTENT_SECURITY_POLICY, CSP.to_owned()),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            (header::ETAG, tag),
        ];
        for (header, value) in headers {
            let value = HeaderValue::try_from(value).map_err(Error::internal)?;
            response.headers_mut().insert(header, value);
        }
        Ok(response)
    }
}

/// Links to what there is of a version below an address, `/sign` or `/secondments/…/agreement/v/2`.
#[must_use]
pub fn links(agreement: &Agreement, base: &str) -> Vec<Link> {
    let is_signed = agreement.executed_sha.is_some();
    let mut links = Vec::new();
    if !is_signed || agreement.prints.executed.is_some() {
        links.push(Link::new("PDF file", format!("{base}/agreement.pdf")));
    }
    if is_signed {
        links.push(Link::new("Signatures and evidence", format!("{base}/evidence")));
    } else {
        links.push(Link::new("Word file", format!("{base}/agreement.docx")));
    }
    links
}
