//! PAdES B-B seals (ETSI EN 319 142-1) on PDF files: made, and verified from the file alone.
//!
//! Pure: no file, no network and no clock. Bytes and times come in, bytes and findings go out.
//!
//! | module | what |
//! |---|---|
//! | `key`, `certificate` | the key, its certificate, and what a certificate says |
//! | `message` | the signed message (CMS) inside a seal: made, read, judged |
//! | `pdf` | reading PDF files: values, cross-references, object streams |
//! | `update` | the revision that is written behind the file |
//! | `verify` | every seal of a file, and what is wrong with it |
//!
//! Whether a certificate is one to trust is for the caller to say, by its digest: nothing here trusts anybody.

mod certificate;
mod key;
mod message;
mod pdf;
mod update;
mod verify;

use chrono::{DateTime, Utc};

pub use key::SealKey;
pub use update::seal;
pub use verify::verify;

/// The largest file that is sealed or verified, in bytes.
pub const LARGEST: usize = 25 * 1024 * 1024;

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
    /// The subject of the certificate: its common name, or the whole of it when there is none.
    pub signer: String,
    /// SHA-256 of the certificate, in lower-case hexadecimal; empty when the seal names none that can be read.
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
