//! Why a measurement could not go on.

use std::fmt;

/// A sentence for the person at the terminal.
#[derive(Debug)]
pub struct Fault(String);

/// The result of one piece of work.
pub type Outcome<T = ()> = Result<T, Fault>;

impl Fault {
    /// A fault with that sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Fault {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}
