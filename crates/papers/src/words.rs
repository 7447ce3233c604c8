//! Small helpers for writing clauses: sentences with holes, dates, lists.

use chrono::NaiveDate;

use crate::draft::{Clause, Paragraph, Piece};
use crate::head::Head;
use crate::text::clean_line;

/// `Monday 7 December 2026`, in English whatever the machine is set to.
pub fn long_date(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// A clause while it is being written.
pub(crate) struct Writer {
    clause: Clause,
}

impl Writer {
    pub(crate) fn new(head: Head) -> Writer {
        let (title, paragraphs, plain_words) = (head.title().to_owned(), Vec::new(), String::new());
        Writer { clause: Clause { head, number: 0, title, paragraphs, plain_words } }
    }

    /// A paragraph of fixed words.
    pub(crate) fn say(self, words: &str) -> Writer {
        self.fill(words, [])
    }

    /// A paragraph with holes: each `{}` in our own words takes the next piece. Pieces are never searched for holes.
    pub(crate) fn fill<const N: usize>(mut self, words: &str, pieces: [Piece; N]) -> Writer {
        self.clause.paragraphs.push(Paragraph { item: false, pieces: weave(words, pieces) });
        self
    }

    /// The same as [`Writer::fill`], as an item of a list.
    pub(crate) fn item<const N: usize>(mut self, words: &str, pieces: [Piece; N]) -> Writer {
        self.clause.paragraphs.push(Paragraph { item: true, pieces: weave(words, pieces) });
        self
    }

    /// Ends the clause with its sentence for the secondee.
    pub(crate) fn plainly(mut self, words: &str) -> Clause {
        self.clause.plain_words = clean_line(words);
        self.clause
    }
}

fn weave<const N: usize>(words: &str, pieces: [Piece; N]) -> Vec<Piece> {
    let mut parts = words.split("{}");
    let mut out: Vec<Piece> = parts.next().map(|first| Piece::Text(first.to_owned())).into_iter().collect();
    for (piece, part) in pieces.into_iter().zip(parts) {
        out.extend([piece, Piece::Text(part.to_owned())]);
    }
    out.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    out
}

/// What somebody typed, on one line and without its full stop; a visible gap when it is blank.
pub(crate) fn need(text: &str, key: &str, label: &str) -> Piece {
    let line = clean_line(text);
    let line = line.strip_suffix('.').unwrap_or(&line);
    if line.is_empty() {
        return Piece::Gap { key: key.to_owned(), label: label.to_owned() };
    }
    Piece::Text(line.to_owned())
}

/// Our own words, or a text that may be blank.
pub(crate) fn text(words: &str) -> Piece {
    Piece::Text(clean_line(words))
}

/// A reference to another clause.
pub(crate) fn see(head: Head) -> Piece {
    Piece::Clause(head)
}

/// `full time`, or `60% of full time` from basis points.
pub(crate) fn share_of_full_time(basis_points: u32) -> String {
    if basis_points == 10_000 {
        return "full time".to_owned();
    }
    format!("{} of full time", crate::value::percent(basis_points))
}
