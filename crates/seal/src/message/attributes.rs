//! The three attributes that are signed, and nothing but those: PAdES B-B keeps the time in the PDF.

use super::names;
use cms::cert::x509::attr::Attribute;
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use der::{Any, Encode, Sequence};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::spki::AlgorithmIdentifierOwned;

/// RFC 5035, section 3.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<EssCertIdV2>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

/// RFC 5035, section 4: SHA-256 when no algorithm is named.
#[derive(Sequence)]
struct EssCertIdV2 {
    #[asn1(optional = "true")]
    algorithm: Option<AlgorithmIdentifierOwned>,
    digest: OctetString,
    #[asn1(optional = "true")]
    issuer: Option<Any>,
}

pub(super) fn make(digest: &[u8], certificate: &Certificate) -> der::Result<SetOfVec<Attribute>> {
    let named = EssCertIdV2 {
        algorithm: None,
        digest: OctetString::new(Sha256::digest(certificate.to_der()?).as_slice())?,
        issuer: None,
    };
    let signing = SigningCertificateV2 { certificates: vec![named], policies: None };
    SetOfVec::try_from(vec![
        attribute(names::CONTENT_TYPE, Any::encode_from(&names::DATA)?)?,
        attribute(names::MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest)?)?)?,
        attribute(names::SIGNING_CERTIFICATE_V2, Any::encode_from(&signing)?)?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<Attribute> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

/// The one value of an attribute: neither missing nor twice.
pub(super) fn only(attributes: &SetOfVec<Attribute>, oid: ObjectIdentifier) -> Option<&Any> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
    let attribute = found.next().filter(|attribute| attribute.values.len() == 1)?;
    if found.next().is_some() { None } else { attribute.values.get(0) }
}

/// Whether the first certificate the attribute names is this one. `None`: it cannot be told here.
pub(super) fn names_certificate(value: &Any, certificate: &Certificate) -> Option<bool> {
    let signing: SigningCertificateV2 = value.decode_as().ok()?;
    let first = signing.certificates.first()?;
    if first.algorithm.as_ref().is_some_and(|algorithm| algorithm.oid != names::SHA256) {
        return None;
    }
    Some(first.digest.as_bytes() == Sha256::digest(certificate.to_der().ok()?).as_slice())
}
