//! The first ninety days at home: four short checks, and when somebody should call.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use super::TEXT;
use crate::features::secondments::mine::working_day;
use crate::form;

id_type!(
    /// A check in the first ninety days.
    CheckId, "rec"
);

/// An answer of this or lower asks for a call, as in the weekly pulse.
pub const LOW: u8 = 2;

/// Working days within which the mobility team calls.
const CALL_WITHIN: u16 = 2;

crate::word_enum!(
    /// The days after the return on which is asked how it is (domain 8.7, C69).
    CheckDay {
        /// After a week.
        Week => "7", "After a week";
        /// After a month.
        Month => "30", "After 30 days";
        /// After two months.
        TwoMonths => "60", "After 60 days";
        /// After three months.
        ThreeMonths => "90", "After 90 days";
    }
);

impl CheckDay {
    /// Days after the return.
    #[must_use]
    pub const fn days(self) -> u32 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::TwoMonths => 60,
            Self::ThreeMonths => 90,
        }
    }

    /// The one with so many days.
    #[must_use]
    pub fn of_days(days: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| i64::from(one.days()) == days)
    }

    /// The day on which it is asked.
    #[must_use]
    pub fn due_on(self, returned: NaiveDate) -> NaiveDate {
        returned.checked_add_days(Days::new(u64::from(self.days()))).unwrap_or(returned)
    }

    /// The first question: the same each time, so that the answers can be read side by side.
    #[must_use]
    pub const fn mood_question(self) -> &'static str {
        "How is it to be back?"
    }

    /// The second question.
    #[must_use]
    pub const fn fits_question(self) -> &'static str {
        match self {
            Self::Week => "I know who and what has changed while I was away",
            Self::Month => "I can use what I learnt",
            Self::TwoMonths => "My work is what we agreed on for my return",
            Self::ThreeMonths => "I see myself here in a year",
        }
    }
}

crate::word_enum!(
    /// Why the mobility team should call.
    CallReason {
        /// They asked for it.
        Asked => "asked", "Asked for a call";
        /// An answer was low.
        Low => "low", "A low answer";
    }
);

/// An answered check.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReentryCheckInput)]
pub struct CheckInput {
    /// How it is to be back, 1 (hard) to 5 (good).
    pub mood: u8,
    /// The second question, 1 (not at all) to 5 (fully).
    pub fits: u8,
    /// What would help; the home manager and the mobility team read it.
    #[serde(default)]
    pub words: String,
    /// For the mobility team alone.
    #[serde(default)]
    pub support: String,
    /// Whether the mobility team should call.
    #[serde(default)]
    pub call_me: bool,
}

impl CheckInput {
    /// Both texts, if the answers will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<(String, String)> {
        let mut errors = FieldErrors::default();
        for (name, score) in [("mood", self.mood), ("fits", self.fits)] {
            if !(1..=5).contains(&score) {
                errors.add(name, "Choose a number from 1 to 5");
            }
        }
        let words = form::words(&mut errors, "words", &self.words, "", TEXT);
        let support = form::words(&mut errors, "support", &self.support, "", TEXT);
        errors.check()?;
        Ok((words, support))
    }
}

/// Whether and why the mobility team should call. A wish says more than a number.
#[must_use]
pub fn call_reason(input: &CheckInput) -> Option<CallReason> {
    if input.call_me {
        return Some(CallReason::Asked);
    }
    (input.mood.min(input.fits) <= LOW).then_some(CallReason::Low)
}

/// The day by which the call is made.
#[must_use]
pub fn call_by(answered: NaiveDate) -> NaiveDate {
    working_day(answered, CALL_WITHIN)
}

/// A call that was made.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReentryCallInput)]
pub struct CallInput {
    /// What was agreed, not what was confided.
    pub note: String,
}

impl CallInput {
    /// The note, if it will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let note = form::words(&mut errors, "note", &self.note, "Write what was agreed", TEXT);
        errors.check()?;
        Ok(note)
    }
}

/// A check as it is kept. It is never shown whole: see [`Check::seen`].
#[derive(Debug, Clone)]
pub struct Check {
    /// The stable id.
    pub id: CheckId,
    /// Which of the four.
    pub day: CheckDay,
    /// When it is asked.
    pub due_on: NaiveDate,
    /// When the letter was written.
    pub asked_at: Option<DateTime<Utc>>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// 1 to 5.
    pub mood: Option<i64>,
    /// 1 to 5.
    pub fits: Option<i64>,
    /// For the home manager and the mobility team.
    pub words: String,
    /// For the mobility team alone.
    pub support: String,
    /// Why to call.
    pub call_reason: Option<CallReason>,
    /// By when to call.
    pub call_by: Option<NaiveDate>,
    /// When the call was made.
    pub called_at: Option<DateTime<Utc>>,
    /// What was agreed.
    pub call_note: String,
}

/// A check as a reader sees it. What is for the mobility team alone is absent for everybody else.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckView {
    /// Days after the return: 7, 30, 60 or 90.
    pub day: u32,
    /// When it is asked.
    pub due_on: NaiveDate,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// For the home manager and the mobility team.
    pub words: String,
    /// How it is to be back, 1 to 5: for the secondee and the mobility team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<i64>,
    /// The second question, 1 to 5: for the secondee and the mobility team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fits: Option<i64>,
    /// Words for the mobility team alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support: Option<String>,
    /// Why the mobility team calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_reason: Option<CallReason>,
    /// By when they call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_by: Option<NaiveDate>,
    /// When they called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called_at: Option<DateTime<Utc>>,
    /// What was agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_note: Option<String>,
}

impl Check {
    /// What a reader sees of it: everything for the secondee and the mobility team, the shared words for the rest.
    #[must_use]
    pub fn seen(self, with_support: bool) -> CheckView {
        let private = |text: String| (with_support && !text.is_empty()).then_some(text);
        CheckView {
            day: self.day.days(),
            due_on: self.due_on,
            answered_at: self.answered_at,
            words: self.words,
            mood: self.mood.filter(|_| with_support),
            fits: self.fits.filter(|_| with_support),
            support: private(self.support),
            call_reason: self.call_reason.filter(|_| with_support),
            call_by: self.call_by.filter(|_| with_support),
            called_at: self.called_at.filter(|_| with_support),
            call_note: private(self.call_note),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_low_answer_or_a_wish_asks_for_a_call() {
        let input = |mood, fits, call_me| CheckInput { mood, fits, call_me, ..CheckInput::default() };
        assert_eq!(call_reason(&input(4, 3, false)), None);
        assert_eq!(call_reason(&input(2, 5, false)), Some(CallReason::Low));
        assert_eq!(call_reason(&input(5, 1, false)), Some(CallReason::Low));
        assert_eq!(call_reason(&input(1, 1, true)), Some(CallReason::Asked));
        assert!(input(0, 3, false).check().is_err() && input(3, 6, false).check().is_err());
        assert!(input(1, 5, false).check().is_ok());
    }

    #[test]
    fn four_checks_on_their_days() {
        let back: NaiveDate = "2027-03-01".parse().unwrap();
        let days: Vec<String> = CheckDay::ALL.iter().map(|one| one.due_on(back).to_string()).collect();
        assert_eq!(days, ["2027-03-08", "2027-03-31", "2027-04-30", "2027-05-30"]);
        assert_eq!(CheckDay::of_days(60), Some(CheckDay::TwoMonths));
        assert_eq!(CheckDay::of_days(61), None);
    }

    #[test]
    fn what_is_for_mobility_alone_is_absent_for_others() {
        let check = || Check {
            id: CheckId::new("2027-03-08T08:00:00Z".parse().unwrap()),
            day: CheckDay::Week,
            due_on: "2027-03-08".parse().unwrap(),
            asked_at: None,
            answered_at: None,
            mood: Some(1),
            fits: Some(2),
            words: "More time with the team".into(),
            support: "I think of leaving".into(),
            call_reason: Some(CallReason::Low),
            call_by: None,
            called_at: None,
            call_note: "A talk in May".into(),
        };
        let shown = serde_json::to_string(&check().seen(false)).unwrap();
        for word in ["mood", "fits", "support", "call", "leaving"] {
            assert!(!shown.contains(word), "{word} in {shown}");
        }
        assert!(shown.contains("More time"));
        assert!(serde_json::to_string(&check().seen(true)).unwrap().contains("leaving"));
    }
}
