//! A route and its steps, and what people say on them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use super::rules::{By, Facts, Planned, Rules, When};
use crate::actor::PersonId;
use crate::features::secondments::mine::working_day;
use crate::features::secondments::{Action, SecondmentId};
use crate::typed::{TEXT, check_text};

id_type!(
    /// A route.
    RouteId, "rou"
);
id_type!(
    /// A step of a route.
    StepId, "stp"
);

crate::word_enum!(
    /// How a route stands.
    RouteState {
        /// Somebody is asked.
        Open => "open", "Open";
        /// All approved, or nobody had to.
        Approved => "approved", "Approved";
        /// One declined.
        Declined => "declined", "Declined";
        /// One asked for more.
        SentBack => "sent_back", "Sent back";
        /// The record ended in another way.
        Stopped => "stopped", "Stopped";
    }
);

crate::word_enum!(
    /// How a step stands.
    StepState {
        /// Others are asked first.
        Waiting => "waiting", "Not yet";
        /// Their turn.
        Asked => "asked", "Waiting";
        /// Approved.
        Approved => "approved", "Approved";
        /// Sent back.
        SentBack => "sent_back", "Sent back";
        /// Declined.
        Declined => "declined", "Declined";
        /// Not needed any more.
        Dropped => "dropped", "Not needed";
    }
);

crate::word_enum!(
    /// What an approver decides.
    #[schema(as = ApprovalDecision)]
    Decision {
        /// Yes.
        Approved => "approved", "Approved";
        /// More is needed.
        SentBack => "sent_back", "Sent back";
        /// No.
        Declined => "declined", "Declined";
    }
);

/// What a route was made from: it explains itself when the rules have long changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFrom {
    /// The facts of that day.
    pub facts: Facts,
    /// The rules of that day.
    pub rules: Rules,
    /// The steps that came of them.
    pub steps: Vec<Planned>,
}

/// A route: one for each time that a home manager agrees.
#[derive(Debug, Clone)]
pub struct Route {
    /// The stable id.
    pub id: RouteId,
    /// The record.
    pub secondment: SecondmentId,
    /// Its place among the routes of the record, from 1.
    pub number: i64,
    /// What it was made from.
    pub made_from: MadeFrom,
    /// How it stands.
    pub state: RouteState,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// The steps in order.
    pub steps: Vec<Step>,
}

impl Route {
    /// Whose turn it is.
    #[must_use]
    pub fn asked(&self) -> Option<&Step> {
        self.steps.iter().find(|step| self.state == RouteState::Open && step.state == StepState::Asked)
    }

    /// Who is asked after the present one.
    #[must_use]
    pub fn next(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.state == StepState::Waiting)
    }

    /// Whether the step was declined and the appeal of that went through: it counts as approved.
    #[must_use]
    pub fn is_overturned(&self, step: &Step) -> bool {
        step.state == StepState::Declined && matches!(self.state, RouteState::Open | RouteState::Approved)
    }

    /// How many working days the step has.
    #[must_use]
    pub fn days(&self, step: &Step) -> u16 {
        let place = usize::try_from(step.position - 1).unwrap_or_default();
        self.made_from.steps.get(place).map_or(5, |planned| planned.days)
    }
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The stable id.
    pub id: StepId,
    /// Its place, from 1.
    pub position: i64,
    /// The rule that asks for it.
    pub kind: When,
    /// Who approves.
    pub by: By,
    /// The person, when one is asked by name.
    pub person: Option<PersonId>,
    /// Why, in words.
    pub reason: String,
    /// How it stands.
    pub state: StepState,
    /// When it became their turn.
    pub asked_at: Option<DateTime<Utc>>,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// What was decided.
    pub decided: Option<Decided>,
}

/// A decision; it is never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// Why, or a note.
    pub reason: String,
    /// By whom.
    pub by: PersonId,
    /// In whose place, when somebody stood in.
    pub in_place_of: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// An approver's answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = ApprovalAnswer)]
pub enum Answer {
    /// Yes.
    Approve {
        /// What to bear in mind; may be empty.
        #[serde(default)]
        note: String,
    },
    /// Ask the writer for more: the proposal is a draft again.
    SendBack {
        /// What is missing.
        reason: String,
    },
    /// No: the secondment does not go ahead.
    Decline {
        /// Why.
        reason: String,
    },
}

impl Answer {
    /// What it is on the table of the record; `is_last` when nobody else is asked afterwards.
    #[must_use]
    pub const fn action(&self, is_last: bool) -> Action {
        match self {
            Self::Approve { .. } if is_last => Action::ApproveLast,
            Self::Approve { .. } => Action::Approve,
            Self::SendBack { .. } => Action::ReturnForMore,
            Self::Decline { .. } => Action::Disapprove,
        }
    }

    /// What becomes of the step, in which words, and what is kept.
    #[must_use]
    pub fn parts(&self) -> (StepState, Decision, &str) {
        match self {
            Self::Approve { note } => (StepState::Approved, Decision::Approved, note.trim()),
            Self::SendBack { reason } => (StepState::SentBack, Decision::SentBack, reason.trim()),
            Self::Decline { reason } => (StepState::Declined, Decision::Declined, reason.trim()),
        }
    }

    /// Refuses an answer without its reason.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        match self {
            Self::Approve { note } => check_text(&mut errors, "note", note, TEXT, None),
            Self::SendBack { reason } => {
                check_text(&mut errors, "reason", reason, TEXT, Some("Say what is missing or should change"));
            }
            Self::Decline { reason } => {
                check_text(&mut errors, "reason", reason, TEXT, Some("Give the reason in a few words"));
            }
        }
        errors.check()
    }
}

/// A question of an approver, and its answer.
#[derive(Debug, Clone)]
pub struct Question {
    /// The stable id.
    pub id: uuid::Uuid,
    /// The step it was asked at.
    pub step: StepId,
    /// The question.
    pub question: String,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// The answer, by whom and when.
    pub answer: Option<(String, PersonId, DateTime<Utc>)>,
}

/// A question to those who proposed it.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionInput {
    /// What the approver wants to know.
    #[serde(default)]
    pub question: String,
}

/// The answer to the open question.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApprovalReplyInput)]
pub struct ReplyInput {
    /// The answer.
    #[serde(default)]
    pub answer: String,
}

crate::word_enum!(
    /// When somebody is reminded of a step: each once.
    #[schema(as = ApprovalStage)]
    Stage {
        /// A working day before it is due.
        Soon => "soon", "Due soon";
        /// On the day.
        Due => "due", "Due";
        /// Three working days late, to those who run secondments as well.
        Late => "late", "Late";
    }
);

/// Working days after the due day at which others are told.
const LATE: u16 = 3;

/// What is to be told of a step today, if anything. A day far beyond the last stage tells only that one.
#[must_use]
pub fn stage(due_on: NaiveDate, today: NaiveDate) -> Option<Stage> {
    if today >= working_day(due_on, LATE) {
        Some(Stage::Late)
    } else if today >= due_on {
        Some(Stage::Due)
    } else if working_day(today, 1) >= due_on {
        Some(Stage::Soon)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_told_of_before_on_and_after_its_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let due = day("2026-11-30");
        for (today, wanted) in [
            ("2026-11-26", None),
            ("2026-11-27", Some(Stage::Soon)),
            ("2026-11-29", Some(Stage::Soon)),
            ("2026-11-30", Some(Stage::Due)),
            ("2026-12-02", Some(Stage::Due)),
            ("2026-12-03", Some(Stage::Late)),
            ("2027-12-03", Some(Stage::Late)),
        ] {
            assert_eq!(stage(due, day(today)), wanted, "{today}");
        }
    }

    #[test]
    fn no_is_never_said_without_a_reason() {
        assert!(Answer::Approve { note: String::new() }.check().is_ok());
        assert!(Answer::SendBack { reason: "  ".to_owned() }.check().is_err());
        assert!(Answer::Decline { reason: String::new() }.check().is_err());
        assert!(Answer::Decline { reason: "x".repeat(TEXT + 1) }.check().is_err());
        assert!(Answer::Decline { reason: "The budget is spent.".to_owned() }.check().is_ok());
    }
}
