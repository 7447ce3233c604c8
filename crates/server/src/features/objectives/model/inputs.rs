//! What people write and agree to, checked field by field.

use chrono::NaiveDate;
use serde::Deserialize;
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use super::{Kind, ObjectiveId, Phase, Status};
use crate::form;

/// The most objectives of a plan: more are a list of wishes.
pub const MOST: usize = 6;
/// Longest line and text, in characters.
const LINE: usize = 200;
const TEXT: usize = 2000;

/// One objective as it is written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemInput {
    /// An objective of the plan before, which keeps its progress; absent for a new one.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub id: Option<ObjectiveId>,
    /// What is to be reached.
    pub title: String,
    /// How one knows that it is.
    pub measure: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// When in the stay it belongs.
    pub phase: Phase,
    /// How much it counts beside the others, 1 to 100.
    pub weight: u8,
    /// The day by which; may be absent.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
}

/// A plan of objectives.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanInput {
    /// The number of the plan that was read; 0 when there was none.
    pub after: i64,
    /// The objectives in order.
    pub items: Vec<ItemInput>,
}

impl PlanInput {
    /// Whether the plan can be agreed to.
    ///
    /// # Errors
    /// Invalid by field: `title-0` is the title of the first.
    pub fn check(&self, last: Option<NaiveDate>) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.items.is_empty() {
            errors.add("title-0", "Name at least one objective");
        }
        if self.items.len() > MOST {
            errors.add("", format!("{MOST} objectives are the most. Fewer are easier to reach"));
        }
        for (number, item) in self.items.iter().enumerate() {
            let at = |name: &str| format!("{name}-{number}");
            form::words(&mut errors, &at("title"), &item.title, "Say what is to be reached", LINE);
            form::words(&mut errors, &at("measure"), &item.measure, "Say how you will know", LINE * 2);
            if !(1..=100).contains(&item.weight) {
                errors.add(at("weight"), "Enter a number from 1 to 100");
            }
            if item.due_on.zip(last).is_some_and(|(due, last)| due > last) {
                errors.add(at("due_on"), "Enter a day before the last one at the host");
            }
        }
        errors.check()
    }
}

/// Agreeing to a plan.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreeInput {
    /// The number of the plan that was read.
    pub plan: i64,
    /// Only for the mobility team, for a host manager who cannot sign in: how their agreement is known.
    #[serde(default)]
    pub host_said: Option<String>,
}

/// A note on progress.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteInput {
    /// How it stands.
    pub status: Status,
    /// How much is reached, 0 to 100.
    pub percent: u8,
    /// What is to be said; the reason when it is dropped.
    #[serde(default)]
    pub note: String,
}

impl NoteInput {
    /// The note as it is kept.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<(u8, String)> {
        let mut errors = FieldErrors::default();
        let missing = if self.status == Status::Dropped { "Say why it is dropped" } else { "" };
        let note = form::words(&mut errors, "note", &self.note, missing, TEXT);
        if self.percent > 100 {
            errors.add("percent", "Enter a number from 0 to 100");
        }
        errors.check()?;
        let percent = if self.status == Status::Done { 100 } else { self.percent };
        Ok((percent, note))
    }
}

/// An idea.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdeaInput {
    /// What could be done better, here or at home.
    pub idea: String,
}

impl IdeaInput {
    /// The idea, if it will do.
    ///
    /// # Errors
    /// Invalid when it is missing or too long.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let idea = form::words(&mut errors, "idea", &self.idea, "Write the idea down", TEXT);
        errors.check()?;
        Ok(idea)
    }
}

/// What becomes of an idea.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdeaAnswer {
    /// Whether it is taken up.
    pub adopted: bool,
    /// How, or why not.
    #[serde(default)]
    pub answer: String,
}

impl IdeaAnswer {
    /// The answer as it is kept.
    ///
    /// # Errors
    /// Invalid when a refusal has no reason.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let missing = if self.adopted { "" } else { "Say why not" };
        let answer = form::words(&mut errors, "answer", &self.answer, missing, TEXT);
        errors.check()?;
        Ok(answer)
    }
}
