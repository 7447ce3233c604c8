//! The appeal of a refusal, the home manager's or an approver's: once, within a time, answered by somebody else.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use super::route::{Decision, Route, RouteState, Step};
use crate::actor::PersonId;
use crate::features::proposals::model::{Decided, DecisionKind, RefusalCode};
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
    #[schema(as = AppealOutcome)]
    Outcome {
        /// The refusal stays.
        Upheld => "upheld", "The refusal stays";
        /// The person may go.
        Overturned => "overturned", "The person may go";
    }
);

/// A no that ended a record and can be appealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The kind of reason, when the home manager gave one.
    pub code: Option<RefusalCode>,
    /// The reason in words.
    pub reason: String,
    /// What is offered instead; an approver offers nothing.
    pub alternative: String,
    /// By whom.
    pub by: PersonId,
    /// In whose place, when somebody stood in.
    pub in_place_of: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
    /// The step that was declined; none when it was the home manager's answer.
    pub step: Option<Step>,
}

impl Refusal {
    /// The refusal that stands: the home manager's, or that of an approver on the newest route after they agreed.
    #[must_use]
    pub fn of(decided: Option<&Decided>, route: Option<&Route>) -> Option<Self> {
        if let Some(one) = decided.filter(|one| one.decision == DecisionKind::Refused) {
            return Some(Self {
                code: one.code,
                reason: one.reason.clone(),
                alternative: one.alternative.clone(),
                by: one.by,
                in_place_of: one.in_place_of,
                at: one.at,
                step: None,
            });
        }
        let route = route.filter(|route| route.state == RouteState::Declined)?;
        let said = route.steps.iter().filter_map(|step| step.decided.as_ref().map(|one| (step, one)));
        let declined = said.filter(|(_, one)| one.decision == Decision::Declined);
        declined.max_by_key(|(_, one)| one.at).map(|(step, one)| Self {
            code: None,
            reason: one.reason.clone(),
            alternative: String::new(),
            by: one.by,
            in_place_of: one.in_place_of,
            at: one.at,
            step: Some(step.clone()),
        })
    }

    /// Whether it is the person's own: they said it, or it was said in their place.
    #[must_use]
    pub fn is_of(&self, person: PersonId) -> bool {
        self.by == person || self.in_place_of == Some(person)
    }
}

/// An appeal.
#[derive(Debug, Clone)]
pub struct Appeal {
    /// The stable id.
    pub id: AppealId,
    /// When it was refused.
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
#[schema(as = AppealOutcomeInput)]
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::route::{Decided as StepDecided, MadeFrom, RouteId, StepId, StepState};
    use super::super::rules::{By, Facts, Rules, When};
    use super::*;
    use crate::features::secondments::SecondmentId;

    fn at(day: u32) -> DateTime<Utc> {
        format!("2026-11-{day:02}T09:00:00Z").parse().unwrap()
    }

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn step(position: i64, by: u128, day: u32) -> Step {
        Step {
            id: StepId(Uuid::from_u128(u128::from(day))),
            position,
            kind: When::Always,
            by: By::Hr,
            person: None,
            reason: String::new(),
            state: StepState::Declined,
            asked_at: None,
            due_on: None,
            decided: Some(StepDecided {
                decision: Decision::Declined,
                reason: format!("No {by}"),
                by: person(by),
                in_place_of: Some(person(by + 10)),
                at: at(day),
            }),
        }
    }

    fn route(state: RouteState, steps: Vec<Step>) -> Route {
        let facts = Facts {
            days: 60,
            home_pays_minor: 0,
            currency: "GBP".to_owned(),
            is_external: false,
            is_abroad: false,
        };
        let rules = Rules { short_days: 31, rules: Vec::new() };
        Route {
            id: RouteId(Uuid::from_u128(1)),
            secondment: SecondmentId(Uuid::from_u128(2)),
            number: 1,
            made_from: MadeFrom { facts, rules, steps: Vec::new() },
            state,
            made_at: at(1),
            closed_at: None,
            steps,
        }
    }

    #[test]
    fn the_last_no_of_a_declined_route_stands_and_is_theirs_and_of_whom_they_stood_in_for() {
        let steps = vec![step(1, 3, 5), step(2, 4, 9)];
        let found = Refusal::of(None, Some(&route(RouteState::Declined, steps.clone()))).unwrap();
        assert_eq!((found.reason.as_str(), found.at), ("No 4", at(9)));
        assert!(found.is_of(person(4)) && found.is_of(person(14)) && !found.is_of(person(3)));
        for state in [RouteState::Open, RouteState::Approved, RouteState::SentBack, RouteState::Stopped] {
            assert_eq!(Refusal::of(None, Some(&route(state, steps.clone()))), None, "{state:?}");
        }
        assert_eq!(Refusal::of(None, None), None);
    }
}
