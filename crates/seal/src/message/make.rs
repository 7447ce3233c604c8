//! A new signed message.

use super::{attributes, names};
use crate::key::key;
use crate::{SealError, SealKey};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use der::{Any, Encode};
use x509_cert::spki::AlgorithmIdentifierOwned;

/// Room for the attributes, the signature and what holds them together.
const ROOM: usize = 1024;

/// How many bytes to keep free for a message of this key: its certificates, and the issuer of its own again.
pub(crate) fn room(seal_key: &SealKey) -> usize {
    let lengths = seal_key.certificates().iter().filter_map(|each| each.encoded_len().ok());
    let lengths: Vec<_> = lengths.filter_map(|length| usize::try_from(length).ok()).collect();
    ROOM + lengths.iter().sum::<usize>() + lengths.first().unwrap_or(&0)
}

/// The message over content with this SHA-256, in DER.
pub(crate) fn make(digest: &[u8], seal_key: &SealKey) -> Result<Vec<u8>, SealError> {
    let failed = |_| key("its certificate cannot be put into a seal.");
    let own = seal_key.certificates().first().ok_or_else(|| key("it has no certificate."))?;
    let signed = attributes::make(digest, own).map_err(failed)?;
    // What is signed is the set itself, not the tagged form in which it travels.
    let signature = seal_key.sign(&signed.to_der().map_err(failed)?)?;
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: own.tbs_certificate.issuer.clone(),
            serial_number: own.tbs_certificate.serial_number.clone(),
        }),
        digest_alg: algorithm(names::SHA256),
        signed_attrs: Some(signed),
        signature_algorithm: algorithm(names::ECDSA_WITH_SHA256),
        signature: OctetString::new(signature).map_err(failed)?,
        unsigned_attrs: None,
    };
    wrap(signer, seal_key).map_err(failed)
}

fn wrap(signer: SignerInfo, seal_key: &SealKey) -> der::Result<Vec<u8>> {
    let mut certificates = SetOfVec::new();
    for certificate in seal_key.certificates() {
        let choice = CertificateChoices::Certificate(certificate.clone());
        if !certificates.iter().any(|known| *known == choice) {
            certificates.insert(choice)?;
        }
    }
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![algorithm(names::SHA256)])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: names::DATA, econtent: None },
        certificates: Some(CertificateSet(certificates)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
    };
    ContentInfo { content_type: names::SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()
}

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid, parameters: None }
}
