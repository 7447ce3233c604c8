//! What is typed about a change, and whether it will do. Pure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use super::model::{ChangeKind, Ground, Said};
use crate::features::secondments::Secondment;

/// What is typed to ask for a change or to give notice.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeAskInput)]
pub struct AskInput {
    /// What is asked for.
    pub kind: ChangeKind,
    /// The first day on which it counts. An extension counts from the day after the last one, a notice from today.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// The new last day; a notice computes it.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
    /// The new share of working time, in ten-thousandths.
    #[serde(default)]
    pub fte_bp: Option<i64>,
    /// The new place of work.
    #[serde(default)]
    pub place: Option<String>,
    /// The new duties.
    #[serde(default)]
    pub duties: Option<String>,
    /// What changes about pay, in words without an amount.
    #[serde(default)]
    pub pay: Option<String>,
    /// What changes about the recharge, in words.
    #[serde(default)]
    pub recharge: Option<String>,
    /// The email address of the new manager at home.
    #[serde(default)]
    pub home_manager_email: Option<String>,
    /// The email address of the new manager at the host.
    #[serde(default)]
    pub host_manager_email: Option<String>,
    /// What the person is there from now on; only in a new agreement.
    #[serde(default)]
    pub title: Option<String>,
    /// The new contact for this secondment: name, side and how to reach them.
    #[serde(default)]
    pub contact: Option<String>,
    /// The new cost code.
    #[serde(default)]
    pub cost_code: Option<String>,
    /// Whether a new agreement takes the place of the one that stands; for mobility and HR at home.
    #[serde(default)]
    pub supersede: bool,
    /// Of a notice: why it is shorter than usual.
    #[serde(default)]
    pub ground: Option<Ground>,
    /// Why.
    pub reason: String,
    /// Whether everybody on the record may read why; otherwise mobility and the asker.
    #[serde(default)]
    pub reason_shared: bool,
    /// Why it counts from a day that has passed.
    #[serde(default)]
    pub retroactive: Option<String>,
}

/// The most characters of a reason or a term.
const MOST: usize = 2000;

impl AskInput {
    /// A request with nothing but its kind.
    #[must_use]
    pub fn new(kind: ChangeKind) -> Self {
        Self {
            kind,
            effective_on: None,
            ends_on: None,
            fte_bp: None,
            place: None,
            duties: None,
            pay: None,
            recharge: None,
            home_manager_email: None,
            host_manager_email: None,
            title: None,
            contact: None,
            cost_code: None,
            supersede: false,
            ground: None,
            reason: String::new(),
            reason_shared: false,
            retroactive: None,
        }
    }

    /// The first day on which it would count.
    #[must_use]
    pub fn counts_from(&self, s: &Secondment, today: NaiveDate) -> NaiveDate {
        match self.kind {
            ChangeKind::Extension => s.ends_on.and_then(|day| day.succ_opt()).unwrap_or(today),
            ChangeKind::Variation | ChangeKind::EarlyEnd => self.effective_on.unwrap_or(today),
            ChangeKind::Recall | ChangeKind::Removal | ChangeKind::EarlyReturn => today,
        }
    }

    /// Whether the words and days will do for this record.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, s: &Secondment, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.reason.trim().is_empty() {
            errors.add("reason", "Write why, and choose below who may read it");
        }
        let texts = [
            ("reason", Some(&self.reason)),
            ("place", self.place.as_ref()),
            ("duties", self.duties.as_ref()),
            ("pay", self.pay.as_ref()),
            ("recharge", self.recharge.as_ref()),
            ("title", self.title.as_ref()),
            ("contact", self.contact.as_ref()),
            ("cost_code", self.cost_code.as_ref()),
            ("retroactive", self.retroactive.as_ref()),
        ];
        for (field, text) in texts {
            if text.is_some_and(|text| text.chars().count() > MOST) {
                errors.add(field, format!("Say it in {MOST} characters or fewer"));
            }
        }
        for (field, text) in [("pay", &self.pay), ("recharge", &self.recharge)] {
            if text.as_deref().is_some_and(sojourn_papers::text::names_an_amount) {
                errors.add(field, "Say how it changes without an amount: this text is read by both sides");
            }
        }
        if self.title.is_some() && !self.supersede {
            errors.add("title", "Another role there needs a new agreement: choose that above");
        }
        if self.fte_bp.is_some_and(|bp| !(1..=10_000).contains(&bp)) {
            errors.add("fte_bp", "Write a share of working time between 1 and 100 percent");
        }
        self.check_days(s, today, &mut errors);
        errors.check()
    }

    fn check_days(&self, s: &Secondment, today: NaiveDate, errors: &mut FieldErrors) {
        let (first, last) = (s.starts_on.unwrap_or(today), s.ends_on.unwrap_or(today));
        match (self.kind, self.ends_on) {
            (ChangeKind::Extension, None) => errors.add("ends_on", "Write the new last day"),
            (ChangeKind::Extension, Some(day)) if day <= last => {
                errors.add("ends_on", "The new last day must be later than the one that stands");
            }
            (ChangeKind::EarlyEnd, None) => errors.add("ends_on", "Write the last day that all agree on"),
            (ChangeKind::EarlyEnd, Some(day)) if day >= last => {
                errors.add("ends_on", "To end early, the last day must be before the one that stands");
            }
            (ChangeKind::EarlyEnd, Some(day)) if day < today => {
                errors.add("ends_on", "A last day that has passed can’t be agreed. Choose today or later");
            }
            _ => {}
        }
        let from = self.counts_from(s, today);
        if self.kind == ChangeKind::Variation && !(first..=last).contains(&from) {
            errors.add("effective_on", "Choose a day of the secondment");
        }
        let has_reason = self.retroactive.as_deref().is_some_and(|text| !text.trim().is_empty());
        if from < today && !has_reason {
            errors.add("retroactive", "This day has passed. Write why the change counts from then");
        }
    }
}

/// What is typed to answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeAnswerInput)]
pub struct AnswerInput {
    /// What.
    pub answer: Said,
    /// The reason for a no, or the question; a yes needs none.
    #[serde(default)]
    pub words: String,
    /// Whether home still holds the post; asked of the home manager about an extension.
    #[serde(default)]
    pub post_held: Option<bool>,
    /// The version of the change that was read.
    pub version: i64,
}

impl AnswerInput {
    /// Whether it will do. `asks_post`: whether the home manager must say if the post is held.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, asks_post: bool) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.answer != Said::Yes && self.words.trim().is_empty() {
            let ask = if self.answer == Said::No { "Write why not" } else { "Write what you want to know" };
            errors.add("words", ask);
        }
        if self.words.chars().count() > MOST {
            errors.add("words", format!("Say it in {MOST} characters or fewer"));
        }
        if asks_post && self.answer == Said::Yes && self.post_held.is_none() {
            errors.add("post_held", "Say whether the post is still held");
        }
        errors.check()
    }
}
