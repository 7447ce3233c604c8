//! What can be wrong with a file, by row and column, in sentences that say what to do.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::encoding::Encoding;
use super::records::{LONGEST_CELL, LONGEST_SKIPPED};

/// How many problems are kept to be shown; the rest is counted.
pub const SHOWN: usize = 200;
/// How much of a wrong value is shown, in characters.
const SHOWN_VALUE: usize = 40;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RowProblem)]
pub struct Problem {
    /// The row as a spreadsheet counts it: the header is row 1. 0 for the file as a whole.
    pub row: u64,
    /// The header of the column; empty for the row as a whole.
    pub column: String,
    /// The start of the value.
    pub value: String,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl Problem {
    /// A problem of one cell.
    #[must_use]
    pub fn cell(row: u64, column: &str, value: &str, sentence: impl Into<String>) -> Self {
        Self { row, column: column.to_owned(), value: shortened(value), sentence: sentence.into() }
    }

    /// A problem of a whole row, or with row 0 of the whole file.
    #[must_use]
    pub fn row(row: u64, sentence: impl Into<String>) -> Self {
        Self::cell(row, "", "", sentence)
    }
}

/// The start of a value, without control characters.
#[must_use]
pub fn shortened(value: &str) -> String {
    let mut plain: String = value
        .chars()
        .take(SHOWN_VALUE)
        .map(|letter| if letter.is_control() { '\u{fffd}' } else { letter })
        .collect();
    if value.chars().nth(SHOWN_VALUE).is_some() {
        plain.push('…');
    }
    plain
}

/// The problems found so far: the first ones whole, then only their number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problems {
    /// How many there are.
    pub total: u64,
    /// The first of them.
    pub shown: Vec<Problem>,
}

impl Problems {
    /// Notes one.
    pub fn add(&mut self, problem: Problem) {
        self.total += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(problem);
        }
    }

    /// Notes that there are `total` of a kind, of which these are known.
    pub fn add_counted(&mut self, total: u64, known: Vec<Problem>) {
        let room = SHOWN.saturating_sub(self.shown.len());
        self.total += total;
        self.shown.extend(known.into_iter().take(room));
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}

/// What makes a file unreadable from some place on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// The disk, not the file.
    #[error("the file could not be read: {0}")]
    Unreadable(String),
    /// There is nothing in it.
    #[error("The file is empty. Its first row must hold the names of the columns.")]
    Empty,
    /// Bytes that are no letters.
    #[error(
        "Byte {byte} of the file (in row {row}) is not {}. Save the file as “CSV UTF-8” and try again{}",
        encoding.label(),
        if matches!(encoding, Encoding::Utf8) { ", or choose Windows-1252 if an older program wrote it." } else { "." }
    )]
    NotText {
        /// What the file was read as.
        encoding: Encoding,
        /// The place of the first wrong byte, counted from 0.
        byte: u64,
        /// The row it is in.
        row: u64,
    },
    /// A quotation mark without its partner swallowed the rest.
    #[error(
        "A quotation mark opened in row {row} is never closed. Close it, or double it if it belongs to the text."
    )]
    OpenQuote {
        /// The row in which it opens.
        row: u64,
    },
    /// A cell so long that the file must be broken.
    #[error(
        "Column {column} of row {row} holds more than {} MB. Look for a quotation mark that is never closed.",
        LONGEST_SKIPPED / 1_048_576
    )]
    EndlessCell {
        /// The row.
        row: u64,
        /// The column, counted from 1.
        column: usize,
    },
    /// More rows than are taken at once.
    #[error("The file has more than {limit} rows. Split it and import the parts one after the other.")]
    TooManyRows {
        /// The most that are taken.
        limit: u64,
    },
}

impl FileProblem {
    /// The row it was met in; 0 for the whole file.
    #[must_use]
    pub fn at_row(&self) -> u64 {
        match self {
            Self::NotText { row, .. } | Self::OpenQuote { row } | Self::EndlessCell { row, .. } => *row,
            Self::Unreadable(_) | Self::Empty | Self::TooManyRows { .. } => 0,
        }
    }
}

/// The sentence for a cell that is too long to hold.
#[must_use]
pub fn too_long(length: u64) -> String {
    format!("{} kB in one cell; {} kB are the most. Shorten it.", length.div_ceil(1024), LONGEST_CELL / 1024)
}
