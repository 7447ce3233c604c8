//! What can go wrong, in the kinds that a person can tell apart.

use std::collections::BTreeMap;

/// The result of nearly everything in the product.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The one error type. A kind exists only if a person is answered differently for it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or the session has ended.
    #[error("sign in first")]
    SignIn,
    /// It does not exist, or is not this actor's to know of: the two look the same.
    #[error("not found")]
    NotFound,
    /// The actor may know of it but not do this.
    #[error("not allowed")]
    Forbidden,
    /// The typed input is wrong; each field says what to do.
    #[error("invalid input: {0:?}")]
    Invalid(FieldErrors),
    /// The rules of the product refuse this, with a sentence a person can act on.
    #[error("refused: {}", .0.code)]
    Refused(Refusal),
    /// The way the actor came in does not reach this, whatever their role: a key that only reads, a sign-in
    /// without the second factor that is asked for.
    #[error("barred: {}", .0.code)]
    Barred(Refusal),
    /// Somebody changed the row since it was read.
    #[error("changed by somebody else")]
    Stale,
    /// Too many tries; wait this many seconds.
    #[error("too many tries, wait {retry_after} s")]
    TooMany {
        /// Seconds to wait before the next try.
        retry_after: u64,
    },
    /// This very request was already answered: the stored answer goes out again.
    #[error("already answered")]
    Replay(Box<crate::web::Reply>),
    /// The database is busy or away; trying again later may help.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// A fault of the product or its surroundings. The cause is logged, never shown.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// An internal fault with its cause in words for the log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// A refusal with a stable code and a sentence for the person.
    pub fn refused(code: &'static str, sentence: impl Into<String>) -> Self {
        Self::Refused(Refusal { code, sentence: sentence.into() })
    }

    /// A refusal of the way somebody came in, with a stable code and a sentence.
    pub fn barred(code: &'static str, sentence: impl Into<String>) -> Self {
        Self::Barred(Refusal { code, sentence: sentence.into() })
    }

    /// One wrong field.
    pub fn field(name: impl Into<String>, sentence: impl Into<String>) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(name, sentence);
        Self::Invalid(errors)
    }
}

/// Why the rules refuse an action: a stable code for programs and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable, snake_case, part of the API.
    pub code: &'static str,
    /// What stands in the way and what to do about it.
    pub sentence: String,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Sentences by field name. The empty name is for the form as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct FieldErrors(pub BTreeMap<String, String>);

impl FieldErrors {
    /// Notes what is wrong with `field`; the first sentence for a field stays.
    pub fn add(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.0.entry(field.into()).or_insert_with(|| sentence.into());
    }

    /// The sentence for a field, if it is wrong.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when nothing is wrong, so that validation can end with `errors.check()?`.
    ///
    /// # Errors
    /// [`Error::Invalid`] with all the sentences.
    pub fn check(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}
