//! From words to lines of glyphs.

mod lines;
mod shape;
mod words;

pub(crate) use lines::{Line, Stretch, lines};
pub(crate) use shape::shape;
pub(crate) use words::{Ink, Words, printable};
