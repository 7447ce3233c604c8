//! The appeal of a refused release: once, within a time, answered by somebody else.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::PersonId;
use crate::features::secondments::mine::working_day;
use crate::typed::{TEXT, check_text};

id_type!(
    /// An appeal.
    AppealId, "app"
);

/// Working days in which a refusal may be appealed, and again in which an appeal is answered (domain T7).
pub const WINDOW: u16 = 10;

/// The last day of the window that opened on a day.
#[must_use]
pub fn deadline(opened: NaiveDate) -> NaiveDate {
    working_day(opened, WINDOW)
}

crate::word_enum!(
    /// What became of an appeal.
    Outcome {
        /// The refusal stays.
        Upheld => "upheld", "The refusal stays";
        /// The person may go.
        Overturned => "overturned", "The person may go";
    }
);

/// An appeal.
#[derive(Debug, Clone)]
pub struct Appeal {
    /// The stable id.
    pub id: AppealId,
    /// When the release was refused.
    pub refused_at: DateTime<Utc>,
    /// Who refused it.
    pub refused_by: PersonId,
    /// Why it should be looked at again.
    pub reason: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// What became of it, why, by whom, when.
    pub answer: Option<(Outcome, String, PersonId, DateTime<Utc>)>,
}

/// Why a refusal should be looked at again.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealInput {
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl AppealInput {
    /// Refuses an appeal without a reason.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "reason", &self.reason, TEXT, Some("Say why it should be looked at again"));
        errors.check()
    }
}

/// The answer to an appeal.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeInput {
    /// What becomes of it.
    pub outcome: Outcome,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl OutcomeInput {
    /// Refuses an answer without a reason.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "reason", &self.reason, TEXT, Some("Say why, for both of them"));
        errors.check()
    }
}
