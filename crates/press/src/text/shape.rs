//! From characters to glyphs: which typeface, which direction, and how wide.

use std::ops::Range;
use std::rc::Rc;

use harfrust::{GlyphBuffer, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::linebreaks;
use unicode_normalization::char::is_combining_mark;

use super::shapers::Shapers;
use super::words::{Ink, Span, Words, is_ignorable};
use crate::fonts::{Face, Fonts, REPLACEMENT};

/// Marks on one letter that are drawn; those behind stay in the text.
const DRAWN_MARKS: usize = 6;

/// A paragraph as glyphs, in the order in which it is read.
pub(crate) struct Shaped {
    pub(crate) text: String,
    pub(crate) spans: Vec<Span>,
    pub(crate) size: f32,
    pub(crate) ink: Ink,
    pub(crate) clusters: Vec<Cluster>,
    pub(crate) glyphs: Vec<Glyph>,
}

/// What cannot be divided: a letter with its marks, a ligature.
#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    /// Bytes of the text.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Its glyphs, as they stand from left to right.
    pub(crate) first: u32,
    pub(crate) count: u32,
    /// In points.
    pub(crate) advance: f32,
    pub(crate) face: Face,
    pub(crate) span: u32,
    /// Of the bidirectional algorithm: odd is from right to left.
    pub(crate) level: u8,
    pub(crate) blank: bool,
    /// Whether a line may end behind it.
    pub(crate) may_end: bool,
}

/// A glyph, measured in shares of the size.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    pub(crate) id: u32,
    pub(crate) advance: f32,
    pub(crate) x: f32,
    pub(crate) y: f32,
}

/// Neighbouring characters that are shaped together.
struct Item {
    range: Range<usize>,
    face: Face,
    span: usize,
    level: u8,
    script: Script,
    /// What is drawn, and for which byte.
    drawn: Vec<(char, u32)>,
}

/// Scripts that share a typeface and must not be shaped in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Hebrew,
    Arabic,
    Other,
}

/// Shapes a paragraph.
pub(crate) fn shape(words: Words, shapers: &Shapers) -> Rc<Shaped> {
    let Words { text, spans, size, ink } = words;
    let items = items(&text, &spans, shapers.fonts);
    let mut shaped = Shaped { text, spans, size, ink, clusters: Vec::new(), glyphs: Vec::new() };
    let mut buffer = UnicodeBuffer::new();
    for item in &items {
        item.drawn.iter().for_each(|(c, at)| buffer.add(*c, *at));
        let glyphs = shapers.shape(item.face, buffer, item.level % 2 == 1);
        shaped.take(item, shapers.fonts, &glyphs);
        buffer = glyphs.clear();
    }
    shaped.mark_ends();
    Rc::new(shaped)
}

fn items(text: &str, spans: &[Span], fonts: &Fonts) -> Vec<Item> {
    let levels = levels(text);
    let mut items: Vec<Item> = Vec::new();
    let mut marks = 0;
    for (span, one) in spans.iter().enumerate() {
        for (offset, c) in text[one.range.clone()].char_indices() {
            let at = one.range.start + offset;
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            let end = at + c.len_utf8();
            if marks > DRAWN_MARKS
                && let Some(last) = items.last_mut()
            {
                last.range.end = end;
                continue;
            }
            let before = items.last();
            let (face, drawn) = face_for(c, one.face, before, fonts);
            let level = levels.as_ref().map_or(0, |levels| levels[at].number());
            let script = script(c).or(before.map(|item| item.script)).unwrap_or(Script::Other);
            let letter = (drawn, u32::try_from(at).unwrap_or(u32::MAX));
            match items.last_mut() {
                Some(last)
                    if (last.face, last.span, last.level, last.script) == (face, span, level, script) =>
                {
                    last.range.end = end;
                    last.drawn.push(letter);
                }
                _ => items.push(Item { range: at..end, face, span, level, script, drawn: vec![letter] }),
            }
        }
    }
    items
}

/// The typeface of a character and what is drawn for it: a mark stays with its letter, what nobody has is replaced.
fn face_for(c: char, wanted: Face, before: Option<&Item>, fonts: &Fonts) -> (Face, char) {
    let near = before.map_or(wanted, |item| item.face);
    if c.is_whitespace() {
        return (wanted, c);
    }
    if is_ignorable(c) {
        return (near, c);
    }
    let order =
        if is_combining_mark(c) { [near, wanted, Face::Wide] } else { [wanted, Face::Wide, Face::Wide] };
    match order.into_iter().find(|face| fonts.font(*face).has(c)) {
        Some(face) => (face, c),
        None => (Face::Wide, REPLACEMENT),
    }
}

fn script(c: char) -> Option<Script> {
    match c {
        '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Some(Script::Hebrew),
        '\u{600}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Some(Script::Arabic),
        _ if c.is_alphabetic() => Some(Script::Other),
        _ => None,
    }
}

/// The levels of the bytes, where anything is written from right to left. The paper as a whole is not.
fn levels(text: &str) -> Option<Vec<Level>> {
    let from_right = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
            || matches!(c, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    text.contains(from_right).then(|| BidiInfo::new(text, Some(Level::ltr())).levels)
}

impl Shaped {
    fn take(&mut self, item: &Item, fonts: &Fonts, glyphs: &GlyphBuffer) {
        let font = fonts.font(item.face);
        let known = self.clusters.len();
        let mut last = None;
        for (info, position) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
            let advance = position.x_advance as f32 / font.units;
            if last.replace(info.cluster) != Some(info.cluster) {
                self.clusters.push(self.cluster(item, info.cluster));
            }
            if let Some(cluster) = self.clusters.last_mut() {
                cluster.count += 1;
                cluster.advance += advance * self.size;
            }
            let id = if info.glyph_id == 0 { font.replacement() } else { info.glyph_id };
            let (x, y) = (position.x_offset as f32 / font.units, position.y_offset as f32 / font.units);
            self.glyphs.push(Glyph { id, advance, x, y });
        }
        if item.level % 2 == 1 {
            self.clusters[known..].reverse();
        }
        self.close(known, item);
    }

    fn cluster(&self, item: &Item, start: u32) -> Cluster {
        Cluster {
            start,
            end: start,
            first: u32::try_from(self.glyphs.len()).unwrap_or(u32::MAX),
            count: 0,
            advance: 0.0,
            face: item.face,
            span: u32::try_from(item.span).unwrap_or(u32::MAX),
            level: item.level,
            blank: false,
            may_end: false,
        }
    }

    /// Every byte belongs to the cluster before the next one.
    fn close(&mut self, known: usize, item: &Item) {
        let mut end = u32::try_from(item.range.end).unwrap_or(u32::MAX);
        for cluster in self.clusters[known..].iter_mut().rev() {
            cluster.end = end;
            end = cluster.start;
            let words = &self.text[cluster.start as usize..cluster.end as usize];
            cluster.blank = words.chars().all(char::is_whitespace);
        }
    }

    fn mark_ends(&mut self) {
        let mut breaks = linebreaks(&self.text).map(|(at, _)| at).peekable();
        for cluster in &mut self.clusters {
            let end = cluster.end as usize;
            while breaks.next_if(|at| *at < end).is_some() {}
            cluster.may_end = breaks.peek() == Some(&end);
        }
    }
}
