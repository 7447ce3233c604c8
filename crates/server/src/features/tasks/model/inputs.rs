//! What people send about tasks, checked field by field.

use chrono::NaiveDate;
use serde::Deserialize;
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use super::Evidence;
use crate::actor::PersonId;
use crate::features::secondments::Party;

/// The most characters of a title.
const MOST_TITLE: usize = 120;
/// The most characters of a note, a reason or a reference.
const MOST_WORDS: usize = 1000;

/// That a task is done, with the evidence it asks for.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TaskDoneInput)]
pub struct DoneInput {
    /// Words, where the task asks for a note; otherwise optional.
    #[serde(default)]
    pub note: String,
    /// The day, where the task asks for one.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// A document number or link, where the task asks for one.
    #[serde(default)]
    pub reference: String,
    /// The version that was read; absent means the newest.
    #[serde(default)]
    pub version: Option<i64>,
}

impl DoneInput {
    /// The evidence in words, if it is what the task asks for.
    ///
    /// # Errors
    /// Invalid, naming the field that is missing or too long.
    pub fn check(&self, wanted: Evidence, today: NaiveDate) -> Result<String> {
        let (note, reference) = (self.note.trim(), self.reference.trim());
        let mut errors = FieldErrors::default();
        match wanted {
            Evidence::Note if note.is_empty() => {
                errors.add("note", "Write in a line what was done or agreed");
            }
            Evidence::Date if self.on.is_none() => errors.add("on", "Write the day, such as 7 Dec 2026"),
            Evidence::Reference if reference.is_empty() => {
                errors.add("reference", "Write the number or the address of the document");
            }
            _ => {}
        }
        if self.on.is_some_and(|on| on > today) {
            errors.add("on", "This day has not come yet. Write the day on which it was done");
        }
        length(&mut errors, "note", note, MOST_WORDS);
        length(&mut errors, "reference", reference, MOST_WORDS);
        errors.check()?;
        let reference = if wanted == Evidence::Reference { reference } else { "" };
        let words = [reference, note].into_iter().filter(|words| !words.is_empty());
        Ok(words.collect::<Vec<_>>().join(". "))
    }
}

/// Why a task is not needed, or is opened again.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonInput {
    /// Why, in words that everybody who sees the task may read.
    #[serde(default)]
    pub reason: String,
    /// The version that was read; absent means the newest.
    #[serde(default)]
    pub version: Option<i64>,
}

impl ReasonInput {
    /// The reason, if it will do.
    ///
    /// # Errors
    /// Invalid without one, or when it is too long.
    pub fn check(&self) -> Result<String> {
        let reason = self.reason.trim();
        let mut errors = FieldErrors::default();
        if reason.is_empty() {
            errors.add("reason", "Write why, so that the others know");
        }
        length(&mut errors, "reason", reason, MOST_WORDS);
        errors.check()?;
        Ok(reason.to_owned())
    }
}

/// Which version was read.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TaskVersionInput)]
pub struct VersionInput {
    /// Absent means the newest.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Who does it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignInput {
    /// Somebody of the side whose task it is; absent gives it back to the whole side.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// The version that was read; absent means the newest.
    #[serde(default)]
    pub version: Option<i64>,
}

/// A task that is not in the catalogue.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddInput {
    /// What is to be done.
    #[serde(default)]
    pub title: String,
    /// Whose task it is.
    pub owner: Party,
    /// By when.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// Whether the start must wait for it.
    #[serde(default)]
    pub blocking: bool,
    /// Why.
    #[serde(default)]
    pub why: String,
}

/// Who can be given a task that people add.
pub const ADDRESSEES: &[Party] = &[
    Party::Secondee,
    Party::HomeManager,
    Party::HostManager,
    Party::ProgrammeAdmin,
    Party::HomeHr,
    Party::HostHr,
    Party::FinanceHome,
    Party::Legal,
];

impl AddInput {
    /// Whether it will do.
    ///
    /// # Errors
    /// Invalid, by field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.title.trim().is_empty() {
            errors.add("title", "Write what is to be done");
        }
        if !ADDRESSEES.contains(&self.owner) {
            errors.add("owner", "Choose who does it");
        }
        length(&mut errors, "title", self.title.trim(), MOST_TITLE);
        length(&mut errors, "why", self.why.trim(), MOST_WORDS);
        errors.check()
    }
}

fn length(errors: &mut FieldErrors, field: &str, words: &str, most: usize) {
    if words.chars().count() > most {
        errors.add(field, format!("Say it in {most} characters or fewer"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn each_kind_of_evidence_is_asked_for() {
        let today = day("2026-11-23");
        let nothing = DoneInput::default();
        assert!(nothing.check(Evidence::None, today).is_ok());
        for wanted in [Evidence::Note, Evidence::Date, Evidence::Reference] {
            assert!(nothing.check(wanted, today).is_err(), "{wanted:?}");
        }
        let all =
            DoneInput { note: " seen ".into(), on: Some(today), reference: "INS-7".into(), version: None };
        for wanted in Evidence::ALL {
            let words = if *wanted == Evidence::Reference { "INS-7. seen" } else { "seen" };
            assert_eq!(all.check(*wanted, today).unwrap(), words);
        }
        let later = DoneInput { on: Some(day("2026-11-24")), ..DoneInput::default() };
        assert!(later.check(Evidence::Date, today).is_err());
    }

    #[test]
    fn reasons_and_titles_have_words_and_an_end() {
        assert!(ReasonInput::default().check().is_err());
        assert!(ReasonInput { reason: "x".repeat(1001), version: None }.check().is_err());
        let mut added = AddInput {
            title: "Ring the bank".into(),
            owner: Party::Secondee,
            due: None,
            blocking: false,
            why: String::new(),
        };
        assert!(added.check().is_ok());
        added.owner = Party::PartnerContact;
        assert!(added.check().is_err(), "the outside contact sees no tasks");
    }
}
