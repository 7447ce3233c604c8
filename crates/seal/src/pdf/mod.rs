//! Reading PDF files, as much of them as seals need.
//!
//! What comes in may be hostile: nesting, the number of values and what is inflated are bounded by `work`, and
//! whatever is not understood is an error.

mod document;
mod parse;
mod parse_text;
mod section;
mod stream;
pub(crate) mod text;
mod value;
mod work;

pub(crate) use document::{Document, Kind, Place};
pub(crate) use parse::{Entry, Parser};
pub(crate) use value::{Dict, Id, Value};

use crate::SealError;

pub(crate) fn broken(words: impl Into<String>) -> SealError {
    SealError::Pdf(words.into())
}
