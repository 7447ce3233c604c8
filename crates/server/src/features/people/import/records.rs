//! Text as rows of cells (RFC 4180): quotes, quoted line ends, CR LF. No cell is held beyond its limit, so that
//! a broken file cannot fill the memory.

use std::io::Read;

use super::encoding::{Decoded, Encoding};
use super::problem::FileProblem;

/// The most bytes of a cell that are held.
pub const LONGEST_CELL: usize = 10 * 1024;
/// A cell beyond this many bytes ends the reading.
pub const LONGEST_SKIPPED: u64 = 10 * 1024 * 1024;
/// Cells beyond this many in a row are counted, not held.
pub const MOST_COLUMNS: usize = 200;

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    bytes: Vec<u8>,
    /// Its whole length in bytes, of which no more than [`LONGEST_CELL`] are held.
    pub length: u64,
    /// It holds the character NUL, which no text has.
    pub has_nul: bool,
    /// Text follows its closing quotation mark.
    pub is_broken: bool,
}

impl Cell {
    /// What is held of it.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// Whether it was too long to hold.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.length > LONGEST_CELL as u64
    }

    fn clear(&mut self) {
        self.bytes.clear();
        (self.length, self.has_nul, self.is_broken) = (0, false, false);
    }

    fn push(&mut self, byte: u8) {
        self.length += 1;
        self.has_nul |= byte == 0;
        if self.bytes.len() < LONGEST_CELL {
            self.bytes.push(byte);
        }
    }
}

/// One row, used again and again.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// As a spreadsheet counts it: the header is row 1, empty rows count.
    pub number: u64,
    cells: Vec<Cell>,
    /// How many cells it has.
    pub count: usize,
}

impl Row {
    /// The cells that are held.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells[..self.count.min(MOST_COLUMNS)]
    }

    fn start(&mut self) {
        self.count = 0;
        self.open_cell();
    }

    fn open_cell(&mut self) {
        self.count += 1;
        // the place after the last one held takes what is beyond
        let at = self.count.min(MOST_COLUMNS + 1);
        if self.cells.len() < at {
            self.cells.push(Cell::default());
        }
        self.cells[at - 1].clear();
    }

    fn cell(&mut self) -> &mut Cell {
        let at = self.count.min(MOST_COLUMNS + 1) - 1;
        &mut self.cells[at]
    }

    fn is_blank(&self) -> bool {
        self.count == 1 && self.cells[0].length == 0
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first byte of a cell.
    Start,
    Plain,
    Quoted,
    /// A quotation mark inside a quoted cell: its end, or the first half of a doubled one.
    MaybeEnd,
}

/// The rows of a text.
pub struct Records<R> {
    text: Decoded<R>,
    delimiter: u8,
    row: u64,
    after_return: bool,
}

impl<R: Read> Records<R> {
    /// The rows of a text whose cells are apart by `delimiter`.
    #[must_use]
    pub fn new(text: Decoded<R>, delimiter: u8) -> Self {
        Self { text, delimiter, row: 0, after_return: false }
    }

    /// The encoding in use.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.text.encoding
    }

    /// Reads the next row that is not blank into `row`; `false` at the end.
    ///
    /// # Errors
    /// When the text cannot be read on from here.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, FileProblem> {
        loop {
            self.row += 1;
            row.number = self.row;
            if !self.one(row)? {
                return Ok(false);
            }
            if !row.is_blank() {
                return Ok(true);
            }
        }
    }

    fn one(&mut self, row: &mut Row) -> Result<bool, FileProblem> {
        row.start();
        let mut state = State::Start;
        let mut anything = false;
        loop {
            let Some(byte) = self.text.next_byte(self.row)? else {
                return if state == State::Quoted {
                    Err(FileProblem::OpenQuote { row: self.row })
                } else {
                    Ok(anything)
                };
            };
            if std::mem::take(&mut self.after_return) && byte == b'\n' {
                continue;
            }
            anything = true;
            state = match (state, byte) {
                (State::Start, b'"') => State::Quoted,
                (State::Quoted, b'"') => State::MaybeEnd,
                (State::Quoted, _) => self.keep(row, byte, State::Quoted)?,
                (State::MaybeEnd, b'"') => self.keep(row, byte, State::Quoted)?,
                (_, b'\n') => return Ok(true),
                (_, b'\r') => {
                    self.after_return = true;
                    return Ok(true);
                }
                (_, byte) if byte == self.delimiter => {
                    row.open_cell();
                    State::Start
                }
                (State::MaybeEnd, byte) => {
                    row.cell().is_broken = true;
                    self.keep(row, byte, State::Plain)?
                }
                (State::Start | State::Plain, byte) => self.keep(row, byte, State::Plain)?,
            };
        }
    }

    fn keep(&self, row: &mut Row, byte: u8, next: State) -> Result<State, FileProblem> {
        let column = row.count;
        let cell = row.cell();
        cell.push(byte);
        if cell.length > LONGEST_SKIPPED {
            return Err(FileProblem::EndlessCell { row: self.row, column });
        }
        Ok(next)
    }
}

/// The delimiter of a text: of comma, semicolon and tab, the one that its first line has most of outside quotes.
///
/// # Errors
/// When the text cannot be read.
pub fn sniff<R: Read>(text: &mut Decoded<R>) -> Result<u8, FileProblem> {
    const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
    let mut counts = [0_u32; 3];
    let (mut quoted, mut anything) = (false, false);
    for _ in 0..LONGEST_CELL * 8 {
        let Some(byte) = text.next_byte(1)? else { break };
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && anything => break,
            _ => {}
        }
        anything |= !byte.is_ascii_whitespace();
        if let Some(at) = DELIMITERS.iter().position(|d| *d == byte && !quoted) {
            counts[at] += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    Ok(DELIMITERS.into_iter().zip(counts).find(|(_, n)| *n == most && most > 0).map_or(b',', |(d, _)| d))
}
