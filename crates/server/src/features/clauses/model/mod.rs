//! The words of the clause library for people, and what an organisation may say of its own.

mod compare;
mod preview;
mod words;

pub use compare::{Words, changes};
pub use preview::{Filled, filled};
pub use words::{Wording, given_words, is_of, mandatory, parameter_words, schedules, wordings};

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::id_type;
use sojourn_papers::text::{clean, clean_line};
use sojourn_papers::{ClauseFault, Head, OwnClause, check_clause};
use utoipa::ToSchema;

use crate::actor::OrganisationId;

id_type!(
    /// What an organisation says about one head.
    ClauseId, "cls"
);

/// Longest heading, in characters.
const LONGEST_TITLE: usize = 200;

/// The heads that stand in the library, in the order of an agreement.
pub fn heads() -> impl Iterator<Item = Head> {
    Head::ALL.iter().copied().filter(|head| *head != Head::Additional)
}

/// The head of that code, if the library has it.
///
/// # Errors
/// [`Error::NotFound`] for every other word.
pub fn head_of(code: &str) -> Result<Head> {
    Head::find(code).filter(|head| *head != Head::Additional).ok_or(Error::NotFound)
}

/// What an organisation says about one head.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The stable id; agreements name it beside the version.
    pub id: ClauseId,
    /// Whose.
    pub organisation: OrganisationId,
    /// The head.
    pub head: Head,
    /// The key of the usual wording; empty: the neutral one.
    pub wording: String,
    /// The version of the own copy that is in use; none while it is withdrawn or was never written.
    pub own: Option<i64>,
    /// Grows with each change; 0 while nothing was said.
    pub version: i64,
}

impl Setting {
    /// Nothing said yet.
    #[must_use]
    pub fn none(id: ClauseId, organisation: OrganisationId, head: Head) -> Self {
        Self { id, organisation, head, wording: String::new(), own: None, version: 0 }
    }

    /// What stands in agreements, in words.
    #[must_use]
    pub fn in_use(&self) -> String {
        match (self.own, self.wording.as_str()) {
            (Some(number), _) => format!("Own copy, version {number}"),
            (None, "") => "Standard".to_owned(),
            (None, key) => format!("Standard, {}", words::label(self.head, key)),
        }
    }
}

/// One version of an own copy.
#[derive(Debug, Clone)]
pub struct Copy {
    /// From 1.
    pub number: i64,
    /// The words, with their fields.
    pub own: OwnClause,
    /// The version of the standard clause that was the newest when it was written.
    pub library_version: i64,
    /// Who wrote it.
    pub written_by: String,
    /// When.
    pub written_at: DateTime<Utc>,
}

/// An own copy as somebody writes it.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyInput {
    /// The one-time key of the form.
    #[serde(default)]
    #[schema(ignore)]
    pub form_id: String,
    /// Which button of the form: `preview` saves nothing.
    #[serde(default)]
    #[schema(ignore)]
    pub act: String,
    /// The version of the head that was read; 0 while nothing was said about it.
    pub version: i64,
    /// The heading.
    pub title: String,
    /// The text in the grammar of the library: a paragraph a line, items after `- `, fields in braces.
    pub text: String,
    /// One sentence for the secondee.
    #[serde(default)]
    pub plain_words: String,
}

impl CopyInput {
    /// The copy, cleaned, if it can be saved.
    ///
    /// # Errors
    /// [`Error::Invalid`] with field, line, character and what to do.
    pub fn check(&self, head: Head) -> Result<OwnClause> {
        let lines: Vec<String> = self.text.lines().map(clean).collect();
        let own = OwnClause {
            id: String::new(),
            version: 1,
            title: clean_line(&self.title),
            text: lines.join("\n").trim_end().to_owned(),
            plain_words: clean_line(&self.plain_words),
        };
        let mut errors = FieldErrors::default();
        if own.title.chars().count() > LONGEST_TITLE {
            errors.add("title", format!("Use {LONGEST_TITLE} characters or fewer for the heading"));
        }
        for fault in check_clause(head, &own).err().into_iter().flatten() {
            errors.add(fault.field, told(&fault));
        }
        errors.check()?;
        Ok(own)
    }
}

fn told(fault: &ClauseFault) -> String {
    format!("Line {}, character {}: {}.", fault.line, fault.at, fault.sentence)
}

/// The version of the head that was read.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawInput {
    /// The one-time key of the form.
    #[serde(default)]
    #[schema(ignore)]
    pub form_id: String,
    /// The version.
    pub version: i64,
}

/// Which wording is usual.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WordingInput {
    /// The one-time key of the form.
    #[serde(default)]
    #[schema(ignore)]
    pub form_id: String,
    /// The version of the head that was read.
    pub version: i64,
    /// The key of a wording; empty for what the library takes by itself.
    #[serde(default)]
    pub wording: String,
}

impl WordingInput {
    /// The key, if the head has such a wording.
    ///
    /// # Errors
    /// [`Error::Invalid`] otherwise.
    pub fn check(&self, head: Head) -> Result<String> {
        let known = wordings(head).iter().any(|one| one.key == self.wording && !one.is_short);
        if known || self.wording.is_empty() {
            return Ok(self.wording.clone());
        }
        Err(Error::field("wording", "Choose one of the wordings of this clause"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(text: &str) -> CopyInput {
        CopyInput { title: " Leave ".into(), text: text.into(), ..CopyInput::default() }
    }

    #[test]
    fn a_copy_is_cleaned_and_a_fault_says_where_and_what_to_do() {
        let own = input("One\u{202e} day.\r\n- two\r\n").check(Head::Leave).unwrap();
        assert_eq!((own.title.as_str(), own.text.as_str()), ("Leave", "One day.\n- two"));
        let Err(Error::Invalid(errors)) = input("Fine.\nPaid {{salary}}.").check(Head::Leave) else {
            panic!("accepted")
        };
        let sentence = errors.get("text").unwrap();
        assert!(sentence.starts_with("Line 2, character ") && sentence.ends_with('.'), "{sentence}");
        let Err(Error::Invalid(errors)) = CopyInput::default().check(Head::Leave) else { panic!("accepted") };
        assert!(errors.get("title").is_some() && errors.get("text").is_some());
    }

    #[test]
    fn only_wordings_of_the_head_are_usual_and_none_of_one_page() {
        let chosen = |wording: &str| WordingInput { wording: wording.into(), ..WordingInput::default() };
        assert_eq!(chosen("home").check(Head::Services).unwrap(), "home");
        assert_eq!(chosen("").check(Head::Services).unwrap(), "");
        for wrong in ["short", "elsewhere", "{salary}"] {
            assert!(chosen(wrong).check(Head::Services).is_err(), "{wrong}");
        }
    }

    #[test]
    fn there_are_forty_five_heads_and_no_others() {
        assert_eq!(heads().count(), 45);
        assert!(head_of("CL-45").is_ok());
        for wrong in ["CL-99", "CL-46", "", "S1"] {
            assert!(head_of(wrong).is_err(), "{wrong}");
        }
    }
}
