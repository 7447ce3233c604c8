//! A person that somebody met while away, as they wrote it down. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::form;

id_type!(
    /// A note of a person who was met.
    AcquaintanceId, "acq"
);

/// A person who was met, as one's own note has them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Acquaintance {
    /// The stable id.
    #[schema(value_type = String)]
    pub id: AcquaintanceId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub work: String,
    /// What is to be remembered.
    pub words: String,
    /// Where to write to them; kept only when they agreed.
    pub email: String,
    /// When to say hello again.
    pub again_on: Option<NaiveDate>,
    /// Grows with each change.
    pub version: i64,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

/// A note to keep.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcquaintanceInput {
    /// Their name.
    pub name: String,
    /// What they do; may be empty.
    #[serde(default)]
    pub work: String,
    /// What is to be remembered; may be empty.
    #[serde(default)]
    pub words: String,
    /// Where to write to them; only with their consent.
    #[serde(default)]
    pub email: String,
    /// Whether they agreed that their address is kept.
    #[serde(default)]
    pub agreed: bool,
    /// When to say hello again; may be left out.
    #[serde(default)]
    pub again_on: Option<NaiveDate>,
    /// The version that was read, for a change.
    #[serde(default)]
    pub version: i64,
}

impl AcquaintanceInput {
    /// The same without the space around its words, if it will do. An address is kept with consent or not at all.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, today: NaiveDate) -> Result<Self> {
        let mut errors = FieldErrors::default();
        let name = form::words(&mut errors, "name", &self.name, "Write who it is", 200);
        let work = form::words(&mut errors, "work", &self.work, "", 200);
        let words = form::words(&mut errors, "words", &self.words, "", 2000);
        let email = form::words(&mut errors, "email", &self.email, "", 254);
        if !email.is_empty() && !self.agreed {
            errors.add("agreed", "Ask them before you keep their address, or leave the address out");
        }
        if !email.is_empty() && (!email.contains('@') || email.chars().any(char::is_whitespace)) {
            errors.add("email", "Enter an email address such as name@example.org");
        }
        if self.again_on.is_some_and(|day| day < today) {
            errors.add("again_on", "Choose a day that is still to come");
        }
        errors.check()?;
        Ok(Self { name, work, words, email, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_with_consent_or_not_at_all() {
        let today = "2026-11-23".parse().unwrap();
        let note = |email: &str, agreed| AcquaintanceInput {
            name: " Jo ".to_owned(),
            email: email.to_owned(),
            agreed,
            ..AcquaintanceInput::default()
        };
        assert_eq!(note("", false).check(today).unwrap().name, "Jo");
        assert!(note("jo@x.example", true).check(today).is_ok());
        assert!(note("jo@x.example", false).check(today).is_err());
        assert!(note("jo at x", true).check(today).is_err());
        let late = AcquaintanceInput { again_on: Some("2026-11-22".parse().unwrap()), ..note("", false) };
        assert!(late.check(today).is_err());
    }
}
