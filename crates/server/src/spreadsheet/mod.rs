//! Lists as files: one way from columns and rows to CSV or XLSX, row by row, so that a list of any length fits in
//! little memory. Text that came from people never becomes a formula in the reader's program.
//!
//! A list gets its files in three steps: a [`Sheet`] with its columns; an `export` that reads as the page reads and
//! hands over [`lines`] of [`Cell`]s, or, for a list of any length, a statement without paging to [`file`]; and
//! [`list_files!`](crate::list_files), which makes the two handlers of it.

mod csv;
mod file;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod tests;
mod xlsx;

use std::borrow::Cow;

pub use file::{Format, Query, WHOLE, file, lines};

use chrono::{DateTime, NaiveDate, Utc};

/// The two handlers of a list's files, `csv` and `xlsx`: each calls the module's `export` with the format and what
/// the request brought.
#[macro_export]
macro_rules! list_files {
    ($($name:ident: $of:ty),+) => {
        /// The list as CSV.
        pub async fn csv($($name: $of),+) -> sojourn_kit::error::Result<axum::response::Response> {
            export($crate::spreadsheet::Format::Csv, $($name),+).await
        }

        /// The list as a workbook.
        pub async fn xlsx($($name: $of),+) -> sojourn_kit::error::Result<axum::response::Response> {
            export($crate::spreadsheet::Format::Xlsx, $($name),+).await
        }
    };
}

/// The columns of a list.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    /// The name of the file and of the sheet.
    pub name: &'static str,
    /// The columns, in snake_case.
    pub columns: &'static [&'static str],
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words, whoever wrote them. A text never becomes a formula.
    Text(String),
    /// A count or an amount in minor units; a negative one stays a number.
    Number(i64),
    /// A day.
    Day(NaiveDate),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// Words, or nothing.
    #[must_use]
    pub fn or_empty(words: Option<String>) -> Self {
        words.map_or(Self::Empty, Self::Text)
    }

    /// An instant: its day and its time in UTC, in words that sort.
    #[must_use]
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self::Text(instant.format("%Y-%m-%d %H:%M").to_string())
    }

    /// A count, as far as a file can hold it.
    pub fn count(number: impl TryInto<i64>) -> Self {
        number.try_into().map_or(Self::Empty, Self::Number)
    }

    /// A day, or nothing.
    #[must_use]
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

/// The text of a cell. What a spreadsheet would take for a formula gets an apostrophe in front; numbers, negative
/// ones too, stay numbers. Quotes and line ends are the CSV writer's business.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    if !text.contains('\0') {
        return safe(text);
    }
    Cow::Owned(safe(&text.replace('\0', "")).into_owned())
}

fn safe(text: &str) -> Cow<'_, str> {
    let starts_with_control = text.starts_with(['\t', '\r', '\n']);
    // programs that look behind spaces and quotes exist, and some read full-width signs as plain ones
    let start = text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\u{feff}' | '\u{200b}'));
    let is_formula = start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    if !starts_with_control && (!is_formula || is_number(text)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("'{text}"))
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain(whole) && plain(part)
}
