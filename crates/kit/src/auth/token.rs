//! Random tokens: 256 bits, shown once, stored only as a hash.

use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;

/// What every API key starts with, so that secret scanners can recognise one.
pub const API_KEY_PREFIX: &str = "sjk_";

const SECRET_BYTES: usize = 32;

/// A secret of 256 random bits, as lower-case hex text; API keys carry the prefix `sjk_`.
///
/// It has no `Display`, and `Debug` hides the secret: the only way to the text is [`Token::reveal`],
/// which is easy to find in a review.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A fresh token for a session, an emailed link or a form. 64 characters.
    #[must_use]
    pub fn fresh() -> Self {
        Self(hex::encode(rand::random::<[u8; SECRET_BYTES]>()))
    }

    /// A fresh API key: `sjk_` and 64 characters.
    #[must_use]
    pub fn fresh_api_key() -> Self {
        Self(format!("{API_KEY_PREFIX}{}", Self::fresh().0))
    }

    /// The token somebody presents, or `None` when the text cannot be one of ours.
    ///
    /// The shape is checked first so that junk never reaches the database.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let secret = text.strip_prefix(API_KEY_PREFIX).unwrap_or(text);
        let hexadecimal = secret.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        (secret.len() == 2 * SECRET_BYTES && hexadecimal).then(|| Self(text.to_owned()))
    }

    /// Whether this is an API key. Keys and session tokens never stand in for each other.
    #[must_use]
    pub fn is_api_key(&self) -> bool {
        self.0.starts_with(API_KEY_PREFIX)
    }

    /// The secret text, to put in a cookie, a letter, or on the page that shows a key once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored and looked up instead of the token.
    ///
    /// A fast hash is enough here: 256 random bits cannot be guessed, unlike a password.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// SHA-256 of a secret: 32 bytes for a database column. Comparing two takes the same time whatever differs.
#[derive(Clone, Copy)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// The hash of `parts`, each preceded by its length so that no two lists of parts run together.
    #[must_use]
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// A hash read back from storage, or `None` when it is not 32 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The 32 bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The 32 bytes as an owned vector, for a database argument.
    #[must_use]
    pub fn to_vec(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl PartialEq for TokenHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for TokenHash {}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_token_reads_back_and_hashes_alike() {
        let token = Token::fresh();
        let presented = Token::parse(token.reveal()).unwrap();
        assert_eq!(token.hash(), presented.hash());
        assert_ne!(token.hash(), Token::fresh().hash());
        assert!(!token.is_api_key());
    }

    #[test]
    fn an_api_key_carries_its_prefix() {
        let key = Token::fresh_api_key();
        assert!(key.reveal().starts_with("sjk_"));
        assert!(Token::parse(key.reveal()).unwrap().is_api_key());
    }

    #[test]
    fn other_texts_are_refused() {
        let good = Token::fresh().reveal().to_owned();
        let longer = format!("{good}0");
        let upper = "A".repeat(64);
        let wide = "é".repeat(32);
        for text in ["", "abc", &good[1..], &longer, &upper, &wide, &format!("sjx_{good}")] {
            assert!(Token::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_debug_print_hides_the_secret() {
        let token = Token::fresh();
        let shown = format!("{token:?} {:?}", token.hash());
        assert_eq!(shown, "Token(hidden) TokenHash(hidden)");
    }

    #[test]
    fn a_hash_survives_storage_and_refuses_other_lengths() {
        let hash = Token::fresh().hash();
        assert_eq!(TokenHash::from_bytes(&hash.to_vec()), Some(hash));
        assert!(TokenHash::from_bytes(&[0; 31]).is_none());
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(TokenHash::of_parts(&[b"ab", b"c"]), TokenHash::of_parts(&[b"a", b"bc"]));
    }
}
