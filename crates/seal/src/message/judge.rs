//! What a signed message found in a file is worth.

use super::{attributes, modest, names};
use crate::certificate;
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetStringRef};
use der::{Decode, Encode};
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

/// The certificate of the signer, when the message has one, and whether the message holds for the digest.
pub(crate) struct Judged {
    pub(crate) certificate: Option<Certificate>,
    pub(crate) verdict: Result<(), String>,
}

/// Judges the message at the start of `contents`; zeros may follow. `strict` asks for the attribute that names the
/// certificate, as PAdES does and older signatures do not.
pub(crate) fn judge(contents: &[u8], digest: &[u8], strict: bool) -> Judged {
    let (data, signer) = match read(contents) {
        Ok(read) => read,
        Err(fault) => return Judged { certificate: None, verdict: Err(fault) },
    };
    let Some(own) = certificate_of(&data, &signer) else {
        return Judged {
            certificate: None,
            verdict: Err("The seal does not hold the certificate it was made with.".to_owned()),
        };
    };
    let verdict = check(&signer, &own, digest, strict);
    Judged { certificate: Some(own), verdict }
}

fn read(contents: &[u8]) -> Result<(SignedData, SignerInfo), String> {
    let unreadable = || "The signed message of the seal cannot be read.".to_owned();
    let length = modest::measure(contents).ok_or_else(unreadable)?;
    let (message, rest) = contents.split_at(length);
    if rest.iter().any(|byte| *byte != 0) {
        return Err("Something other than the signed message is hidden in the seal.".to_owned());
    }
    let info = ContentInfo::from_der(message).map_err(|_| unreadable())?;
    if info.content_type != names::SIGNED_DATA {
        return Err(unreadable());
    }
    let data: SignedData = info.content.decode_as().map_err(|_| unreadable())?;
    if data.encap_content_info.econtent_type != names::DATA || data.encap_content_info.econtent.is_some() {
        return Err("The signed message of the seal is about something other than this file.".to_owned());
    }
    match data.signer_infos.0.as_slice() {
        [signer] => {
            let signer = signer.clone();
            Ok((data, signer))
        }
        _ => Err("A seal has exactly one signer; this one does not.".to_owned()),
    }
}

fn certificate_of(data: &SignedData, signer: &SignerInfo) -> Option<Certificate> {
    let certificates = data.certificates.as_ref()?.0.iter().filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate),
        CertificateChoices::Other(_) => None,
    });
    certificates.into_iter().find(|certificate| is_of(certificate, &signer.sid)).cloned()
}

fn is_of(certificate: &Certificate, signer: &SignerIdentifier) -> bool {
    let of = &certificate.tbs_certificate;
    match signer {
        SignerIdentifier::IssuerAndSerialNumber(named) => {
            of.issuer == named.issuer && of.serial_number == named.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(named) => {
            matches!(of.get::<SubjectKeyIdentifier>(), Ok(Some((_, identifier))) if identifier == *named)
        }
    }
}

fn check(signer: &SignerInfo, own: &Certificate, digest: &[u8], strict: bool) -> Result<(), String> {
    if signer.digest_alg.oid != names::SHA256 {
        return Err(not_here(signer.digest_alg.oid));
    }
    let signed =
        signer.signed_attrs.as_ref().ok_or("The seal has no signed attributes, as every seal must.")?;
    let content = attributes::only(signed, names::CONTENT_TYPE)
        .and_then(|value| value.decode_as::<ObjectIdentifier>().ok());
    if content != Some(names::DATA) {
        return Err("The seal does not say what kind of content it is about.".to_owned());
    }
    let sealed =
        attributes::only(signed, names::MESSAGE_DIGEST).ok_or("The seal holds no digest of the file.")?;
    let sealed: OctetStringRef<'_> =
        sealed.decode_as().map_err(|_| "The digest in the seal cannot be read.")?;
    if sealed.as_bytes() != digest {
        return Err("The file was changed after it was sealed.".to_owned());
    }
    signature(signer, own, &signed.to_der().map_err(|_| "The signed attributes cannot be read.")?)?;
    names_it(attributes::only(signed, names::SIGNING_CERTIFICATE_V2), own, strict)
}

fn signature(signer: &SignerInfo, own: &Certificate, signed: &[u8]) -> Result<(), String> {
    if signer.signature_algorithm.oid != names::ECDSA_WITH_SHA256 {
        return Err(not_here(signer.signature_algorithm.oid));
    }
    let point = certificate::p256_point(own)
        .ok_or_else(|| not_here(own.tbs_certificate.subject_public_key_info.algorithm.oid))?;
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point);
    public
        .verify(signed, signer.signature.as_bytes())
        .map_err(|_| "The signature is not one of the key in the certificate.".to_owned())
}

fn names_it(value: Option<&der::Any>, own: &Certificate, strict: bool) -> Result<(), String> {
    match value.map(|value| attributes::names_certificate(value, own)) {
        Some(Some(true)) => Ok(()),
        Some(Some(false)) => {
            Err("The seal was made for another certificate than the one it holds.".to_owned())
        }
        Some(None) => Err("How the seal names its certificate cannot be checked here.".to_owned()),
        None if strict => Err("The seal does not name the certificate it was made with.".to_owned()),
        None => Ok(()),
    }
}

fn not_here(oid: ObjectIdentifier) -> String {
    format!(
        "The seal is signed in a way that cannot be checked here ({oid}); only ECDSA on P-256 with SHA-256 can."
    )
}
