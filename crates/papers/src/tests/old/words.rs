//! Small helpers for writing clauses: sentences with holes, dates, lists.

use chrono::NaiveDate;

use crate::draft::{Clause, Paragraph, Piece};
use crate::head::Head;
use crate::text::{clean_line, clean_paragraphs};

/// `Monday 7 December 2026`, in English whatever the machine is set to.
pub(crate) fn long_date(day: NaiveDate) -> String {
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

    /// What somebody typed, as items of a list; nothing when it is blank.
    pub(crate) fn items<'a>(mut self, texts: impl IntoIterator<Item = &'a String>) -> Writer {
        for line in texts.into_iter().map(|text| clean_line(text)).filter(|line| !line.is_empty()) {
            self.clause.paragraphs.push(Paragraph { item: true, pieces: vec![Piece::Text(line)] });
        }
        self
    }

    /// What somebody typed, a paragraph a line; nothing when it is blank.
    pub(crate) fn typed(mut self, text: &str) -> Writer {
        let lines = clean_paragraphs(text).into_iter();
        self.clause
            .paragraphs
            .extend(lines.map(|line| Paragraph { item: false, pieces: vec![Piece::Text(line)] }));
        self
    }

    /// Continues only when the condition holds.
    pub(crate) fn when(self, condition: bool, more: impl FnOnce(Writer) -> Writer) -> Writer {
        if condition { more(self) } else { self }
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

/// `4 weeks’`, `one week’s`, `immediate`, or a gap; the word `notice` follows.
pub(crate) fn weeks_notice(weeks: Option<u16>, key: &str, label: &str) -> Piece {
    match weeks {
        None => Piece::Gap { key: key.to_owned(), label: label.to_owned() },
        Some(0) => Piece::Text("immediate".to_owned()),
        Some(1) => Piece::Text("one week’s".to_owned()),
        Some(n) => Piece::Text(format!("{n} weeks’")),
    }
}

/// `one month`, `6 months`.
pub(crate) fn months(n: u16) -> String {
    if n == 1 { "one month".to_owned() } else { format!("{n} months") }
}

/// `full time`, or `60% of full time` from basis points.
pub(crate) fn share_of_full_time(basis_points: u32) -> String {
    if basis_points == 10_000 {
        return "full time".to_owned();
    }
    let (whole, part) = (basis_points / 100, basis_points % 100);
    let part = if part == 0 { String::new() } else { format!(".{part:02}").trim_end_matches('0').to_owned() };
    format!("{whole}{part}% of full time")
}
