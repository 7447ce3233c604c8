//! Certificates: one of our own making, and what any of them says.

use crate::SealError;
use crate::key::key;
use crate::message::{modest, names};
use chrono::{DateTime, Datelike, Months, Utc};
use der::asn1::ObjectIdentifier;
use der::{Decode, Encode, Tag, Tagged};
use rcgen::{CertificateParams, DistinguishedName, DnType, DnValue, IsCa, KeyUsagePurpose, SerialNumber};
use ring::rand::{SecureRandom, SystemRandom};
use x509_cert::Certificate;

/// X.520 allows a common name this many characters.
const LONGEST_NAME: usize = 64;
const YEARS: u32 = 10;

pub(crate) struct Made {
    /// PKCS#8.
    pub(crate) private: Vec<u8>,
    /// DER.
    pub(crate) certificate: Vec<u8>,
}

/// A new P-256 key and a certificate that it signs for itself. A longer name is cut at 64 characters.
pub(crate) fn self_signed(name: &str, now: DateTime<Utc>) -> Result<Made, SealError> {
    let name: String = name.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    if name.is_empty() {
        return Err(key("a seal needs the name of whom it belongs to."));
    }
    let failed = |_| key("the system gives no randomness for a new key.");
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).map_err(failed)?;
    let certificate = params(name, now)?.self_signed(&pair).map_err(failed)?;
    Ok(Made { private: pair.serialize_der(), certificate: certificate.der().to_vec() })
}

fn params(name: String, now: DateTime<Utc>) -> Result<CertificateParams, SealError> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, DnValue::Utf8String(name));
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::ContentCommitment];
    params.serial_number = Some(serial()?);
    // From the start of the day, so that a clock that is a little behind does not find it in the future.
    let end =
        now.checked_add_months(Months::new(12 * YEARS)).filter(|end| (1960..=9999).contains(&end.year()));
    let end = end.ok_or_else(|| key("the date is out of reach."))?;
    params.not_before = rcgen::date_time_ymd(now.year(), month(now), now.day().to_le_bytes()[0]);
    params.not_after = rcgen::date_time_ymd(end.year(), month(end), end.day().to_le_bytes()[0]);
    Ok(params)
}

fn month(at: DateTime<Utc>) -> u8 {
    at.month().to_le_bytes()[0]
}

/// Positive, and of sixteen bytes whatever is drawn.
fn serial() -> Result<SerialNumber, SealError> {
    let mut bytes = [0; 16];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| key("the system gives no randomness for a serial number."))?;
    bytes[0] = (bytes[0] & 0x7f) | 0x40;
    Ok(SerialNumber::from_slice(&bytes))
}

/// A certificate, when the bytes are one and nothing else, in the one way DER allows.
pub(crate) fn read(bytes: &[u8]) -> Option<Certificate> {
    if modest::measure(bytes)? != bytes.len() {
        return None;
    }
    let read = Certificate::from_der(bytes).ok()?;
    (read.to_der().ok()? == bytes).then_some(read)
}

/// The public key, when it is a point of P-256.
pub(crate) fn p256_point(certificate: &Certificate) -> Option<&[u8]> {
    let info = &certificate.tbs_certificate.subject_public_key_info;
    let curve: ObjectIdentifier = info.algorithm.parameters.as_ref()?.decode_as().ok()?;
    let right = info.algorithm.oid == names::EC_PUBLIC_KEY && curve == names::P256;
    if right { info.subject_public_key.as_bytes() } else { None }
}

/// The common name of the subject, or the whole subject when it has none.
pub(crate) fn subject(certificate: &Certificate) -> String {
    let subject = &certificate.tbs_certificate.subject;
    let parts = subject.0.iter().flat_map(|part| part.0.iter());
    let common = parts.filter(|part| part.oid == names::COMMON_NAME).find_map(|part| text(&part.value));
    let whole = common.unwrap_or_else(|| subject.to_string());
    whole.chars().filter(|letter| !letter.is_control()).collect()
}

fn text(value: &der::Any) -> Option<String> {
    match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String => {
            String::from_utf8(value.value().to_vec()).ok()
        }
        _ => None,
    }
}

/// Whether the certificate was in force then.
pub(crate) fn in_force(certificate: &Certificate, at: DateTime<Utc>) -> bool {
    let validity = &certificate.tbs_certificate.validity;
    let Ok(seconds) = u64::try_from(at.timestamp()) else { return false };
    (validity.not_before.to_unix_duration().as_secs()..=validity.not_after.to_unix_duration().as_secs())
        .contains(&seconds)
}
