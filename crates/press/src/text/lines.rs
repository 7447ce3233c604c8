//! From a shaped paragraph to lines, and from a line to what is drawn from left to right.

use std::ops::Range;
use std::rc::Rc;

use krilla::text::{GlyphId, KrillaGlyph};

use super::shape::{Cluster, Shaped};
use crate::fonts::Face;

/// One line of a paragraph.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) shaped: Rc<Shaped>,
    clusters: Range<usize>,
    /// Without the blanks at its end.
    pub(crate) width: f32,
}

/// Glyphs of one typeface and one span, as they stand beside each other.
pub(crate) struct Stretch {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) face: Face,
    pub(crate) span: usize,
    from_right: bool,
    pub(crate) glyphs: Vec<KrillaGlyph>,
}

/// Breaks a paragraph. A word that is wider than the line is broken where the line ends, and a line has at least one
/// letter, so that it always comes to an end.
pub(crate) fn lines(shaped: &Rc<Shaped>, width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < shaped.clusters.len() {
        let (end, used) = line_from(&shaped.clusters, start, width);
        lines.push(Line { shaped: Rc::clone(shaped), clusters: start..end, width: used });
        start = end;
    }
    lines
}

fn line_from(clusters: &[Cluster], start: usize, width: f32) -> (usize, f32) {
    let (mut x, mut used) = (0.0, 0.0);
    let mut good = None;
    for (at, cluster) in clusters.iter().enumerate().skip(start) {
        x += cluster.advance;
        if !cluster.blank {
            if x > width + 0.01 && at > start {
                return good.unwrap_or((at, used));
            }
            used = x;
        }
        if cluster.may_end {
            good = Some((at + 1, used));
        }
    }
    (clusters.len(), used)
}

impl Line {
    /// What is drawn, from left to right.
    pub(crate) fn stretches(&self) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut x = 0.0;
        for cluster in self.in_sight() {
            let (face, span, from_right) = (cluster.face, cluster.span as usize, cluster.level % 2 == 1);
            let fits = |last: &Stretch| (last.face, last.span, last.from_right) == (face, span, from_right);
            if !stretches.last().is_some_and(fits) {
                stretches.push(Stretch { x, width: 0.0, face, span, from_right, glyphs: Vec::new() });
            }
            if let Some(last) = stretches.last_mut() {
                last.width += cluster.advance;
                last.glyphs.extend(self.glyphs(cluster));
            }
            x += cluster.advance;
        }
        stretches
    }

    fn glyphs(&self, cluster: &Cluster) -> impl Iterator<Item = KrillaGlyph> + '_ {
        let text = cluster.start as usize..cluster.end as usize;
        let (first, count) = (cluster.first as usize, cluster.count as usize);
        let glyphs = &self.shaped.glyphs[first..first + count];
        glyphs.iter().map(move |glyph| {
            let id = GlyphId::new(glyph.id);
            KrillaGlyph::new(id, glyph.advance, glyph.x, glyph.y, 0.0, text.clone(), None)
        })
    }

    /// The clusters in the order of sight: rules L1 and L2 of the bidirectional algorithm.
    fn in_sight(&self) -> Vec<&Cluster> {
        let mut order: Vec<&Cluster> = self.shaped.clusters[self.clusters.clone()].iter().collect();
        let inked = order.iter().rposition(|cluster| !cluster.blank).map_or(0, |at| at + 1);
        let highest = order[..inked].iter().map(|cluster| cluster.level).max().unwrap_or(0);
        for level in (1..=highest).rev() {
            let mut at = 0;
            while at < inked {
                let run = order[at..inked].iter().take_while(|cluster| cluster.level >= level).count();
                order[at..at + run].reverse();
                at += run.max(1);
            }
        }
        order
    }
}
