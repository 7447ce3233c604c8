//! A draft as it reads today: numbers filled in, references resolved, paragraphs grouped. For pages and for print.

use crate::draft::{Clause, Draft, Paragraph, Piece};
use crate::head::Head;
use crate::sheet::{Part, Run};
use crate::text::clean_line;

/// One clause, ready to be shown. All texts are plain text: escape them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseView {
    pub head: Head,
    pub number: u16,
    /// Name of the place in a page, such as `c7`.
    pub anchor: String,
    pub title: String,
    pub blocks: Vec<Block>,
    pub plain_words: String,
}

/// A numbered paragraph, or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph {
        /// Such as `7.2`.
        label: String,
        text: String,
    },
    List(Vec<String>),
}

impl Draft {
    /// Every clause as it reads today.
    pub fn view(&self) -> Vec<ClauseView> {
        self.clauses.iter().map(|clause| self.view_of(clause)).collect()
    }

    /// Numbers of the clauses that read differently from, or did not exist in, an earlier draft.
    /// A clause that only moved to another number is not changed.
    pub fn changed_since(&self, earlier: &Draft) -> Vec<u16> {
        let substance = |clause: &Clause| {
            let words: Vec<String> = clause.paragraphs.iter().map(Draft::substance_of).collect();
            (clause.head, clause.title.clone(), words)
        };
        let known: Vec<_> = earlier.clauses.iter().map(substance).collect();
        let changed = self.clauses.iter().filter(|clause| !known.contains(&substance(clause)));
        changed.map(|clause| clause.number).collect()
    }

    /// How many minutes it takes to read the draft, at 220 words a minute; at least 1.
    pub fn reading_minutes(&self) -> usize {
        self.word_count().div_ceil(220).max(1)
    }

    /// How many words the clauses and schedules have.
    pub fn word_count(&self) -> usize {
        let clauses = self.clauses.iter().flat_map(|clause| &clause.paragraphs);
        let paragraphs = clauses.chain(self.schedules.iter().flat_map(|schedule| &schedule.paragraphs));
        paragraphs.map(|p| self.words_of(p).split_whitespace().count()).sum()
    }

    /// A paragraph in words, with references resolved.
    pub(crate) fn words_of(&self, paragraph: &Paragraph) -> String {
        clean_line(&paragraph.pieces.iter().map(|piece| self.piece_words(piece)).collect::<String>())
    }

    /// A piece in words, with a reference as the number of the day.
    pub(crate) fn piece_words(&self, piece: &Piece) -> String {
        match piece {
            Piece::Text(text) => text.clone(),
            Piece::Clause(head) => match self.clause(*head) {
                Some(clause) => format!("clause {}", clause.number),
                None => format!("the clause “{}” (not in this agreement)", head.title()),
            },
            Piece::Schedule(id) => match self.schedule(*id) {
                Some(schedule) => format!("Schedule {}", schedule.number),
                None => format!("the schedule “{}” (not in this agreement)", id.title()),
            },
            Piece::Gap { label, .. } => format!("[to be agreed: {label}]"),
        }
    }

    /// What a paragraph says whatever its references are numbered today.
    pub(crate) fn substance_of(paragraph: &Paragraph) -> String {
        let words = paragraph.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Clause(head) => head.code().to_owned(),
            Piece::Schedule(id) => id.to_string(),
            Piece::Gap { label, .. } => format!("[to be agreed: {label}]"),
        });
        clean_line(&words.collect::<String>())
    }

    fn view_of(&self, clause: &Clause) -> ClauseView {
        let blocks = self.blocks(&clause.paragraphs, &clause.number.to_string());
        ClauseView {
            head: clause.head,
            number: clause.number,
            anchor: format!("c{}", clause.number),
            title: clause.title.clone(),
            blocks,
            plain_words: clause.plain_words.clone(),
        }
    }

    /// The paragraphs of a sheet, as words only.
    fn blocks(&self, paragraphs: &[Paragraph], label: &str) -> Vec<Block> {
        let block = |part: Part| match part {
            Part::Paragraph { label, runs } => Block::Paragraph { label, text: Run::words(&runs) },
            Part::List(items) => Block::List(items.iter().map(|runs| Run::words(runs)).collect()),
        };
        self.parts(paragraphs, label).into_iter().map(block).collect()
    }
}
