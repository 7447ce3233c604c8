//! Passing a signature on: somebody who is asked to sign names another person who may sign for the same side. The old link
//! dies, the evidence keeps who passed to whom and why, and mobility sees it and can take it back.

pub(super) mod actions;
pub(super) mod api;
pub(super) mod letters;
pub(super) mod pages;
pub(super) mod store;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_papers::PassedFrom;
use utoipa::ToSchema;

use super::model::SignatoryId;
use crate::actor::PersonId;
use crate::typed::{LINE, TEXT, check_text};

/// How often one signature can be passed on.
pub const MOST: usize = 3;

/// Whom to pass a signature to, and why.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PassInput {
    /// Their full name; not needed for somebody who signs in here.
    #[serde(default)]
    pub name: String,
    /// Their email address.
    pub email: String,
    /// What they do; not needed for somebody who signs in here.
    #[serde(default)]
    pub job_title: String,
    /// Why they sign instead.
    pub reason: String,
}

impl PassInput {
    /// Refuses what cannot be passed on. `is_outside` says that the person is written down, not found.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, is_outside: bool) -> Result<()> {
        let mut errors = FieldErrors::default();
        let asks = |words: &'static str| is_outside.then_some(words);
        check_text(&mut errors, "name", &self.name, LINE, asks("Write their full name"));
        check_text(&mut errors, "email", &self.email, LINE, Some("Write their email address"));
        check_text(&mut errors, "job_title", &self.job_title, LINE, asks("Write what they do there"));
        check_text(&mut errors, "reason", &self.reason, TEXT, Some("Say why they sign instead of you"));
        let address = self.email.trim();
        if !address.is_empty() && sojourn_kit::mail::Letter::try_new("", address, "", "").is_err() {
            errors.add("email", "Enter an email address like name@example.org");
        }
        errors.check()
    }
}

/// A signature that was passed on. Facts are added; a pass that was taken back says so.
#[derive(Debug, Clone, Serialize)]
pub struct Pass {
    /// Whose signature it was.
    pub from: PersonId,
    /// Their name.
    pub from_name: String,
    /// Where letters reached them.
    pub from_email: String,
    /// In which capacity they would have signed.
    pub from_capacity: String,
    /// Whether they sign in here.
    pub from_account: bool,
    /// Who signs instead.
    pub to: PersonId,
    /// Their name.
    pub to_name: String,
    /// Where letters reach them.
    pub to_email: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When mobility took it back.
    pub recalled_at: Option<DateTime<Utc>>,
    /// Which signature.
    #[serde(skip)]
    pub signatory: SignatoryId,
    /// The row.
    #[serde(skip)]
    pub id: uuid::Uuid,
}

/// From whom a signature was passed on, if it was: the name that the text prints, and the day it was passed last.
#[must_use]
pub fn passed_from(passes: &[Pass], signatory: SignatoryId) -> Option<PassedFrom> {
    let standing = || passes.iter().filter(|pass| pass.signatory == signatory && pass.recalled_at.is_none());
    let (first, last) = (standing().next()?, standing().next_back()?);
    Some(PassedFrom { name: first.from_name.clone(), on: last.at.date_naive() })
}

#[cfg(test)]
mod unit {
    use super::*;
    use sojourn_kit::error::Error;

    #[test]
    fn whoever_is_written_down_needs_a_name_and_everybody_a_reason() {
        let Err(Error::Invalid(errors)) = PassInput::default().check(true) else { panic!("accepted") };
        for field in ["name", "email", "job_title", "reason"] {
            assert!(errors.get(field).is_some(), "{field}");
        }
        let found = PassInput { email: "a@b.example".into(), reason: "Leave".into(), ..PassInput::default() };
        assert!(found.check(false).is_ok());
        let wrong = PassInput { email: "nobody".into(), ..found };
        assert!(wrong.check(false).is_err());
    }
}
