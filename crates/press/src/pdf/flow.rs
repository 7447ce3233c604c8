//! Paragraphs as strips: what goes down the page and is never divided.

use super::look::{HEIGHT, Style};
use super::tree::Tree;
use crate::text::{Ink, Line, Shapers, Words, lines, shape};
use crate::{MAX_PAGES, PressError};

/// A piece of the page as wide as the text.
#[derive(Clone)]
pub(crate) struct Strip {
    /// White before it, except at the top of a page.
    pub(crate) above: f32,
    pub(crate) height: f32,
    /// Stays with the strip behind it.
    pub(crate) glued: bool,
    pub(crate) new_page: bool,
    pub(crate) marks: Vec<Mark>,
}

/// Something on a strip; `x` from the left of the text, `y` down from the top of the strip.
#[derive(Clone)]
pub(crate) enum Mark {
    Words {
        x: f32,
        y: f32,
        line: Line,
    },
    /// A ruled area; no content.
    Fill {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        ink: Ink,
    },
    /// A place that links lead to, and its name in the outline.
    Place {
        anchor: String,
        name: String,
    },
    /// The number of the page of a place, ending at `right`.
    PageOf {
        anchor: String,
        right: f32,
        y: f32,
        slot: usize,
    },
}

/// Where a paragraph stands, and with what it stays together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) x: f32,
    pub(crate) width: f32,
    /// All its lines on one page.
    pub(crate) whole: bool,
    /// Its last line with what follows.
    pub(crate) with_next: bool,
}

impl Frame {
    pub(crate) fn new(x: f32, width: f32) -> Frame {
        Frame { x, width, whole: false, with_next: false }
    }

    pub(crate) fn whole(self) -> Frame {
        Frame { whole: true, ..self }
    }

    pub(crate) fn with_next(self) -> Frame {
        Frame { whole: true, with_next: true, ..self }
    }
}

/// What is composed so far.
pub(crate) struct Flow<'a> {
    shapers: &'a Shapers,
    pub(crate) tree: Tree,
    pub(crate) strips: Vec<Strip>,
    height: f32,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(shapers: &'a Shapers) -> Flow<'a> {
        Flow { shapers, tree: Tree::new(), strips: Vec::new(), height: 0.0 }
    }

    pub(crate) fn lines(&self, words: Words, width: f32) -> Vec<Line> {
        lines(&shape(words, self.shapers), width)
    }

    /// Adds a strip, as long as there is a page for it.
    pub(crate) fn push(&mut self, strip: Strip) -> Result<(), PressError> {
        self.height += strip.height;
        if self.height > HEIGHT * MAX_PAGES as f32 {
            return Err(PressError::TooManyPages { max: MAX_PAGES });
        }
        self.strips.push(strip);
        Ok(())
    }

    /// Adds a paragraph; never one line of it alone on a page.
    pub(crate) fn paragraph(&mut self, words: Words, style: &Style, frame: Frame) -> Result<(), PressError> {
        let lines = self.lines(words, frame.width);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let last = at + 1 == count;
            let edge = count > 1 && (at == 0 || at + 2 == count);
            self.push(Strip {
                above: if at == 0 { style.above } else { 0.0 },
                height: style.leading,
                glued: if last { frame.with_next } else { frame.whole || edge },
                new_page: false,
                marks: vec![Mark::Words { x: frame.x, y: baseline(style), line }],
            })?;
        }
        Ok(())
    }

    /// Puts something on a strip that is there already.
    pub(crate) fn mark(&mut self, strip: usize, mark: Mark) {
        if let Some(strip) = self.strips.get_mut(strip) {
            strip.marks.push(mark);
        }
    }

    /// A label beside the first line of the paragraph that begins at `strip`; read before it.
    pub(crate) fn label(&mut self, strip: usize, words: Words, style: &Style, x: f32) {
        let line = self.lines(words, f32::INFINITY).into_iter().next();
        if let (Some(strip), Some(line)) = (self.strips.get_mut(strip), line) {
            strip.marks.insert(0, Mark::Words { x, y: baseline(style), line });
        }
    }
}

/// Where the letters of a line stand.
pub(crate) fn baseline(style: &Style) -> f32 {
    style.leading / 2.0 + style.size * 0.36
}
