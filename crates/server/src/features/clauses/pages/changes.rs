//! Two versions of a text side by side: what went is marked on one side, what came on the other, in words too for those
//! who do not see the marks.

use askama::Template;
use sojourn_papers::{Became, ClauseChange, Span};

/// One side of a comparison.
#[derive(Debug, Clone)]
struct Half {
    label: String,
    title: Vec<Span>,
    paragraphs: Vec<Vec<Span>>,
}

/// A comparison that renders itself.
#[derive(Debug, Clone, Template)]
#[template(path = "features/clauses/pages/changes.html")]
pub struct Changes {
    halves: [Half; 2],
    is_same: bool,
}

impl askama::filters::HtmlSafe for Changes {}

impl Changes {
    /// The change, with what either side is called.
    #[must_use]
    pub fn of(change: &ClauseChange, before: impl Into<String>, after: impl Into<String>) -> Self {
        let half = |label: String, drop: fn(&Span) -> bool| Half {
            label,
            title: kept(&change.title, drop),
            paragraphs: change
                .paragraphs
                .iter()
                .map(|spans| kept(spans, drop))
                .filter(|spans| !spans.is_empty())
                .collect(),
        };
        Self {
            halves: [
                half(before.into(), |span| matches!(span, Span::Added(_))),
                half(after.into(), |span| matches!(span, Span::Removed(_))),
            ],
            is_same: change.became == Became::Same,
        }
    }
}

fn kept(spans: &[Span], drop: fn(&Span) -> bool) -> Vec<Span> {
    spans.iter().filter(|span| !drop(span)).cloned().collect()
}
