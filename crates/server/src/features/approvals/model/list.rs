//! The words of the list: what waits for somebody, and what they decided.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use utoipa::IntoParams;
use uuid::Uuid;

crate::word_enum!(
    /// Which of the two lists.
    #[schema(as = ApprovalsView)]
    View {
        /// What waits for the reader.
        Waiting => "waiting", "Waiting for you";
        /// What the reader decided.
        Decided => "decided", "Decided by you";
    }
);

crate::word_enum!(
    /// What kind of decision.
    #[schema(as = ApprovalKind)]
    Kind {
        /// Whether home lets somebody go.
        Release => "release", "Release";
        /// A step of a route.
        Step => "step", "Approval";
        /// An appeal of a refusal.
        Appeal => "appeal", "Appeal";
    }
);

/// Which page of which list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// `waiting` or `decided`.
    #[serde(default)]
    pub view: Option<String>,
    /// Only what comes after this place: the next page.
    #[serde(default)]
    pub before: Option<String>,
}

impl ListQuery {
    /// Which list.
    ///
    /// # Errors
    /// Invalid when it is none of the two.
    pub fn view(&self) -> Result<View> {
        match self.view.as_deref().filter(|word| !word.is_empty()) {
            None => Ok(View::Waiting),
            Some(word) => View::parse(word).ok_or_else(|| Error::field("view", "Choose waiting or decided.")),
        }
    }

    /// The place after which the page begins.
    ///
    /// # Errors
    /// Invalid when it is none.
    pub fn place(&self) -> Result<Option<Cursor>> {
        self.before.as_deref().filter(|text| !text.is_empty()).map(Cursor::parse).transpose()
    }
}

/// A place in a list: when the line came into it, and its id for what came at the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The moment.
    pub at: DateTime<Utc>,
    /// What it is about.
    pub id: Uuid,
}

impl Cursor {
    /// Reads what [`Cursor::text`] wrote.
    ///
    /// # Errors
    /// Invalid when it is another text.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = || Error::field("before", "This is no place in the list. Start again without it.");
        let (micros, id) = text.split_once('-').ok_or_else(wrong)?;
        let at = micros.parse().ok().and_then(DateTime::from_timestamp_micros).ok_or_else(wrong)?;
        Ok(Self { at, id: Uuid::try_parse(id).map_err(|_| wrong())? })
    }

    /// The place for an address.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}-{}", self.at.timestamp_micros(), self.id.simple())
    }
}

/// A line of either list.
#[derive(Debug, Clone)]
pub struct Line {
    /// What kind of decision.
    pub kind: Kind,
    /// Its place.
    pub cursor: Cursor,
    /// The number of the record.
    pub number: String,
    /// The name of the person who goes.
    pub person: String,
    /// What they will be there.
    pub title: String,
    /// Who approves, as a word of `By`; empty for the rest.
    pub by: String,
    /// Why the step is there; empty for the rest.
    pub reason: String,
    /// First and last day of the stay.
    pub dates: (Option<NaiveDate>, Option<NaiveDate>),
    /// By when, for what waits.
    pub due_on: Option<NaiveDate>,
    /// What was decided, as a word; empty for what waits.
    pub decision: String,
    /// In whose place the reader decides or decided.
    pub in_place_of: Option<String>,
}
