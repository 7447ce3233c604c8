//! A form as it was typed, with what is wrong with it; empty for a page that is opened.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chrono::NaiveDate;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::Reply;

/// The typed words of a form and the sentences about them.
#[derive(Debug, Default)]
pub struct Typed {
    fields: BTreeMap<String, String>,
    /// What is wrong, by field.
    pub errors: FieldErrors,
}

impl Typed {
    /// The form as it was sent.
    #[must_use]
    pub fn of(fields: BTreeMap<String, String>) -> Self {
        Self { fields, errors: FieldErrors::default() }
    }

    /// The answer to a field; empty when there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |text| text.trim())
    }

    /// The answer as it was typed, or what the page proposes as long as nothing was sent.
    #[must_use]
    pub fn or(&self, name: &str, proposed: &str) -> String {
        let proposed = if self.fields.is_empty() { proposed } else { "" };
        self.fields.get(name).map_or(proposed, String::as_str).to_owned()
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.text(name) == "yes"
    }

    /// The sentence about a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<String> {
        self.errors.get(name).map(str::to_owned)
    }

    /// A day as people type it; an empty field is no day.
    pub fn day(&mut self, name: &str, today: NaiveDate) -> Option<NaiveDate> {
        let text = self.text(name).to_owned();
        if text.is_empty() {
            return None;
        }
        match sojourn_calendar::parse_date(&text, today) {
            Ok(day) => Some(day),
            Err(error) => {
                self.errors.add(name, error.to_string());
                None
            }
        }
    }

    /// A whole number in a range; an empty field is the usual one.
    pub fn number(&mut self, name: &str, usual: i64, range: std::ops::RangeInclusive<i64>) -> i64 {
        let text = self.text(name).trim_end_matches('%').trim().to_owned();
        if text.is_empty() {
            return usual;
        }
        match text.parse() {
            Ok(number) if range.contains(&number) => number,
            _ => {
                let sentence = format!("Enter a whole number from {} to {}", range.start(), range.end());
                self.errors.add(name, sentence);
                usual
            }
        }
    }

    /// The version that the form was made from.
    #[must_use]
    pub fn version(&self) -> Option<i64> {
        // a form without a version is one that somebody bent: it is stale
        Some(self.text("version").parse().unwrap_or(-1))
    }

    /// What was wrong before the action was asked, and what the action found, together.
    #[must_use]
    pub fn with(mut self, errors: FieldErrors) -> Self {
        for (field, sentence) in errors.0 {
            self.errors.add(field, sentence);
        }
        self
    }

    /// The status of a page with errors.
    #[must_use]
    pub fn status(&self, page: Reply) -> Reply {
        if self.errors.is_empty() { page } else { page.status(StatusCode::UNPROCESSABLE_ENTITY) }
    }
}

/// Takes wrong input back to its page; every other outcome leaves as it is.
///
/// # Errors
/// The sentences, for the page.
pub fn invalid(outcome: Result<Reply>) -> Result<Result<Reply>, FieldErrors> {
    match outcome {
        Err(Error::Invalid(errors)) => Err(errors),
        other => Ok(other),
    }
}

/// Words between commas or on lines of their own, each once, without empty ones.
#[must_use]
pub fn list(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in text.split([',', '\n']).map(|word| word.split_whitespace().collect::<Vec<_>>().join(" ")) {
        let is_known = all.iter().any(|known| super::model::word(known) == super::model::word(&word));
        if !word.is_empty() && !is_known {
            all.push(word);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn words_between_commas_come_once_and_without_empty_ones() {
        assert_eq!(list("CRM, phone   work,\n crm ,,Tone of voice"), ["CRM", "phone work", "Tone of voice"]);
        assert!(list(" ,\n").is_empty());
    }
}
