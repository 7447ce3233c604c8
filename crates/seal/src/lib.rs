//! PAdES B-B seals (ETSI EN 319 142-1) on PDF files: made, and verified from the file alone.

use chrono::{DateTime, Utc};

/// What is wrong with a key or a file. The `Display` text is meant for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The key file is not one.
    #[error("The seal key cannot be read: {0}")]
    Key(String),
    /// The bytes are not a PDF file that can be sealed or verified.
    #[error("This is not a PDF file that can be read: {0}")]
    Pdf(String),
}

/// An ECDSA P-256 key with its certificate.
pub struct SealKey {}

/// What the seal says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Whose seal it is.
    pub name: String,
    /// Why it was put there.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One seal found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The subject of the certificate.
    pub signer: String,
    /// SHA-256 of the certificate, in lower-case hexadecimal.
    pub certificate: String,
    /// When it says it was made.
    pub at: Option<DateTime<Utc>>,
    /// The bytes it covers are those that were sealed.
    pub intact: bool,
    /// It covers every byte of the file but itself.
    pub whole: bool,
    /// What is wrong, in sentences; empty when nothing is.
    pub faults: Vec<String>,
}

impl SealKey {
    /// A new key with a certificate of its own for this name, valid for ten years from `now`.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn generate(name: &str, now: DateTime<Utc>) -> Result<SealKey, SealError> {
        let _ = (name, now);
        Err(SealError::Key("not yet".to_owned()))
    }

    /// Key and certificate as PEM blocks.
    ///
    /// # Errors
    /// Which block is missing or cannot be read.
    pub fn from_pem(text: &str) -> Result<SealKey, SealError> {
        let _ = text;
        Err(SealError::Key("not yet".to_owned()))
    }

    /// Key and certificate as PEM blocks; keep them secret.
    #[must_use]
    pub fn to_pem(&self) -> String {
        String::new()
    }

    /// SHA-256 of the certificate, in lower-case hexadecimal.
    #[must_use]
    pub fn certificate(&self) -> String {
        String::new()
    }
}

/// The file with a seal behind it; every byte of `pdf` stays where it was.
///
/// # Errors
/// The file is not a PDF that can be sealed.
pub fn seal(pdf: &[u8], key: &SealKey, about: &About) -> Result<Vec<u8>, SealError> {
    let _ = (pdf, key, about);
    Err(SealError::Key("not yet".to_owned()))
}

/// Every seal in the file, first to last; none for a file that was never sealed.
///
/// # Errors
/// The bytes are not a PDF.
pub fn verify(pdf: &[u8]) -> Result<Vec<Found>, SealError> {
    let _ = pdf;
    Err(SealError::Pdf("not yet".to_owned()))
}
