//! Lists as files: one way from columns and rows to CSV or XLSX, row by row, so that a list of any length fits in
//! little memory. Text that came from people never becomes a formula in the reader's program.
//!
//! A list gets its files in three steps: a statement without paging in its `store.rs`; a [`Sheet`] with its columns
//! and a function from a row to [`Cell`]s; two routes that call [`file`] with the same filters as the page.

mod csv;
mod file;
#[cfg(test)]
mod tests;
mod xlsx;

use std::borrow::Cow;

pub use file::{Format, Query, file};

use chrono::NaiveDate;

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
