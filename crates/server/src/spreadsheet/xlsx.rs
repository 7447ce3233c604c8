//! A workbook. Its rows go to a file of the machine as they come, so that only the row at hand is in memory.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use sojourn_kit::error::{Error, Result};

use super::file::{PIECE, Pieces, send};
use super::{Cell, Sheet, cell};

/// Rows of a sheet, the heading included.
const MOST_ROWS: u32 = 1_048_576;
/// Characters of a cell.
const LONGEST: usize = 32_767;
/// Whole numbers beyond this are not exact in a workbook, whose numbers are floating.
const EXACT: u64 = 1 << 53;

/// Rows on their way into a workbook.
pub(super) struct Xlsx {
    book: Workbook,
    next: u32,
    day: Format,
    quoted: Format,
}

impl Xlsx {
    pub(super) fn try_new(sheet: &Sheet) -> Result<Self> {
        let mut book = Workbook::new();
        let page = book.add_worksheet_with_constant_memory().map_err(Error::internal)?;
        page.set_name(sheet.name).map_err(Error::internal)?;
        page.set_freeze_panes(1, 0).map_err(Error::internal)?;
        let heading = Format::new().set_bold();
        for (column, name) in (0..).zip(sheet.columns) {
            page.set_column_width(column, 18).map_err(Error::internal)?;
            page.write_string_with_format(0, column, *name, &heading).map_err(Error::internal)?;
        }
        let day = Format::new().set_num_format("yyyy-mm-dd");
        Ok(Self { book, next: 1, day, quoted: Format::new().set_quote_prefix() })
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<()> {
        if self.next >= MOST_ROWS {
            return Err(Error::internal("a list is longer than a sheet can be"));
        }
        let page = self.book.worksheet_from_index(0).map_err(Error::internal)?;
        for (column, one) in (0..).zip(cells) {
            let written = match one {
                Cell::Empty => continue,
                Cell::Day(day) => match excel_day(*day) {
                    Some(date) => page.write_datetime_with_format(self.next, column, &date, &self.day),
                    None => page.write_string(self.next, column, day.to_string()),
                },
                // a string is never a formula; the mark keeps it a string when somebody edits the cell
                Cell::Text(text) if cell(text).starts_with('\'') => {
                    page.write_string_with_format(self.next, column, plain(text), &self.quoted)
                }
                Cell::Text(text) => page.write_string(self.next, column, plain(text)),
                Cell::Number(number) if number.unsigned_abs() < EXACT => {
                    // exact, as it is below 2^53
                    let number = *number as f64;
                    page.write_number(self.next, column, number)
                }
                Cell::Number(number) => page.write_string(self.next, column, number.to_string()),
            };
            written.map_err(Error::internal)?;
        }
        self.next += 1;
        Ok(())
    }

    /// Packs the workbook, into a file without a name that goes when it is closed.
    pub(super) fn finish(mut self) -> Result<Packed> {
        let mut file = tempfile::tempfile().map_err(Error::internal)?;
        self.book.save_to_writer(&mut file).map_err(Error::internal)?;
        file.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
        Ok(Packed(file))
    }
}

/// A finished workbook.
pub(super) struct Packed(File);

impl Packed {
    #[cfg(test)]
    pub(super) fn into_file(self) -> File {
        self.0
    }

    /// Sends it in pieces.
    pub(super) async fn send(self, sender: &Pieces) -> Result<()> {
        let mut file = self.0;
        loop {
            let mut piece = vec![0; PIECE * 4];
            // from the machine's own memory as a rule: the file was written a moment ago
            let read = file.read(&mut piece).map_err(Error::internal)?;
            piece.truncate(read);
            if read == 0 || !send(sender, piece.into()).await {
                return Ok(());
            }
        }
    }
}

/// A day as the workbook counts it, from 1900 to 9999.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    let (month, day) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// What fits into a cell and can be written as XML: no control characters but tab and line ends.
fn plain(text: &str) -> String {
    let fits = text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'));
    fits.take(LONGEST).collect()
}
