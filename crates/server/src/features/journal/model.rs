//! An entry, and who may read it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::PersonId;
use crate::features::secondments::SecondmentId;
use crate::form;

id_type!(
    /// An entry of a journal.
    EntryId, "jrn"
);

/// The longest entry, in characters.
const LONGEST: usize = 8000;

/// Somebody who may read an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Reader {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they are to the secondment: “Host manager”.
    pub relation: &'static str,
}

/// An entry as its writer sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Entry {
    /// The stable id.
    pub id: EntryId,
    /// The secondment during which it was written.
    #[serde(skip)]
    pub secondment: SecondmentId,
    /// What was written.
    pub words: String,
    /// When.
    pub written_at: DateTime<Utc>,
    /// Those with whom it is shared now; empty means: only the writer.
    pub shared_with: Vec<PersonId>,
}

/// An entry as somebody sees it with whom it is shared.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SharedEntry {
    /// The stable id.
    pub id: EntryId,
    /// What was written.
    pub words: String,
    /// When.
    pub written_at: DateTime<Utc>,
    /// When it was shared with the reader.
    pub shared_at: DateTime<Utc>,
}

/// A new entry.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryInput {
    /// What was learned or noticed.
    pub words: String,
}

impl EntryInput {
    /// The words, if they will do.
    ///
    /// # Errors
    /// Invalid when they are missing or too long.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let words = form::words(&mut errors, "words", &self.words, "Write a line before you save", LONGEST);
        errors.check()?;
        Ok(words)
    }
}

/// With whom an entry is shared from now on. An empty list takes it back from everybody.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadersInput {
    /// People of this secondment.
    pub readers: Vec<PersonId>,
}
