//! One seal where it stands: its dictionary, the bytes it covers, and its message.

use crate::certificate;
use crate::message::{self, Judged};
use crate::pdf::{Document, Entry, Parser, Value, text};
use crate::{Found, SealError};
use chrono::{DateTime, Utc};
use der::Encode;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// The dictionary of a seal, with where its message stands.
struct Site {
    at: Option<DateTime<Utc>>,
    strict: bool,
    range: Result<Covered, String>,
    contents: Vec<u8>,
}

/// The bytes before and behind the message.
struct Covered {
    gap: Range<usize>,
    end: usize,
}

/// Whether the object there is a dictionary that covers bytes of the file.
pub(super) fn is_seal(document: &Document<'_>, offset: usize) -> Result<bool, SealError> {
    let found = entries(document, offset)?;
    Ok(found.is_some_and(|entries| entries.iter().any(|entry| entry.key == b"ByteRange")))
}

fn entries(document: &Document<'_>, offset: usize) -> Result<Option<Vec<Entry>>, SealError> {
    let mut parser = Parser::new(document.bytes, offset, &document.work);
    let entries = object(&mut parser);
    // what cannot be read costs as much as what can
    document.work.parsed(parser.at.saturating_sub(offset))?;
    Ok(entries)
}

fn object(parser: &mut Parser<'_>) -> Option<Vec<Entry>> {
    parser.heading().ok()?;
    let entries = parser.entries().ok()?;
    parser.expect("endobj").ok()?;
    Some(entries)
}

/// Where the seal ends, and what is to be said of it.
pub(super) fn judge(document: &Document<'_>, offset: usize, listed: bool) -> (usize, Found) {
    let mut found = super::lost(Vec::new());
    let site = entries(document, offset).ok().flatten();
    let site = site.ok_or_else(|| "The dictionary of the seal cannot be read.".to_owned());
    match site.and_then(|entries| read(document.bytes, &entries)) {
        Err(fault) => {
            found.faults.push(fault);
            (0, found)
        }
        Ok(site) => {
            let end = weigh(document.bytes, &site, &mut found);
            if !listed {
                found.faults.push("The form of the file does not name this seal.".to_owned());
            }
            (end, found)
        }
    }
}

/// Fills in what the message and the bytes say; answers where the covered bytes end.
fn weigh(pdf: &[u8], site: &Site, found: &mut Found) -> usize {
    found.at = site.at;
    let digest = match &site.range {
        Ok(covered) => digest(pdf, covered),
        Err(fault) => {
            found.faults.push(fault.clone());
            Vec::new()
        }
    };
    let Judged { certificate, verdict } = message::judge(&site.contents, &digest, site.strict);
    if let Some(certificate) = &certificate {
        found.signer = certificate::subject(certificate);
        found.certificate =
            certificate.to_der().map(|bytes| hex::encode(Sha256::digest(bytes))).unwrap_or_default();
        if site.at.is_some_and(|at| !certificate::in_force(certificate, at)) {
            found.faults.push("The certificate was not in force at the time the seal gives.".to_owned());
        }
    }
    let Ok(covered) = &site.range else { return 0 };
    found.intact = verdict.is_ok();
    found.whole = covered.end == pdf.len();
    found.faults.extend(verdict.err());
    covered.end
}

fn digest(pdf: &[u8], covered: &Covered) -> Vec<u8> {
    let before = Sha256::new().chain_update(&pdf[..covered.gap.start]);
    before.chain_update(&pdf[covered.gap.end..covered.end]).finalize().to_vec()
}

fn read(pdf: &[u8], entries: &[Entry]) -> Result<Site, String> {
    let strict = match only(entries, "SubFilter").map(|entry| &entry.value) {
        Some(Value::Name(name)) if name == b"ETSI.CAdES.detached" => true,
        Some(Value::Name(name)) if name == b"adbe.pkcs7.detached" => false,
        Some(Value::Name(name)) => {
            return Err(format!(
                "A seal of the kind {} cannot be checked here.",
                String::from_utf8_lossy(name)
            ));
        }
        _ => return Err("The seal does not say of which kind it is.".to_owned()),
    };
    if only(entries, "Type").is_some_and(|entry| entry.value != Value::name("Sig")) {
        return Err("The dictionary of the seal says that it is something else.".to_owned());
    }
    let contents = only(entries, "Contents").ok_or("The seal has no signed message.")?;
    let Value::Text(message) = &contents.value else {
        return Err("The signed message of the seal cannot be read.".to_owned());
    };
    let range = only(entries, "ByteRange").ok_or("The seal does not say which bytes it covers.")?;
    let at = match only(entries, "M").map(|entry| &entry.value) {
        Some(Value::Text(date)) => text::read_date(date),
        _ => None,
    };
    Ok(Site { at, strict, range: covered(pdf, &range.value, &contents.span), contents: message.clone() })
}

/// The entry under this key, when there is exactly one.
fn only<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
    let mut found = entries.iter().filter(|entry| entry.key == key.as_bytes());
    found.next().filter(|_| found.next().is_none())
}

/// A seal covers everything from the first byte to the end of its revision, but for the message itself.
fn covered(pdf: &[u8], range: &Value, contents: &Range<usize>) -> Result<Covered, String> {
    let numbers: Option<Vec<usize>> =
        if let Value::Array(numbers) = range { numbers.iter().map(Value::as_usize).collect() } else { None };
    let Some(&[start, first, second, length]) = numbers.as_deref() else {
        return Err("Which bytes the seal covers cannot be read.".to_owned());
    };
    if start != 0 || first != contents.start || second != contents.end || pdf.get(first) != Some(&b'<') {
        return Err(
            "The seal does not cover the file from its first byte, with nothing left out but itself."
                .to_owned(),
        );
    }
    let end = second.checked_add(length).filter(|end| *end <= pdf.len());
    let end = end.ok_or("The file is shorter than what was sealed: its end is missing.")?;
    if !pdf[..end].trim_ascii_end().ends_with(b"%%EOF") || end < second + b"%%EOF".len() {
        return Err("What the seal covers does not end where a revision of the file ends.".to_owned());
    }
    Ok(Covered { gap: contents.clone(), end })
}
