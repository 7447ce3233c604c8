//! From words to lines of glyphs.

mod lines;
mod shape;
mod shapers;
mod words;

pub(crate) use lines::{Line, Stretch, lines};
pub(crate) use shape::shape;
pub(crate) use shapers::Shapers;
pub(crate) use words::{Ink, Words, printable};
