//! The private link: 256 random bits in a letter, kept as a hash, bound to one signature of one text.

use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use sojourn_kit::auth::{Token, TokenHash};
use sojourn_kit::error::Result;

use super::store;
use crate::cx::Cx;
use crate::features::agreements::model::{AgreementId, Signatory, SignatoryId};

/// How long a link works.
pub const GOOD_FOR: Duration = Duration::days(14);

/// A private link as stored.
#[derive(Debug, Clone)]
pub struct Link {
    /// The hash of its token.
    pub token: TokenHash,
    /// Whose signature it locates.
    pub signatory: SignatoryId,
    /// SHA-256 of the text it was sent for.
    pub document: [u8; 32],
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Link {
    /// Names the link in the evidence without opening it.
    #[must_use]
    pub fn public_id(&self) -> String {
        let digest = Sha256::new().chain_update(b"link").chain_update(self.token.as_bytes()).finalize();
        hex::encode(&digest[..8])
    }
}

/// Makes a link for the signature of a text and takes earlier ones back. Answers the token, the only time it is
/// in the open, and how many links there were before.
///
/// # Errors
/// When the database refuses.
pub async fn make(cx: &mut Cx, signatory: &Signatory, document: [u8; 32]) -> Result<(Token, i64)> {
    store::revoke_links(cx, signatory.id).await?;
    let before = store::links_so_far(cx, signatory.id).await?;
    Ok((add(cx, signatory, document).await?, before))
}

/// Makes one more link beside those that work: the way back to a text that was signed.
///
/// # Errors
/// When the database refuses.
pub async fn add(cx: &mut Cx, signatory: &Signatory, document: [u8; 32]) -> Result<Token> {
    let token = Token::fresh();
    let expires_at = cx.now() + GOOD_FOR;
    let link = Link { token: token.hash(), signatory: signatory.id, document, expires_at, revoked_at: None };
    store::insert_link(cx, &link).await?;
    Ok(token)
}

/// The link of that token, whatever its state.
///
/// # Errors
/// When the database does not answer.
pub async fn find(cx: &mut Cx, token: &Token) -> Result<Option<Link>> {
    store::link(cx, &token.hash()).await
}

/// The newest link of a signatory.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(cx: &mut Cx, signatory: SignatoryId) -> Result<Option<Link>> {
    store::newest_link(cx, signatory).await
}

/// Takes back every link of a version.
///
/// # Errors
/// When the database refuses.
pub async fn revoke_all(cx: &mut Cx, agreement: AgreementId) -> Result<()> {
    store::revoke_links_of(cx, agreement).await
}
