//! The words for an import.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use super::encoding::Encoding;
use super::fields::Choice;
use super::problem::Problems;
use crate::actor::{OrganisationId, PersonId};
use crate::event::Event;

id_type!(
    /// One import of a file.
    ImportId, "imp"
);

crate::word_enum!(
    /// How far an import is.
    #[schema(as = ImportState)]
    State {
        /// The file is being read.
        Reading => "reading", "Reading";
        /// Read without a fault; it waits for a yes.
        Ready => "ready", "Ready";
        /// Something is wrong with the file; nothing was taken over.
        Refused => "refused", "Not possible yet";
        /// Taken over.
        Done => "done", "Done";
    }
);

/// How the file is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The encoding a person chose; a byte-order mark wins over it.
    #[serde(default)]
    pub encoding: Option<Encoding>,
    /// What a person said about columns.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Whether the file lists everybody, so that who is missing has left.
    #[serde(default)]
    pub complete: bool,
}

/// What the file would do, or did, to the people of the organisation. Each person counts once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counts {
    /// New people.
    pub created: i64,
    /// Known people with something new.
    pub updated: i64,
    /// Known people without anything new.
    pub unchanged: i64,
    /// People who were active and have left.
    pub left: i64,
}

/// What was found out by reading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Findings {
    /// What is wrong.
    #[serde(default)]
    pub problems: Problems,
    /// Active people with a number who are not in the file.
    #[serde(default)]
    pub missing: i64,
    /// Units that would be made.
    #[serde(default)]
    pub new_units: Vec<String>,
    /// Columns that are not taken over.
    #[serde(default)]
    pub unused_columns: Vec<String>,
}

/// One import.
#[derive(Debug, Clone)]
pub struct Import {
    /// The stable id.
    pub id: ImportId,
    /// Whose people.
    pub organisation: OrganisationId,
    /// The file's name as its owner calls it.
    pub file_name: String,
    /// How it is read.
    pub plan: Plan,
    /// How far it is.
    pub state: State,
    /// Rows read so far, without the header.
    pub rows_read: i64,
    /// What it would do, or did.
    pub counts: Counts,
    /// What was found out.
    pub findings: Findings,
    /// Who started it; nobody on the command line.
    pub started_by: Option<PersonId>,
    /// When the reading started. A second reading has another start, and the first gives way.
    pub started_at: DateTime<Utc>,
}

/// People were taken over from a file.
#[derive(Debug, Serialize)]
pub struct PeopleImported {
    /// Whose people.
    pub organisation: OrganisationId,
    /// Which import.
    pub import: ImportId,
    /// Rows of the file.
    pub rows: i64,
    /// Whether the file listed everybody.
    pub complete: bool,
    /// What it did.
    #[serde(flatten)]
    pub counts: Counts,
}

impl Event for PeopleImported {
    const KIND: &'static str = "people.imported";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> uuid::Uuid {
        self.import.0
    }
}
