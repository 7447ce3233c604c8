//! The words of an interest.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::{OrganisationId, PersonId};
use crate::features::secondments::{Kind, SecondmentId};
use crate::typed::{LINE, TEXT, check_share, check_text};

id_type!(
    /// An expression of interest.
    InterestId, "int"
);

crate::word_enum!(
    /// How far an interest has come.
    #[schema(as = InterestStatus)]
    Status {
        /// It stands.
        Open => "open", "Open";
        /// Taken back.
        Withdrawn => "withdrawn", "Withdrawn";
        /// A proposal was made of it.
        Proposed => "proposed", "Now a proposal";
    }
);

/// What somebody would like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    /// The stable id.
    pub id: InterestId,
    /// The number that people say: `EI-0012`.
    pub number: String,
    /// Grows with each change.
    pub version: i64,
    /// Whose it is.
    pub person: PersonId,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// What they say.
    pub wish: Wish,
    /// Whether their manager may read it.
    pub with_manager: bool,
    /// Whether the mobility team may read it.
    pub with_mobility: bool,
    /// How far it has come.
    pub status: Status,
    /// The record that was made of it.
    pub secondment: Option<SecondmentId>,
    /// When it was first written.
    pub created_at: DateTime<Utc>,
}

/// The wish itself, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// What they would like to do, in a few words.
    pub wish: String,
    /// What for.
    #[serde(default)]
    pub purpose: String,
    /// What they bring, and want to learn.
    #[serde(default)]
    pub skills: String,
    /// The type, when they care.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Where.
    #[serde(default)]
    pub place: String,
    /// The earliest first day.
    #[serde(default)]
    pub from_on: Option<NaiveDate>,
    /// For how many weeks.
    #[serde(default)]
    pub weeks: Option<i64>,
    /// Share of working time, in ten-thousandths.
    #[serde(default = "full_time")]
    pub fte_bp: i64,
}

fn full_time() -> i64 {
    10_000
}

/// Whom it is shared with.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sharing {
    /// The mobility team.
    pub with_mobility: bool,
    /// The person's manager.
    pub with_manager: bool,
    /// The version that was read.
    pub version: i64,
}

impl Wish {
    /// Refuses what cannot be kept.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        let needed = Some("Say what you’d like to do, in a few words");
        check_text(&mut errors, "wish", &self.wish, LINE, needed);
        check_text(&mut errors, "purpose", &self.purpose, TEXT, None);
        check_text(&mut errors, "skills", &self.skills, TEXT, None);
        check_text(&mut errors, "place", &self.place, LINE, None);
        check_share(&mut errors, self.fte_bp);
        if self.kind == Some(Kind::Swap) {
            errors.add("kind", "A swap starts on its own page, with the other person");
        }
        if self.from_on.is_some_and(|day| day < today) {
            errors.add("from_on", "Choose a day from today on");
        }
        if self.weeks.is_some_and(|weeks| !(1..=260).contains(&weeks)) {
            errors.add("weeks", "Write a number of weeks from 1 to 260");
        }
        errors.check()
    }

    /// When and for how long, in words.
    #[must_use]
    pub fn when(&self) -> String {
        let from = self.from_on.map(|day| format!("from {}", sojourn_calendar::format::short(day)));
        let long = self.weeks.map(|weeks| format!("{weeks} week{}", if weeks == 1 { "" } else { "s" }));
        match (long, from) {
            (Some(long), Some(from)) => format!("{long}, {from}"),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => "Any time".to_owned(),
        }
    }
}

/// An interest for one reader: what is not theirs is absent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InterestView {
    /// The number that people say.
    pub number: String,
    /// Send it back with a change.
    pub version: i64,
    /// Whose it is.
    pub person_name: String,
    /// Their unit.
    pub unit_name: Option<String>,
    /// What they would like to do.
    pub wish: String,
    /// What for; for those who read all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// What they bring and want to learn; for those who read all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<String>,
    /// The type.
    pub kind: Option<Kind>,
    /// Where.
    pub place: String,
    /// The earliest first day.
    pub from_on: Option<NaiveDate>,
    /// For how many weeks.
    pub weeks: Option<i64>,
    /// Share of working time, in ten-thousandths.
    pub fte_bp: i64,
    /// How far it has come.
    pub status: Status,
    /// Whether the mobility team reads it.
    pub with_mobility: bool,
    /// Whether the manager reads it; only the person knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_manager: Option<bool>,
    /// The number of the record that was made of it; only the person knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondment: Option<String>,
}
