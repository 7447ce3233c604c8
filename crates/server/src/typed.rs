//! A form as it was sent: the words kept, what is wrong with them, and the fields that show both.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use axum::http::StatusCode;
use chrono::NaiveDate;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::Reply;

use crate::shell::{ErrorSummary, FieldOption, FieldView, Pager};

/// The most characters of a line.
pub const LINE: usize = 200;
/// The most characters of a text of several lines.
pub const TEXT: usize = 4000;

/// What somebody typed, and what is wrong with it. Empty for a page that is opened.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "BTreeMap<String, String>")]
pub struct Form {
    typed: BTreeMap<String, String>,
    /// Sentences by field.
    pub errors: FieldErrors,
}

impl From<BTreeMap<String, String>> for Form {
    fn from(typed: BTreeMap<String, String>) -> Self {
        Self::sent(typed)
    }
}

impl Form {
    /// A form that was sent.
    #[must_use]
    pub fn sent(typed: BTreeMap<String, String>) -> Self {
        Self { typed, errors: FieldErrors::default() }
    }

    /// Puts words into a field, before it is shown.
    #[must_use]
    pub fn put(mut self, name: &str, words: impl Into<String>) -> Self {
        self.set(name, words);
        self
    }

    /// Puts words into a field, before it is shown.
    pub fn set(&mut self, name: impl Into<String>, words: impl Into<String>) {
        self.typed.insert(name.into(), words.into());
    }

    /// Whether nothing was sent at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// Whether the field is in the form at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.typed.contains_key(name)
    }

    /// The words of a field, trimmed, to look at; empty when there are none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", |text| text.trim())
    }

    /// The words of a field as they were typed, or what the page proposes as long as nothing was sent.
    #[must_use]
    pub fn or(&self, name: &str, proposed: &str) -> String {
        let proposed = if self.typed.is_empty() { proposed } else { "" };
        self.typed.get(name).map_or(proposed, String::as_str).to_owned()
    }

    /// The words of a field that may be left empty.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<String> {
        self.errors.get(name).map(str::to_owned)
    }

    /// One word of a choice; `otherwise`, with an error, when it is none.
    pub fn choice<T>(&mut self, name: &str, parse: fn(&str) -> Option<T>, sentence: &str, otherwise: T) -> T {
        parse(self.get(name)).unwrap_or_else(|| {
            self.errors.add(name, sentence);
            otherwise
        })
    }

    /// A whole number in a range; an empty field is the usual one.
    pub fn whole(&mut self, name: &str, usual: i64, range: RangeInclusive<i64>) -> i64 {
        let text = self.get(name).trim_end_matches('%').trim();
        match (text.is_empty(), text.parse()) {
            (true, _) => usual,
            (false, Ok(number)) if range.contains(&number) => number,
            _ => {
                let sentence = format!("Enter a whole number from {} to {}", range.start(), range.end());
                self.errors.add(name, sentence);
                usual
            }
        }
    }

    /// The words of a field, trimmed, to keep; empty when there are none.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.get(name).replace("\r\n", "\n")
    }

    /// Whether the box is ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.get(name) == "yes"
    }

    /// A day as people type it; none when the field is empty, an error when it means nothing.
    pub fn day(&mut self, name: &str, today: NaiveDate) -> Option<NaiveDate> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let read = sojourn_calendar::parse_date(&text, today);
        read.map_err(|error| self.errors.add(name, error.to_string())).ok()
    }

    /// A day that is needed; today, with an error, when it is missing or means nothing.
    pub fn needed_day(&mut self, name: &str, today: NaiveDate, sentence: &str) -> NaiveDate {
        let day = self.day(name, today);
        if day.is_none() {
            self.errors.add(name, sentence);
        }
        day.unwrap_or(today)
    }

    /// A whole number; none when the field is empty, an error when it is no number.
    pub fn number(&mut self, name: &str, sentence: &str) -> Option<i64> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        text.parse().map_err(|_| self.errors.add(name, sentence)).ok()
    }

    /// The version that the form was made from. A form without one is one that somebody bent: it is stale.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.text("version").parse().unwrap_or(-1)
    }

    /// The share of working time that was chosen, in ten-thousandths; full time when none was.
    #[must_use]
    pub fn share(&self) -> i64 {
        self.text("share").parse().unwrap_or(10_000)
    }

    /// A field with its words and its error.
    #[must_use]
    pub fn field(&self, name: &str, label: impl Into<String>) -> FieldView {
        FieldView::new(name, label).value(self.text(name)).error(self.errors.get(name))
    }

    /// The field for the share of working time.
    #[must_use]
    pub fn share_field(&self) -> FieldView {
        let options = [
            ("10000", "Full time"),
            ("8000", "4 days a week"),
            ("6000", "3 days a week"),
            ("5000", "Half time"),
            ("4000", "2 days a week"),
            ("2000", "1 day a week"),
        ];
        let value = if self.text("share").is_empty() { "10000".to_owned() } else { self.text("share") };
        FieldView::new("share", "How much of the working time?")
            .select(options.map(|(value, label)| FieldOption::new(value, label)).into())
            .value(value)
            .error(self.errors.get("share"))
    }

    /// The box at the top: errors of `fields` in their order, then those of no field on the page.
    #[must_use]
    pub fn summary(&self, fields: &[&FieldView]) -> ErrorSummary {
        let mut summary = ErrorSummary::of(fields.iter().copied());
        for (name, sentence) in &self.errors.0 {
            if !fields.iter().any(|field| field.name == *name) {
                summary = summary.and(sentence.clone());
            }
        }
        summary
    }

    /// What was wrong before the action was asked, and what the action found, together.
    #[must_use]
    pub fn with(mut self, errors: FieldErrors) -> Self {
        for (field, sentence) in errors.0 {
            self.errors.add(field, sentence);
        }
        self
    }

    /// The page with the status that its errors ask for.
    #[must_use]
    pub fn status(&self, page: Reply) -> Reply {
        unprocessable(page, &self.errors)
    }
}

/// The page with the status that the errors of all its forms ask for.
#[must_use]
pub fn unprocessable(page: Reply, errors: &FieldErrors) -> Reply {
    if errors.is_empty() { page } else { page.status(StatusCode::UNPROCESSABLE_ENTITY) }
}

/// What is wrong with the answer of an action, apart from all else: wrong input goes back to its form.
///
/// # Errors
/// Everything that is not wrong input.
pub fn invalid<T>(outcome: Result<T>) -> Result<Result<T, FieldErrors>> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(Error::Invalid(errors)) => Ok(Err(errors)),
        Err(other) => Err(other),
    }
}

/// What could not be read of a form and what the action found wrong, together. An action that went through with
/// words that could not be read did not: whoever asks leaves its work uncommitted.
///
/// # Errors
/// Both kinds of wrong input; every other error of the action as it is.
pub fn both<T>(unread: FieldErrors, made: Result<T>) -> Result<T> {
    match (unread.check(), made) {
        (Ok(()), made) => made,
        (Err(Error::Invalid(mut errors)), Err(Error::Invalid(more))) => {
            more.0.into_iter().for_each(|(field, sentence)| errors.add(field, sentence));
            Err(Error::Invalid(errors))
        }
        (Err(unread), _) => Err(unread),
    }
}

/// Notes a text that is missing though needed, or too long.
pub fn check_text(errors: &mut FieldErrors, name: &str, text: &str, most: usize, needed: Option<&str>) {
    match needed {
        Some(sentence) if text.trim().is_empty() => errors.add(name, sentence),
        _ if text.chars().count() > most => errors.add(name, format!("Shorten this to {most} characters")),
        _ => {}
    }
}

/// Notes days that are missing, the wrong way round or in the past.
pub fn check_days(errors: &mut FieldErrors, first: NaiveDate, last: NaiveDate, today: NaiveDate) {
    if first <= today {
        errors.add("starts_on", "Choose a first day after today");
    }
    if last < first {
        errors.add("ends_on", "The last day is before the first");
    } else if sojourn_calendar::Period::try_new(first, last).is_err() {
        errors.add("ends_on", "Choose a last day that a calendar holds");
    }
}

/// Notes a share of working time that is none.
pub fn check_share(errors: &mut FieldErrors, fte_bp: i64) {
    if !(1..=10_000).contains(&fte_bp) {
        errors.add("share", "Choose a share of the working time");
    }
}

/// The way through a list, the newest first: back to its beginning, and on to what is older than the key. `kept`
/// are the filters of the address.
#[must_use]
pub fn pager(path: &str, kept: &[(&str, &Option<String>)], is_later: bool, older: Option<String>) -> Pager {
    Pager {
        newer: is_later.then(|| address(path, kept, None)),
        older: older.map(|key| address(path, kept, Some(key))),
    }
}

/// An address with the filters that are kept, and where in the list it begins.
#[must_use]
pub fn address(path: &str, kept: &[(&str, &Option<String>)], before: Option<String>) -> String {
    let kept = kept.iter().filter_map(|(key, value)| Some((*key, (*value).clone()?)));
    let pairs: Vec<String> = kept
        .chain(before.map(|key| ("before", key)))
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(key, value)| format!("{key}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC)))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Form {
        Form::sent(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn words_are_kept_and_errors_stand_beside_them() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let mut form = sent(&[("on", "31 February"), ("why", " a\r\nb "), ("weeks", "many")]);
        assert_eq!(form.day("on", today), None);
        assert_eq!(form.number("weeks", "Write a number"), None);
        assert_eq!(form.day("absent", today), None);
        assert_eq!(form.text("why"), "a\nb");
        assert_eq!(form.version(), -1, "a bent form is stale");
        let field = form.field("on", "First day");
        assert_eq!(field.value, "31 February");
        assert!(field.error.is_some());
        let summary = form.summary(&[&field]);
        assert_eq!(summary.items.len(), 2, "one with an address, one without");
        assert!(form.errors.get("absent").is_none());
    }

    #[test]
    fn what_is_proposed_stands_until_something_is_sent() {
        let empty = Form::default();
        assert!(empty.is_empty() && empty.or("name", "Crew") == "Crew");
        let mut form = sent(&[("name", " Ada "), ("share", "60 %"), ("seats", "9"), ("side", "up")]);
        assert_eq!((form.or("name", "Crew"), form.or("other", "Crew")), (" Ada ".into(), String::new()));
        assert_eq!(
            (form.get("name"), form.given("name"), form.given("other")),
            ("Ada", Some("Ada".into()), None)
        );
        assert_eq!((form.whole("share", 100, 1..=100), form.whole("other", 1, 1..=5)), (60, 1));
        assert!(form.errors.is_empty());
        assert_eq!(form.whole("seats", 1, 1..=5), 1);
        assert_eq!(form.choice("side", |word| (word == "down").then_some(7), "Choose a side", 3), 3);
        assert!(form.error("seats").is_some() && form.error("side").is_some());
    }

    #[test]
    fn days_must_lie_ahead_and_in_order() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        let wrong = |first, last| {
            let mut errors = FieldErrors::default();
            check_days(&mut errors, day(first), day(last), day(23));
            errors.0.into_keys().collect::<Vec<_>>()
        };
        assert_eq!(wrong(24, 24), Vec::<String>::new());
        assert_eq!(wrong(23, 24), ["starts_on"]);
        assert_eq!(wrong(25, 24), ["ends_on"]);
    }
}
