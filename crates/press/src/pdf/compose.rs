//! The sheet as strips.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Tag};
use sojourn_papers::{Certificate, Part, Run, Section, Sheet, SignatureBlock};

use super::flow::{Flow, Frame, Mark, Strip, baseline};
use super::look::{
    ACCENT, BLACK, BODY, BULLET, CAPTION, CELL, CONTENTS, FIRST_ITEM, HAIR, HEADING, INDENT, ITEM, LABEL,
    LIST, META, PLAIN, SMALL, Style, TITLE, WIDTH,
};
use super::name;
use super::tree::Tree;
use crate::PressError;
use crate::fonts::Face;
use crate::text::{Line, Shapers, Words};

/// The paper in strips. Whether it needs contents is known once it lies on pages.
pub(crate) struct Paper {
    pub(crate) tree: Tree,
    pub(crate) opening: Vec<Strip>,
    pub(crate) opening_strips: usize,
    pub(crate) contents: Vec<Strip>,
    pub(crate) body: Vec<Strip>,
}

/// Composes a sheet.
pub(crate) fn compose(sheet: &Sheet, shapers: &Shapers) -> Result<Paper, PressError> {
    let mut flow = Flow::new(shapers);
    flow.heading(&sheet.title, None, 1, &TITLE)?;
    flow.simple(Tree::ROOT, &format!("{}, {}", sheet.reference(), sheet.day()), &META)?;
    flow.particulars(&sheet.particulars)?;
    let opening = std::mem::take(&mut flow.strips);
    flow.contents(sheet)?;
    let contents = std::mem::take(&mut flow.strips);
    sheet.sections().try_for_each(|section| flow.section(section))?;
    flow.waivers(&sheet.waivers)?;
    flow.signatories(&sheet.signatories, sheet.certificate.is_none())?;
    if let Some(certificate) = &sheet.certificate {
        flow.certificate(certificate)?;
    }
    Ok(Paper { tree: flow.tree, opening_strips: opening.len(), opening, contents, body: flow.strips })
}

/// Room for the number of a page in the contents.
const PAGE_NUMBER: f32 = 22.0;
/// White between the columns of the contents.
const COLUMN_GAP: f32 = 24.0;
/// That many signatures fit on one page, and stay together on it.
const SIGNATURES_OF_A_PAGE: usize = 5;

/// A line of the contents.
struct Entry {
    lines: Vec<Line>,
    anchor: String,
    slot: usize,
}

impl Entry {
    fn marks(self, x: f32, right: f32) -> Vec<Mark> {
        let y = |at: usize| at as f32 * CONTENTS.leading + baseline(&CONTENTS);
        let last = y(self.lines.len().saturating_sub(1));
        let lines = self.lines.into_iter().enumerate();
        let mut marks: Vec<Mark> = lines.map(|(at, line)| Mark::Words { x, y: y(at), line }).collect();
        marks.push(Mark::PageOf { anchor: self.anchor, right, y: last, slot: self.slot });
        marks
    }
}

pub(crate) fn words(style: &Style) -> Words {
    Words::new(style.size, style.ink)
}

impl Flow<'_> {
    /// A paragraph over the whole width.
    pub(crate) fn simple(&mut self, parent: usize, text: &str, style: &Style) -> Result<(), PressError> {
        let slot = self.tree.leaf(parent, Tag::P);
        self.paragraph(words(style).with(style.face, Some(slot), text), style, Frame::new(0.0, WIDTH))
    }

    /// A heading, with what follows it.
    fn heading(
        &mut self,
        text: &str,
        anchor: Option<&str>,
        level: u16,
        style: &Style,
    ) -> Result<(), PressError> {
        let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        let slot = self.tree.leaf(Tree::ROOT, Tag::Hn(level, Some(name(text))));
        let first = self.strips.len();
        let frame = Frame::new(0.0, WIDTH).with_next();
        self.paragraph(words(style).with(style.face, Some(slot), text), style, frame)?;
        if let Some(anchor) = anchor {
            self.mark(first, Mark::Place { anchor: anchor.to_owned(), name: name(text) });
        }
        Ok(())
    }

    /// In two columns where every entry fits in one.
    fn contents(&mut self, sheet: &Sheet) -> Result<(), PressError> {
        self.heading("Contents", None, 2, &HEADING)?;
        let toc = self.tree.element(Tree::ROOT, Tag::TOC);
        let half = (WIDTH - COLUMN_GAP) / 2.0;
        let entries: Vec<Entry> = sheet.sections().map(|section| self.entry(toc, section)).collect();
        let short = |entry: &Entry| entry.lines.iter().all(|line| line.width <= half - PAGE_NUMBER);
        let columns = if entries.len() > 12 && entries.iter().all(short) { 2 } else { 1 };
        let rows = entries.len().div_ceil(columns);
        let width = if columns == 2 { half } else { WIDTH };
        let mut strips = vec![Vec::new(); rows];
        for (at, entry) in entries.into_iter().enumerate() {
            let x = if at < rows { 0.0 } else { half + COLUMN_GAP };
            strips[at % rows].extend(entry.marks(x, x + width));
        }
        for marks in strips {
            let lines = marks.iter().filter(|mark| matches!(mark, Mark::Words { .. })).count();
            let height = CONTENTS.leading * if columns == 2 { 1.0 } else { lines.max(1) as f32 };
            self.push(Strip { above: 0.0, height, glued: false, new_page: false, marks })?;
        }
        Ok(())
    }

    fn entry(&mut self, toc: usize, section: &Section) -> Entry {
        let entry = self.tree.element(toc, Tag::TOCI);
        let link = self.tree.element(entry, Tag::Link);
        let slot = self.tree.slot(link);
        let mut text = words(&CONTENTS);
        let heading = format!("{} ", section.heading());
        text.add(CONTENTS.face, Some(slot), Some(section.anchor.clone()), &heading);
        Entry { lines: self.lines(text, WIDTH - PAGE_NUMBER), anchor: section.anchor.clone(), slot }
    }

    fn section(&mut self, section: &Section) -> Result<(), PressError> {
        self.heading(&section.heading(), Some(&section.anchor), 2, &HEADING)?;
        section.parts.iter().try_for_each(|part| self.part(part))?;
        if !section.plain_words.is_empty() {
            self.plain_words(&section.plain_words)?;
        }
        Ok(())
    }

    fn part(&mut self, part: &Part) -> Result<(), PressError> {
        match part {
            Part::Paragraph { label, runs } => {
                let paragraph = self.tree.element(Tree::ROOT, Tag::P);
                let slot = self.tree.slot(paragraph);
                let label = words(&LABEL).with(LABEL.face, Some(slot), &format!("{label} "));
                let text = self.runs(paragraph, runs, &BODY);
                let first = self.strips.len();
                self.paragraph(text, &BODY, Frame::new(INDENT, WIDTH - INDENT))?;
                self.label(first, label, &LABEL, 0.0);
            }
            Part::List(items) => self.list(items)?,
        }
        Ok(())
    }

    fn list(&mut self, items: &[Vec<Run>]) -> Result<(), PressError> {
        let list = self.tree.element(Tree::ROOT, Tag::L(ListNumbering::Disc));
        for (at, runs) in items.iter().enumerate() {
            let style = Style { above: if at == 0 { FIRST_ITEM } else { ITEM.above }, ..ITEM };
            let item = self.tree.element(list, Tag::LI);
            let slot = self.tree.leaf(item, Tag::Lbl);
            let body = self.tree.element(item, Tag::LBody);
            let bullet = words(&ITEM).with(ITEM.face, Some(slot), "• ");
            let text = self.runs(body, runs, &ITEM);
            let first = self.strips.len();
            self.paragraph(text, &style, Frame::new(LIST, WIDTH - LIST))?;
            self.label(first, bullet, &ITEM, LIST - BULLET);
        }
        Ok(())
    }

    /// Runs with their links, each in a place of its own so that they are read in order.
    fn runs(&mut self, parent: usize, runs: &[Run], style: &Style) -> Words {
        let mut text = words(style);
        for run in runs {
            let element = match run.anchor {
                Some(_) => self.tree.element(parent, Tag::Link),
                None => parent,
            };
            let slot = self.tree.slot(element);
            text.add(style.face, Some(slot), run.anchor.clone(), &run.text);
        }
        text
    }

    /// The note that explains a clause, with a rule at its left.
    fn plain_words(&mut self, text: &str) -> Result<(), PressError> {
        let slot = self.tree.leaf(Tree::ROOT, Tag::P);
        let intro = format!("{} ", Sheet::PLAIN_WORDS);
        let note = words(&PLAIN).with(Face::SansBold, Some(slot), &intro).with(PLAIN.face, Some(slot), text);
        let first = self.strips.len();
        let x = INDENT + 11.0;
        self.paragraph(note, &PLAIN, Frame::new(x, WIDTH - x).whole())?;
        for strip in first..self.strips.len() {
            let rule = Mark::Fill { x: INDENT, y: 0.0, width: 2.0, height: PLAIN.leading, ink: ACCENT };
            self.mark(strip, rule);
        }
        Ok(())
    }

    fn waivers(&mut self, waivers: &[String]) -> Result<(), PressError> {
        if waivers.is_empty() {
            return Ok(());
        }
        self.heading(Sheet::LEFT_OUT, Some("left-out"), 2, &HEADING)?;
        let plain = |text: &String| vec![Run { text: text.clone(), anchor: None }];
        self.list(&waivers.iter().map(plain).collect::<Vec<_>>())
    }

    fn signatories(&mut self, signatories: &[SignatureBlock], blank: bool) -> Result<(), PressError> {
        if signatories.is_empty() {
            return Ok(());
        }
        self.heading(Sheet::SIGNATURES, Some("signatures"), 2, &HEADING)?;
        let slot = self.tree.leaf(Tree::ROOT, Tag::P);
        let intro = words(&BODY).with(BODY.face, Some(slot), Sheet::BEFORE_SIGNING);
        self.paragraph(intro, &BODY, Frame::new(0.0, WIDTH).with_next())?;
        let list = self.tree.element(Tree::ROOT, Tag::L(ListNumbering::None));
        let together = signatories.len() <= SIGNATURES_OF_A_PAGE;
        for (at, one) in signatories.iter().enumerate() {
            self.signatory(list, one, blank)?;
            if let (true, Some(last)) = (together && at + 1 < signatories.len(), self.strips.last_mut()) {
                last.glued = true;
            }
        }
        Ok(())
    }

    /// Everything of one person on one page.
    fn signatory(&mut self, list: usize, one: &SignatureBlock, blank: bool) -> Result<(), PressError> {
        let item = self.tree.element(list, Tag::LI);
        let body = self.tree.element(item, Tag::LBody);
        let rule = Mark::Fill { x: 0.0, y: 0.0, width: WIDTH, height: 0.5, ink: HAIR };
        self.push(Strip { above: 10.0, height: 7.0, glued: true, new_page: false, marks: vec![rule] })?;
        let frame = Frame::new(0.0, WIDTH);
        for (face, text, last) in [(Face::SerifBold, &one.name, false), (BODY.face, &one.capacity, !blank)] {
            let slot = self.tree.leaf(body, Tag::P);
            let style = Style { above: 0.0, ..BODY };
            let frame = if last { frame.whole() } else { frame.with_next() };
            self.paragraph(words(&style).with(face, Some(slot), text), &style, frame)?;
        }
        if blank {
            self.blanks(body)?;
        }
        Ok(())
    }

    fn blanks(&mut self, body: usize) -> Result<(), PressError> {
        let split = WIDTH * 0.64;
        let mut marks = Vec::new();
        for (x, width, label) in [(0.0, split, "Signature"), (split + 20.0, WIDTH - split - 20.0, "Date")] {
            marks.push(Mark::Fill { x, y: 32.0, width, height: 0.6, ink: BLACK });
            let slot = self.tree.leaf(body, Tag::P);
            let text = words(&SMALL).with(SMALL.face, Some(slot), label);
            let line = self.lines(text, width).into_iter().next();
            marks.extend(line.map(|line| Mark::Words { x, y: 34.0 + baseline(&SMALL), line }));
        }
        self.push(Strip { above: 0.0, height: 50.0, glued: false, new_page: false, marks })
    }

    fn certificate(&mut self, certificate: &Certificate) -> Result<(), PressError> {
        let first = self.strips.len();
        self.heading(Certificate::TITLE, Some("certificate"), 2, &HEADING)?;
        if let Some(strip) = self.strips.get_mut(first) {
            strip.new_page = true;
        }
        self.simple(Tree::ROOT, &certificate.statement, &BODY)?;
        let slot = self.tree.leaf(Tree::ROOT, Tag::P);
        let intro = words(&BODY).with(BODY.face, Some(slot), Certificate::FINGERPRINT);
        self.paragraph(intro, &BODY, Frame::new(0.0, WIDTH).with_next())?;
        self.simple(Tree::ROOT, &certificate.fingerprint, &CELL)?;
        self.signatures(certificate)
    }

    /// The caption of a table, with the table.
    pub(crate) fn caption(&mut self, table: usize, text: &str) -> Result<(), PressError> {
        let slot = self.tree.leaf(table, Tag::Caption);
        let caption = words(&CAPTION).with(CAPTION.face, Some(slot), text);
        self.paragraph(caption, &CAPTION, Frame::new(0.0, WIDTH).with_next())
    }
}
