//! What people confirm and note, checked field by field. Pages and the API send the same.

use chrono::{Duration, NaiveDate};
use serde::Deserialize;
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use super::{HowKnown, Outcome};
use crate::features::placements::gate::GateCode;
use crate::features::proposals::model::{Answers, Question, ReturnGuarantee};

/// Longest text, in characters.
const LONGEST: usize = 4000;
/// Longest name of a post, in characters.
const LONGEST_LINE: usize = 200;
/// A day further from the agreed one than this is taken for a slip of the year.
const NEAR: i64 = 366;

/// One item of the start gate, confirmed or taken back by the desk.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GateCheckInput)]
pub struct CheckInput {
    /// Which item.
    pub item: GateCode,
    /// Whether it is settled.
    pub done: bool,
    /// How it is known.
    #[serde(default)]
    pub note: String,
}

/// The arrival.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrivalInput {
    /// The version of the record that was read; absent means the newest.
    #[serde(default)]
    pub version: Option<i64>,
    /// The day of the arrival.
    pub on: NaiveDate,
    /// How it is known.
    pub how_known: HowKnown,
    /// What is to be added; needed for an arrival before the agreed first day.
    #[serde(default)]
    pub note: String,
}

/// A check-in.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckInInput {
    /// The day of the talk.
    pub held_on: NaiveDate,
    /// How the goals are coming on.
    pub goals: String,
    /// What would help; may be empty.
    #[serde(default)]
    pub support: String,
    /// Who does what next; may be empty.
    #[serde(default)]
    pub next_step: String,
}

/// The return.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnInput {
    /// The version of the record that was read; absent means the newest.
    #[serde(default)]
    pub version: Option<i64>,
    /// The first day back.
    pub on: NaiveDate,
    /// What the person came back to.
    pub outcome: Outcome,
    /// The post.
    pub post: String,
    /// What is to be added; needed when the promise was not kept.
    #[serde(default)]
    pub note: String,
}

/// The debrief.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DebriefInput {
    /// The version of the record that was read; absent means the newest.
    #[serde(default)]
    pub version: Option<i64>,
    /// The day of the talk.
    pub held_on: NaiveDate,
    /// The eight questions, answered again.
    pub answers: Answers,
    /// What was brought back.
    pub brought_back: String,
    /// What would be done differently; may be empty.
    #[serde(default)]
    pub do_differently: String,
}

struct Checks(FieldErrors);

impl Checks {
    fn new() -> Self {
        Self(FieldErrors::default())
    }

    fn text(&mut self, field: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.0.add(field, format!("Shorten this to {most} characters; it has {length}"));
        }
        if text.contains('\0') {
            self.0.add(field, "Remove the character that cannot be printed");
        }
    }

    fn needed(&mut self, field: &str, text: &str, sentence: &str) {
        if text.trim().is_empty() {
            self.0.add(field, sentence);
        }
    }

    fn past(&mut self, field: &str, day: NaiveDate, today: NaiveDate) {
        if day > today {
            self.0.add(field, "Enter today or an earlier day: this is about what has happened");
        }
    }

    fn near(&mut self, field: &str, day: NaiveDate, agreed: Option<NaiveDate>) {
        if agreed.is_some_and(|agreed| (day - agreed).abs() > Duration::days(NEAR)) {
            self.0.add(field, "Check the year: this is more than a year from the agreed day");
        }
    }

    fn not_before_arrival(&mut self, field: &str, day: NaiveDate, arrived: Option<NaiveDate>) {
        if let Some(arrived) = arrived.filter(|arrived| day < *arrived) {
            let arrived = sojourn_calendar::format::long(arrived);
            self.0.add(field, format!("Enter a day from the arrival on, {arrived}"));
        }
    }
}

impl CheckInput {
    /// Refuses what cannot be kept.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut checks = Checks::new();
        checks.text(&format!("note-{}", self.item.as_str()), &self.note, LONGEST_LINE * 2);
        if !self.item.is_ticked() {
            checks
                .0
                .add("item", format!("“{}” follows from the record and cannot be ticked", self.item.label()));
        }
        checks.0.check()
    }
}

impl ArrivalInput {
    /// Refuses a day to come, an early start without a word on it, and somebody who was not there claiming to
    /// have seen it.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate, first_day: Option<NaiveDate>, is_host: bool) -> Result<()> {
        let mut checks = Checks::new();
        checks.past("on", self.on, today);
        checks.near("on", self.on, first_day);
        checks.text("note", &self.note, LONGEST_LINE * 2);
        if first_day.is_some_and(|first| self.on < first) {
            checks.needed("note", &self.note, "Say why it started before the agreed first day");
        }
        if !is_host && self.how_known == HowKnown::Seen {
            checks.0.add("how_known", "Choose how the host let you know");
        }
        checks.0.check()
    }
}

impl CheckInInput {
    /// Refuses a talk that has not been held, was before the arrival, or says nothing.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate, arrived: Option<NaiveDate>) -> Result<()> {
        let mut checks = Checks::new();
        checks.past("held_on", self.held_on, today);
        checks.not_before_arrival("held_on", self.held_on, arrived);
        checks.needed("goals", &self.goals, "Say how the goals are coming on");
        for (field, text) in
            [("goals", &self.goals), ("support", &self.support), ("next_step", &self.next_step)]
        {
            checks.text(field, text, LONGEST);
        }
        checks.0.check()
    }
}

impl ReturnInput {
    /// Refuses a day to come or before the arrival, and a broken promise without a word on it.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(
        &self,
        today: NaiveDate,
        arrived: Option<NaiveDate>,
        promise: Option<ReturnGuarantee>,
    ) -> Result<()> {
        let mut checks = Checks::new();
        checks.past("on", self.on, today);
        checks.not_before_arrival("on", self.on, arrived);
        checks.needed("post", &self.post, "Name the post they came back to");
        checks.text("post", &self.post, LONGEST_LINE);
        checks.text("note", &self.note, LONGEST);
        if promise.is_some_and(|promise| !self.outcome.keeps(promise)) {
            checks.needed("note", &self.note, "Say why this is not what was promised");
        }
        checks.0.check()
    }
}

impl DebriefInput {
    /// Refuses a debrief before the return, or one that leaves a question open.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate, returned: Option<NaiveDate>) -> Result<()> {
        let mut checks = Checks::new();
        checks.past("held_on", self.held_on, today);
        if returned.is_some_and(|returned| self.held_on < returned) {
            checks.0.add("held_on", "Enter a day from the return on");
        }
        for question in Question::ALL {
            match self.answers.get(question) {
                Some(answer) => {
                    checks.text(&format!("answer-{}", question.as_str()), &answer.answer, LONGEST);
                }
                None => {
                    let field = format!("verdict-{}", question.as_str());
                    checks.0.add(field, format!("Choose an answer: {}", question.label()));
                }
            }
        }
        checks.needed("brought_back", &self.brought_back, "Say what was brought back");
        checks.text("brought_back", &self.brought_back, LONGEST);
        checks.text("do_differently", &self.do_differently, LONGEST);
        checks.0.check()
    }
}
