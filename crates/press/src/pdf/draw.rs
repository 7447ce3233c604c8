//! Pages into the file: words, rules, links, the foot, the outline and the structure.

use std::collections::BTreeMap;

use krilla::Document;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use sojourn_papers::Sheet;

use super::flow::Mark;
use super::look::{CONTENTS, FOOT, LEFT, PAGE, SMALL, TOP, WIDTH};
use super::name;
use super::pages::Placed;
use super::tree::Tree;
use crate::PressError;
use crate::fonts::Fonts;
use crate::text::{Ink, Line, Shapers, Stretch, Words, lines, shape};

/// Where a link leads: the page and how far down it.
type Places = BTreeMap<String, (usize, f32)>;

/// A link on the page that is being drawn.
struct Link {
    area: Option<Rect>,
    anchor: String,
    slot: usize,
    words: String,
}

struct Press<'a> {
    shapers: &'a Shapers,
    tree: Tree,
    places: Places,
    links: Vec<Link>,
    sheet: &'a Sheet,
}

/// Draws all pages and closes the file.
pub(crate) fn draw(
    mut document: Document,
    sheet: &Sheet,
    pages: Vec<Vec<Placed>>,
    tree: Tree,
    shapers: &Shapers,
) -> Result<Vec<u8>, PressError> {
    let (places, outline) = places(&pages);
    let mut press = Press { shapers, tree, places, links: Vec::new(), sheet };
    let total = pages.len();
    for (at, placed) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1);
        let mut page = document.start_page_with(settings.unwrap_or_default());
        let mut surface = page.surface();
        for one in placed {
            one.strip.marks.iter().for_each(|mark| press.mark(&mut surface, mark, TOP + one.y));
        }
        press.foot(&mut surface, at + 1, total);
        surface.finish();
        for link in std::mem::take(&mut press.links) {
            if let Some((slot, annotation)) = press.annotation(link) {
                press.tree.fill(slot, page.add_tagged_annotation(annotation));
            }
        }
        page.finish();
    }
    document.set_outline(outline);
    document.set_tag_tree(press.tree.finish(&sheet.language));
    document.finish().map_err(|error| PressError::Engine(error.to_string()))
}

fn places(pages: &[Vec<Placed>]) -> (Places, Outline) {
    let (mut places, mut outline) = (Places::new(), Outline::new());
    for (page, placed) in pages.iter().enumerate() {
        for one in placed {
            for mark in &one.strip.marks {
                if let Mark::Place { anchor, name } = mark {
                    outline.push_child(OutlineNode::new(name.clone(), destination(page, one.y)));
                    places.entry(anchor.clone()).or_insert((page, one.y));
                }
            }
        }
    }
    (places, outline)
}

fn destination(page: usize, y: f32) -> XyzDestination {
    XyzDestination::new(page, Point::from_xy(LEFT, (TOP + y - 6.0).max(0.0)))
}

impl Press<'_> {
    fn mark(&mut self, surface: &mut Surface<'_>, mark: &Mark, top: f32) {
        match mark {
            Mark::Words { x, y, line } => self.words(surface, line, LEFT + x, top + y),
            Mark::Fill { x, y, width, height, ink } => {
                if let Some(area) = Rect::from_xywh(LEFT + x, top + y, *width, *height) {
                    rule(surface, area, *ink);
                }
            }
            Mark::Place { .. } => {}
            Mark::PageOf { anchor, right, y, slot } => {
                let page = self.places.get(anchor).map_or(0, |(page, _)| page + 1);
                let words = Words::new(CONTENTS.size, CONTENTS.ink);
                let words = words.with(CONTENTS.face, Some(*slot), &page.to_string());
                for line in lines(&shape(words, self.shapers), WIDTH) {
                    self.words(surface, &line, LEFT + right - line.width, top + y);
                }
            }
        }
    }

    /// A line of content: each stretch goes to its place in the structure.
    fn words(&mut self, surface: &mut Surface<'_>, line: &Line, x: f32, y: f32) {
        for stretch in line.stretches() {
            let Some(span) = line.shaped.spans.get(stretch.span) else { continue };
            let Some(slot) = span.slot else { continue };
            let drawn = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            show(surface, line, &stretch, x, y, self.shapers.fonts);
            surface.end_tagged();
            self.tree.fill(slot, drawn);
            if let Some(anchor) = &span.link {
                let size = line.shaped.size;
                let area = Rect::from_xywh(x + stretch.x, y - size * 0.9, stretch.width, size * 1.2);
                let words = line.shaped.text[span.range.clone()].trim().to_owned();
                self.links.push(Link { area, anchor: anchor.clone(), slot, words });
            }
        }
    }

    fn annotation(&self, link: Link) -> Option<(usize, Annotation)> {
        let (page, y) = self.places.get(&link.anchor)?;
        let target = Target::Destination(destination(*page, *y).into());
        let alternative = name(&format!("Go to {}", link.words));
        let link_to = LinkAnnotation::new(link.area?, target);
        Some((link.slot, Annotation::new_link(link_to, Some(alternative))))
    }

    /// The same on every page, and no content.
    fn foot(&self, surface: &mut Surface<'_>, page: usize, total: usize) {
        let line = |text: &str| {
            let words = Words::new(SMALL.size, SMALL.ink).with(SMALL.face, None, text);
            lines(&shape(words, self.shapers), WIDTH).into_iter().next()
        };
        let (left, right) = (line(&self.sheet.reference()), line(&format!("Page {page} of {total}")));
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let x = right.as_ref().map_or(LEFT, |line| LEFT + WIDTH - line.width);
        for (line, x) in left.iter().map(|line| (line, LEFT)).chain(right.iter().map(|line| (line, x))) {
            for stretch in line.stretches() {
                show(surface, line, &stretch, x, FOOT, self.shapers.fonts);
            }
        }
        surface.end_tagged();
    }
}

fn show(surface: &mut Surface<'_>, line: &Line, stretch: &Stretch, x: f32, y: f32, fonts: &Fonts) {
    let start = Point::from_xy(x + stretch.x, y);
    let font = fonts.font(stretch.face).pdf.clone();
    surface.set_fill(Some(fill(line.shaped.ink)));
    surface.draw_glyphs(start, &stretch.glyphs, font, &line.shaped.text, line.shaped.size, false);
}

fn rule(surface: &mut Surface<'_>, area: Rect, ink: Ink) {
    let mut path = PathBuilder::new();
    path.push_rect(area);
    if let Some(path) = path.finish() {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        surface.set_fill(Some(fill(ink)));
        surface.draw_path(&path);
        surface.end_tagged();
    }
}

fn fill(ink: Ink) -> Fill {
    let Ink(red, green, blue) = ink;
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}
