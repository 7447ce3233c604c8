//! One text field for a date: many forms in, one date or a clear reason out.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::dates::accept;
use crate::format::{long, month_name};
use crate::pattern::name;
use crate::{FIRST_YEAR, LAST_YEAR};

/// Longer texts are not dates; refusing them early keeps errors short.
const LONGEST: usize = 40;
/// Two 29 Februaries can lie eight years apart, around 2100.
const YEARS_TO_LOOK_AHEAD: i32 = 8;

/// Any year with a 29 February.
const LEAP_YEAR: i32 = 2000;

/// Why a typed date was not taken. `Display` is a sentence fit for the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateEntryError {
    /// Nothing was typed.
    #[error("Enter a date, like 7 December 2026")]
    Empty,
    /// The text is not in a form we read.
    #[error("Enter the date like 7 December 2026 or 7/12/2026")]
    NotUnderstood,
    /// Only a month and a year were typed.
    #[error("Add the day of the month, like 7 December 2026")]
    DayMissing,
    /// A month number above 12 or zero.
    #[error("There is no month {0}. Write the day first, like 25/12/2026")]
    NoSuchMonth(u32),
    /// A day that the month does not have.
    #[error("{} does not exist", day_text(*.day, *.month, *.year))]
    NoSuchDay {
        /// Day as typed.
        day: u32,
        /// Month, 1 to 12.
        month: u32,
        /// Year, when one was typed.
        year: Option<i32>,
    },
    /// The weekday and the date contradict each other.
    #[error("{} is a {}, not a {}", long(*.date), name(.date.weekday()), name(*.typed))]
    WrongWeekday {
        /// The date without its weekday.
        date: NaiveDate,
        /// The weekday as typed.
        typed: Weekday,
    },
    /// A year with one or three digits, or outside the accepted years.
    #[error("Enter a year from {FIRST_YEAR} to {LAST_YEAR}")]
    YearOutOfRange,
}

fn day_text(day: u32, month: u32, year: Option<i32>) -> String {
    let year = year.map(|year| format!(" {year}")).unwrap_or_default();
    format!("{day} {}{year}", month_name(month))
}

/// Reads a date as people type it: `7 Dec 2026`, `7th of December 2026`, `December 7, 2026`, `Mon 7 Dec`,
/// `07/12/2026`, `7.12.26`, `2026-12-07`. Numbers alone are read day first, unless the first is a four-digit year.
/// Without a year the next such date is meant, `today` included; a two-digit year is in this century.
///
/// # Errors
/// A [`DateEntryError`] that says what is wrong.
pub fn parse_date(text: &str, today: NaiveDate) -> Result<NaiveDate, DateEntryError> {
    let mut parts = split(text)?;
    let weekday = match parts.first() {
        None => return Err(DateEntryError::Empty),
        Some(Part::Weekday(day)) => Some(*day),
        Some(_) => None,
    };
    if weekday.is_some() {
        parts.remove(0);
    }
    let (day, month, year) = order(&parts)?;
    let date = match year {
        Some(year) => dated(day, month, year)?,
        None => next(day, month, today)?,
    };
    match weekday {
        Some(typed) if typed != date.weekday() => Err(DateEntryError::WrongWeekday { date, typed }),
        _ => Ok(date),
    }
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Number { value: u32, digits: usize },
    Month(u32),
    Weekday(Weekday),
}

/// Which number is the day, which the month, which the year.
fn order(parts: &[Part]) -> Result<(u32, u32, Option<i32>), DateEntryError> {
    use Part::{Month, Number};
    match *parts {
        [Number { value: y, digits: 4 }, Number { value: m, .. }, Number { value: d, .. }]
        | [Number { value: y, digits: 4 }, Month(m), Number { value: d, .. }] => {
            Ok((d, m, Some(year(y, 4)?)))
        }
        [Month(_), Number { digits: 4, .. }]
        | [Number { digits: 4, .. }, Month(_) | Number { .. }]
        | [Number { .. }, Number { digits: 4, .. }] => Err(DateEntryError::DayMissing),
        [Number { value: d, .. }, Month(m) | Number { value: m, .. }]
        | [Month(m), Number { value: d, .. }] => Ok((d, m, None)),
        [Number { value: d, .. }, Month(m) | Number { value: m, .. }, Number { value: y, digits }]
        | [Month(m), Number { value: d, .. }, Number { value: y, digits }] => {
            Ok((d, m, Some(year(y, digits)?)))
        }
        _ => Err(DateEntryError::NotUnderstood),
    }
}

fn year(value: u32, digits: usize) -> Result<i32, DateEntryError> {
    let value = i32::try_from(value).map_err(|_| DateEntryError::YearOutOfRange)?;
    match digits {
        2 => Ok(2000 + value),
        4 => Ok(value),
        _ => Err(DateEntryError::YearOutOfRange),
    }
}

fn dated(day: u32, month: u32, year: i32) -> Result<NaiveDate, DateEntryError> {
    check(day, month)?;
    let date = NaiveDate::from_ymd_opt(year, month, day);
    let date = date.ok_or(DateEntryError::NoSuchDay { day, month, year: Some(year) })?;
    accept(date).map_err(|_| DateEntryError::YearOutOfRange)
}

fn next(day: u32, month: u32, today: NaiveDate) -> Result<NaiveDate, DateEntryError> {
    check(day, month)?;
    let first = today.year();
    let date = (first..=first.saturating_add(YEARS_TO_LOOK_AHEAD))
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| *date >= today);
    accept(date.ok_or(DateEntryError::YearOutOfRange)?).map_err(|_| DateEntryError::YearOutOfRange)
}

/// Refuses what exists in no year at all.
fn check(day: u32, month: u32) -> Result<(), DateEntryError> {
    if !(1..=12).contains(&month) {
        Err(DateEntryError::NoSuchMonth(month))
    } else if NaiveDate::from_ymd_opt(LEAP_YEAR, month, day).is_none() {
        Err(DateEntryError::NoSuchDay { day, month, year: None })
    } else {
        Ok(())
    }
}

/// Splits a text into numbers and names; only separators that people use in dates may stand between them.
fn split(text: &str) -> Result<Vec<Part>, DateEntryError> {
    let mut rest = text.trim();
    // "-7 December" is not a date.
    if rest.chars().count() > LONGEST || rest.starts_with(['/', '-', '.', ',']) {
        return Err(DateEntryError::NotUnderstood);
    }
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        let run = |of: fn(&char) -> bool| rest.split_at(rest.find(|c: char| !of(&c)).unwrap_or(rest.len()));
        rest = if first.is_ascii_digit() {
            let (piece, after) = run(char::is_ascii_digit);
            parts.push(number(piece)?);
            after
        } else if first.is_ascii_alphabetic() {
            let (piece, after) = run(char::is_ascii_alphabetic);
            parts.extend(word(piece, parts.is_empty())?);
            after
        } else if first.is_whitespace() || matches!(first, '/' | '-' | '.' | ',') {
            &rest[first.len_utf8()..]
        } else {
            return Err(DateEntryError::NotUnderstood);
        };
    }
    Ok(parts)
}

fn number(piece: &str) -> Result<Part, DateEntryError> {
    let value = piece.parse().ok().filter(|_| piece.len() <= 4).ok_or(DateEntryError::NotUnderstood)?;
    Ok(Part::Number { value, digits: piece.len() })
}

/// A month, a leading weekday, or nothing for the small words of "the 7th of December".
fn word(piece: &str, leading: bool) -> Result<Option<Part>, DateEntryError> {
    let word = piece.to_ascii_lowercase();
    if matches!(word.as_str(), "the" | "of")
        || (!leading && matches!(word.as_str(), "st" | "nd" | "rd" | "th"))
    {
        return Ok(None);
    }
    let means = |full: &str| word.len() >= 3 && full.to_ascii_lowercase().starts_with(&word);
    if let Some(month) = (1..=12).find(|month| means(month_name(*month))) {
        return Ok(Some(Part::Month(month)));
    }
    let weekday = (0..7_u8).filter_map(|n| Weekday::try_from(n).ok()).find(|day| means(name(*day)));
    weekday.filter(|_| leading).map(Part::Weekday).map(Some).ok_or(DateEntryError::NotUnderstood)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn read(text: &str) -> Result<NaiveDate, DateEntryError> {
        parse_date(text, day("2026-11-23"))
    }

    #[test]
    fn many_forms_of_one_date() {
        let forms = "7 Dec 2026|7 December 2026|07/12/2026|7/12/26|2026-12-07|7.12.2026|7. 12. 2026|7-12-2026|Mon 7 Dec\
            |Monday, 7 December 2026|7 dec|DEC 7|December 7, 2026|7th December 2026|the 7th of December|7/12\
            |  7\u{a0}Dec  2026 |7Dec2026|2026 Dec 7|2026/12/7|07.12.|7-Dec-26";
        for form in forms.split('|') {
            assert_eq!(read(form), Ok(day("2026-12-07")), "{form}");
        }
    }

    #[test]
    fn day_comes_first() {
        assert_eq!(read("03/04/2027"), Ok(day("2027-04-03")));
        let american = read("12/25/2026").unwrap_err();
        assert_eq!(american.to_string(), "There is no month 25. Write the day first, like 25/12/2026");
    }

    #[test]
    fn without_a_year_the_next_one_is_meant() {
        assert_eq!(read("23 Nov"), Ok(day("2026-11-23")));
        assert_eq!(read("22 Nov"), Ok(day("2027-11-22")));
        assert_eq!(read("29 Feb"), Ok(day("2028-02-29")));
        assert_eq!(parse_date("29 Feb", day("2096-03-01")), Ok(day("2104-02-29")));
        assert_eq!(read("4 Sept"), Ok(day("2027-09-04")));
    }

    #[test]
    fn says_what_is_wrong() {
        let told = |text| read(text).unwrap_err().to_string();
        assert_eq!(told(" "), "Enter a date, like 7 December 2026");
        assert_eq!(told("31 February"), "31 February does not exist");
        assert_eq!(told("31/2/2027"), "31 February does not exist");
        assert_eq!(told("29 Feb 2027"), "29 February 2027 does not exist");
        assert_eq!(told("0/12/2026"), "0 December does not exist");
        assert_eq!(told("7/0/2026"), "There is no month 0. Write the day first, like 25/12/2026");
        assert_eq!(told("Tue 7 Dec 2026"), "7 December 2026 is a Monday, not a Tuesday");
        assert_eq!(told("Dec 2026"), "Add the day of the month, like 7 December 2026");
        assert_eq!(told("12/2026"), "Add the day of the month, like 7 December 2026");
        assert_eq!(told("2026-12"), "Add the day of the month, like 7 December 2026");
        assert_eq!(told("7/12/1026"), "Enter a year from 1900 to 2200");
        assert_eq!(told("7 Dec 202"), "Enter a year from 1900 to 2200");
        assert_eq!(told("2201-01-01"), "Enter a year from 1900 to 2200");
    }

    #[test]
    fn the_rest_is_not_understood() {
        for text in [
            "soon",
            "7",
            "Mon",
            "December",
            "20261207",
            "-7 Dec",
            "7 Ma 2027",
            "7 Dec 2026 09:00",
            "7+12",
            "٧ Dec 2026",
            "７/12/2026",
            "7 Dec Mon",
            "7 8 9 10",
            "2026-12-07T00:00",
            "th 7 Dec",
            "Dec Dec 7",
            "7 Dec 20266",
            "7 December 2026 and a great many more words",
        ] {
            assert_eq!(read(text), Err(DateEntryError::NotUnderstood), "{text}");
        }
    }
}
