//! Words with their typefaces, before they are shaped.

use std::ops::Range;

use sojourn_papers::text::clean;
use unicode_normalization::char::is_combining_mark;

use crate::fonts::{Face, REPLACEMENT};

/// More marks and joiners than this on one letter are left out; no script needs as many, and readers take no more
/// than eight characters behind one sign.
const MAX_MARKS: usize = 7;

/// Colour in red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink(pub(crate) u8, pub(crate) u8, pub(crate) u8);

/// A stretch of words in one typeface, for one place in the structure of the document.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) range: Range<usize>,
    pub(crate) face: Face,
    /// Where its content goes in the structure; `None` for what is no content.
    pub(crate) slot: Option<usize>,
    /// The place it leads to.
    pub(crate) link: Option<String>,
}

/// One paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) spans: Vec<Span>,
    pub(crate) size: f32,
    pub(crate) ink: Ink,
}

impl Words {
    pub(crate) fn new(size: f32, ink: Ink) -> Words {
        Words { text: String::new(), spans: Vec::new(), size, ink }
    }

    /// Adds a stretch.
    #[must_use]
    pub(crate) fn with(mut self, face: Face, slot: Option<usize>, text: &str) -> Words {
        self.add(face, slot, None, text);
        self
    }

    /// Adds a stretch that leads somewhere.
    pub(crate) fn add(&mut self, face: Face, slot: Option<usize>, link: Option<String>, text: &str) {
        let start = self.text.len();
        self.text.push_str(&printable(text));
        let range = start..self.text.len();
        if !range.is_empty() {
            self.spans.push(Span { range, face, slot, link });
        }
    }
}

/// The text without what can be on no page: hidden characters are taken out, and those without a meaning of their own
/// (private use, not a character) are replaced, as PDF/A asks.
pub(crate) fn printable(text: &str) -> String {
    let mut marks = 0;
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        marks = if is_combining_mark(c) || is_ignorable(c) { marks + 1 } else { 0 };
        if marks <= MAX_MARKS {
            out.push(if is_meaningless(c) { REPLACEMENT } else { c });
        }
    }
    out
}

/// Joiners and selectors that have no look of their own; the shaper hides them.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{34f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_meaningless(c: char) -> bool {
    let code = u32::from(c);
    let private = matches!(code, 0xe000..=0xf8ff | 0xf_0000..);
    private || matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}
