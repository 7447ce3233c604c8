//! Typed values of clause parameters: as somebody gives them, and as a clause prints them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::words::long_date;

/// A value as it stands in JSON or in the library, before it is checked against a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Given {
    /// Yes or no.
    Flag(bool),
    /// A whole number; a percentage in basis points.
    Number(u32),
    /// An amount with its currency, such as `{"amount": "500000.00", "currency": "GBP"}`.
    Money {
        /// Digits with at most two after a point.
        amount: String,
        /// Three capital letters (ISO 4217).
        currency: String,
    },
    /// Lines of a list.
    List(Vec<String>),
    /// Text, a date such as `2027-01-11`, the word of a choice, or the code of a clause.
    Text(String),
}

/// A value of the right type, ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    /// Lines of a list, or paragraphs.
    Lines(Vec<String>),
    Date(NaiveDate),
    Number(u32),
    /// One of the words that the parameter allows.
    Choice(String),
    Flag(bool),
    /// Finished, such as `GBP 500,000.00`.
    Money(String),
}

/// Text that may be blank: nothing then.
pub(crate) fn written(text: &str) -> Option<Value> {
    let line = crate::text::clean_line(text);
    (!line.is_empty()).then_some(Value::Text(line))
}

/// Lines that may be blank: nothing when all of them are.
pub(crate) fn lines<'a>(texts: impl IntoIterator<Item = &'a String>) -> Option<Value> {
    let lines: Vec<String> = texts.into_iter().map(|text| crate::text::clean_line(text)).collect();
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then_some(Value::Lines(lines))
}

/// `11 January 2027`, without the day of the week.
pub(crate) fn short_date(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// How a date is printed in a format of the grammar.
pub(crate) fn date_words(day: NaiveDate, format: &str) -> String {
    if format == "short" { short_date(day) } else { long_date(day) }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn joined(lines: &[String]) -> String {
    match lines {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A number with its unit in a format of the grammar: `one month`, `4 weeks’`, `immediate`, `21st`.
pub(crate) fn counted(n: u32, unit: &str, format: &str) -> String {
    let single = unit.strip_suffix('s').unwrap_or(unit);
    match (format, n) {
        ("notice", 0) => "immediate".to_owned(),
        ("notice", 1) => format!("one {single}’s"),
        ("notice", _) => format!("{n} {unit}’"),
        ("each", 1) => single.to_owned(),
        ("ordinal", _) => ordinal(n),
        (_, _) if unit.is_empty() => n.to_string(),
        (_, 1) => format!("one {single}"),
        (_, _) => format!("{n} {unit}"),
    }
}

fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// `12.5%` from basis points.
pub(crate) fn percent(basis_points: u32) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    let part = if part == 0 { String::new() } else { format!(".{part:02}").trim_end_matches('0').to_owned() };
    format!("{whole}{part}%")
}

/// `GBP 500,000.00` from checked digits; nothing when they are none.
pub(crate) fn money(amount: &str, currency: &str) -> Option<String> {
    let (whole, part) = amount.split_once('.').unwrap_or((amount, "00"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let currency_fits = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
    if !digits(whole) || !digits(part) || part.len() > 2 || whole.len() > 12 || !currency_fits {
        return None;
    }
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    Some(format!("{currency} {grouped}.{part:0<2}"))
}
