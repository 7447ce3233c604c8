//! Editing a draft as an organisation's own text, with references kept alive.

use crate::draft::{Clause, Draft, Paragraph, Piece, Waiver, WaiverReason};
use crate::error::PaperError;
use crate::head::Head;
use crate::text::{clean_line, clean_paragraphs};

const BULLET: &str = "- ";

impl Draft {
    /// The text of a clause as a person edits it: a paragraph a line, list items after `- `.
    ///
    /// # Errors
    /// No clause has that number.
    pub fn editable_text(&self, number: u16) -> Result<String, PaperError> {
        let clause = &self.clauses[self.position(number)?];
        let line = |p: &Paragraph| format!("{}{}", if p.item { BULLET } else { "" }, self.words_of(p));
        Ok(clause.paragraphs.iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    /// Replaces title, text and plain words of a clause. A phrase such as `clause 7` or a gap stays what it
    /// was when the clause had it before; everything else is text as it stands.
    ///
    /// # Errors
    /// No clause has that number, or the text is too long. The draft is unchanged then.
    pub fn edit(
        &mut self,
        number: u16,
        title: &str,
        text: &str,
        plain_words: &str,
    ) -> Result<(), PaperError> {
        let at = self.position(number)?;
        let links = self.links_of(&self.clauses[at]);
        let paragraphs = clean_paragraphs(text).iter().map(|line| parse(line, &links)).collect();
        let mut next = self.clone();
        let clause = &mut next.clauses[at];
        clause.title = clean_line(title);
        clause.paragraphs = paragraphs;
        clause.plain_words = clean_line(plain_words);
        *self = next.checked()?;
        Ok(())
    }

    /// Adds a clause of the organisation's own, or one that had been removed, after clause `after` (0 is first).
    ///
    /// # Errors
    /// There is a clause with that head already (only [`Head::Additional`] may repeat), no clause `after`, or the
    /// agreement becomes too long. The draft is unchanged then.
    pub fn insert(&mut self, after: u16, clause: Clause) -> Result<(), PaperError> {
        if clause.head != Head::Additional && self.clause(clause.head).is_some() {
            return Err(PaperError::HeadTaken(clause.head.title().to_lowercase()));
        }
        let at = if after == 0 { 0 } else { self.position(after)? + 1 };
        let mut next = self.clone();
        next.clauses.insert(at, clause);
        *self = next.checked()?;
        Ok(())
    }

    /// Takes a clause out and closes the gap in the numbers.
    ///
    /// # Errors
    /// No clause has that number.
    pub fn remove(&mut self, number: u16) -> Result<Clause, PaperError> {
        let at = self.position(number)?;
        let clause = self.clauses.remove(at);
        self.renumber();
        Ok(clause)
    }

    /// Records that a head is missing on purpose; a second waiver of the same head replaces the first.
    pub fn waive(&mut self, head: Head, reason: WaiverReason, note: &str) {
        self.waivers.retain(|waiver| waiver.head != head);
        self.waivers.push(Waiver { head, reason, note: clean_line(note) });
    }

    fn position(&self, number: u16) -> Result<usize, PaperError> {
        self.clauses.iter().position(|c| c.number == number).ok_or(PaperError::NoSuchClause(number))
    }

    /// The references and gaps in a clause with the words they are printed as.
    fn links_of(&self, clause: &Clause) -> Vec<(String, Piece)> {
        let pieces = clause.paragraphs.iter().flat_map(|p| &p.pieces);
        let links = pieces.filter(|piece| !matches!(piece, Piece::Text(_))).map(|piece| {
            let alone = Paragraph { item: false, pieces: vec![piece.clone()] };
            (self.words_of(&alone), piece.clone())
        });
        links.collect()
    }
}

fn parse(line: &str, links: &[(String, Piece)]) -> Paragraph {
    let item = line.starts_with(BULLET);
    let mut rest = line.strip_prefix(BULLET).unwrap_or(line);
    let mut pieces = Vec::new();
    while let Some((at, phrase, piece)) = first_link(rest, links) {
        pieces.push(Piece::Text(rest[..at].to_owned()));
        pieces.push(piece.clone());
        rest = &rest[at + phrase.len()..];
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    Paragraph { item, pieces }
}

/// The first place where a known phrase stands; `clause 1` is not found in `clause 12`.
fn first_link<'a>(text: &str, links: &'a [(String, Piece)]) -> Option<(usize, &'a str, &'a Piece)> {
    let places = links.iter().filter_map(|(phrase, piece)| {
        let whole = |at: &usize| {
            !phrase.ends_with(char::is_numeric)
                || !text[at + phrase.len()..].starts_with(char::is_alphanumeric)
        };
        let at = text.match_indices(phrase.as_str()).map(|(at, _)| at).find(whole)?;
        Some((at, phrase.as_str(), piece))
    });
    places.min_by_key(|(at, ..)| *at)
}
