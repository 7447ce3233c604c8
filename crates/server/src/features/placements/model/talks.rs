//! What is written around a check-in: a line before, an answer after, and who does what by when.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use super::OneOfThree;
use crate::actor::PersonId;
use crate::form;

id_type!(
    /// A check-in that was held.
    CheckInId, "chk"
);
id_type!(
    /// Something that somebody promised in a check-in.
    ActionId, "act"
);

/// Longest line, and longest text, in characters.
const LINE: usize = 300;
const TEXT: usize = 2000;

/// A line before a check-in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PrepLine {
    /// Who wrote it.
    pub party: OneOfThree,
    /// What they want to talk about.
    pub line: String,
}

/// Preparing a check-in.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrepareInput {
    /// One line that the other two read before.
    pub line: String,
    /// Only from the secondee: words that the mobility team alone reads. May be empty.
    #[serde(default)]
    pub support: String,
}

impl PrepareInput {
    /// The line and the private words, if they will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<(String, String)> {
        let mut errors = FieldErrors::default();
        let line = form::words(&mut errors, "line", &self.line, "Write one line", LINE);
        let support = form::words(&mut errors, "support", &self.support, "", TEXT);
        errors.check()?;
        Ok((line, support))
    }
}

/// Words for the mobility team alone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SupportWords {
    /// The check-in before which they were written.
    pub slot_on: NaiveDate,
    /// What was written.
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a participant says to the notes of a check-in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckInReply {
    /// Who.
    pub by: String,
    /// The stable id of who.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// Whether the notes are right.
    pub agrees: bool,
    /// What they would add.
    pub comment: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Agreeing to the notes of a check-in, or adding to them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CheckInReplyInput)]
pub struct ReplyInput {
    /// Whether the notes are right.
    pub agrees: bool,
    /// What is to be added; needed when they are not.
    #[serde(default)]
    pub comment: String,
}

impl ReplyInput {
    /// The comment, if it will do.
    ///
    /// # Errors
    /// Invalid when somebody disagrees without a word.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let missing = if self.agrees { "" } else { "Say what you would change" };
        let comment = form::words(&mut errors, "comment", &self.comment, missing, TEXT);
        errors.check()?;
        Ok(comment)
    }
}

/// Something that one of the three does by a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TalkAction {
    /// The stable id.
    #[schema(value_type = String)]
    pub id: ActionId,
    /// What.
    pub what: String,
    /// Who.
    pub owner: String,
    /// The stable id of who.
    #[schema(value_type = String)]
    pub owner_id: PersonId,
    /// The day by which.
    pub due_on: NaiveDate,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
}

/// A new action.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionInput {
    /// What is done.
    pub what: String,
    /// Who does it.
    pub owner: OneOfThree,
    /// The day by which.
    pub due_on: NaiveDate,
}

impl ActionInput {
    /// What is done, if it will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, today: NaiveDate) -> Result<String> {
        let mut errors = FieldErrors::default();
        let what = form::words(&mut errors, "what", &self.what, "Write what is done", LINE);
        if self.due_on < today {
            errors.add("due_on", "Enter today or a later day");
        }
        errors.check()?;
        Ok(what)
    }
}
