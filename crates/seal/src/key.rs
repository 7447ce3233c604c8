//! The key of a seal with its certificate, and the certificates that vouch for it.

use crate::{SealError, certificate};
use chrono::{DateTime, Utc};
use der::Encode;
use pem::Pem;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;

const PRIVATE_KEY: &str = "PRIVATE KEY";
const CERTIFICATE: &str = "CERTIFICATE";
/// The most certificates a key may bring along.
const MOST_CERTIFICATES: usize = 8;
/// The largest certificate, in bytes.
const LARGEST_CERTIFICATE: usize = 16 * 1024;

/// An ECDSA P-256 key with its certificate.
pub struct SealKey {
    pair: EcdsaKeyPair,
    private: Vec<u8>,
    /// The certificate of the key first, then those that vouch for it.
    certificates: Vec<Certificate>,
    fingerprint: String,
}

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the private part.
        f.debug_struct("SealKey").field("certificate", &self.fingerprint).finish_non_exhaustive()
    }
}

impl SealKey {
    /// A new key with a certificate of its own for this name, valid for ten years from the day of `now`.
    ///
    /// # Errors
    /// The name is empty, or the system gives no randomness.
    pub fn generate(name: &str, now: DateTime<Utc>) -> Result<SealKey, SealError> {
        let made = certificate::self_signed(name, now)?;
        SealKey::assemble(made.private, &[made.certificate])
    }

    /// Key and certificate as PEM blocks: one `PRIVATE KEY` (PKCS#8, not encrypted) and its `CERTIFICATE`, which
    /// those of the authorities that vouch for it may follow.
    ///
    /// # Errors
    /// Which block is missing or cannot be read.
    pub fn from_pem(text: &str) -> Result<SealKey, SealError> {
        let blocks = pem::parse_many(text).map_err(|_| key("it is not made of PEM blocks."))?;
        let mut private = None;
        let mut certificates = Vec::new();
        for block in blocks {
            match block.tag() {
                PRIVATE_KEY if private.is_some() => {
                    return Err(key("it has more than one PRIVATE KEY block."));
                }
                PRIVATE_KEY => private = Some(block.into_contents()),
                CERTIFICATE => certificates.push(block.into_contents()),
                other => {
                    return Err(key(format!(
                        "a block is called {other}; a PRIVATE KEY (PKCS#8) and CERTIFICATE blocks are expected."
                    )));
                }
            }
        }
        let private = private.ok_or_else(|| key("the PRIVATE KEY block is missing."))?;
        SealKey::assemble(private, &certificates)
    }

    fn assemble(private: Vec<u8>, certificates: &[Vec<u8>]) -> Result<SealKey, SealError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &private, &SystemRandom::new())
            .map_err(|_| {
                key("the PRIVATE KEY block is not a key on the curve P-256 in PKCS#8 with its public part.")
            })?;
        if certificates.len() > MOST_CERTIFICATES {
            return Err(key(format!("it has more than {MOST_CERTIFICATES} certificates.")));
        }
        let read = certificates.iter().map(|bytes| read_certificate(bytes)).collect::<Result<Vec<_>, _>>()?;
        let own = read.first().ok_or_else(|| key("the CERTIFICATE block is missing."))?;
        if certificate::p256_point(own) != Some(pair.public_key().as_ref()) {
            return Err(key(
                "the first certificate is not that of the key; put the key's own certificate first.",
            ));
        }
        let fingerprint = hex::encode(Sha256::digest(&certificates[0]));
        Ok(SealKey { pair, private, certificates: read, fingerprint })
    }

    /// Key and certificates as PEM blocks; keep them secret.
    #[must_use]
    pub fn to_pem(&self) -> String {
        let mut blocks = vec![Pem::new(PRIVATE_KEY, self.private.clone())];
        // What was read as DER is written as the same DER.
        blocks.extend(
            self.certificates.iter().filter_map(|each| Some(Pem::new(CERTIFICATE, each.to_der().ok()?))),
        );
        pem::encode_many_config(&blocks, pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF))
    }

    /// SHA-256 of the certificate, in lower-case hexadecimal.
    #[must_use]
    pub fn certificate(&self) -> String {
        self.fingerprint.clone()
    }

    /// The certificate of the key first, then those that vouch for it.
    pub(crate) fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// ECDSA over SHA-256, in DER.
    pub(crate) fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        let signature = self
            .pair
            .sign(&SystemRandom::new(), bytes)
            .map_err(|_| key("the system gives no randomness."))?;
        Ok(signature.as_ref().to_vec())
    }
}

fn read_certificate(bytes: &[u8]) -> Result<Certificate, SealError> {
    let read = certificate::read(bytes)
        .ok_or_else(|| key("a CERTIFICATE block is not an X.509 certificate in DER."))?;
    if bytes.len() > LARGEST_CERTIFICATE {
        return Err(key(format!("a certificate is larger than {LARGEST_CERTIFICATE} bytes.")));
    }
    Ok(read)
}

pub(crate) fn key(words: impl Into<String>) -> SealError {
    SealError::Key(words.into())
}
