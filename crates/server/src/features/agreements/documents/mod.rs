//! Issued and executed texts: bytes under their SHA-256, written once and never rendered again.

mod store;

use sha2::{Digest, Sha256};
use sojourn_kit::error::{Error, Result};

use crate::cx::Cx;

/// A document: its media type and its bytes.
#[derive(Debug, Clone)]
pub struct Document {
    /// Media type, such as `text/html; charset=utf-8`.
    pub media: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Keeps the bytes and answers their SHA-256. The same bytes are kept once.
///
/// # Errors
/// When the database refuses.
pub async fn put(cx: &mut Cx, bytes: &[u8], media: &str) -> Result<[u8; 32]> {
    let sha: [u8; 32] = Sha256::digest(bytes).into();
    store::insert(cx, sha, bytes, media).await?;
    Ok(sha)
}

/// The bytes under that hash, checked against it. Callers hold the hash from a row that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] when there are none; a fault when the bytes are no longer those of the hash.
pub async fn get(cx: &mut Cx, sha: [u8; 32]) -> Result<Document> {
    let document = store::load(cx, sha).await?.ok_or(Error::NotFound)?;
    let found: [u8; 32] = Sha256::digest(&document.bytes).into();
    if found != sha {
        return Err(Error::internal(format!(
            "document {} has other bytes than its name says",
            hex::encode(sha)
        )));
    }
    Ok(document)
}
