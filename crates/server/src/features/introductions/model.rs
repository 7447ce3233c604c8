//! A first word, and the answer. Pure.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use crate::features::secondments::{Party, Standing, Workflow};
use crate::form;

/// What one side writes.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WordsInput {
    /// The words.
    pub words: String,
}

impl WordsInput {
    /// The words, if they will do.
    ///
    /// # Errors
    /// Invalid when they are missing or too long.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let words = form::words(&mut errors, "words", &self.words, "Write a line or two", 2000);
        errors.check()?;
        Ok(words)
    }
}

/// Somebody of the host's team: a name and what they do, no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Colleague {
    /// Their name.
    pub name: String,
    /// What they do.
    pub job_title: String,
}

/// What was written so far.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Introduction {
    /// What the secondee wrote; empty before.
    pub words: String,
    /// What the host manager answered; empty before.
    pub answer: String,
}

/// Whether the agreement stands and the secondment is not over: the time in which the host's team is known.
#[must_use]
pub const fn is_agreed(workflow: Workflow) -> bool {
    matches!(
        workflow,
        Workflow::Executed | Workflow::PreStart | Workflow::Active | Workflow::Paused | Workflow::NoticeGiven
    )
}

/// Whether it is the time for a first word: agreed, and not there yet.
#[must_use]
pub const fn is_before_start(workflow: Workflow) -> bool {
    matches!(workflow, Workflow::Executed | Workflow::PreStart)
}

/// Whether the actor reads it: both managers, the secondee, and those who look after people on both sides.
#[must_use]
pub fn reads(standing: &Standing) -> bool {
    use Party as P;
    [P::Secondee, P::HomeManager, P::HostManager, P::ProgrammeAdmin, P::HomeHr, P::HostHr]
        .into_iter()
        .any(|party| standing.is(party))
}

/// Whether the actor sees the host's team by name.
#[must_use]
pub fn sees_team(standing: &Standing, workflow: Workflow) -> bool {
    is_agreed(workflow) && (standing.is(Party::Secondee) || standing.is(Party::HostManager))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_team_is_known_once_all_have_signed_and_until_the_return() {
        for state in Workflow::ALL {
            let under_way = *state >= Workflow::Executed && *state <= Workflow::NoticeGiven;
            assert_eq!(is_agreed(*state), under_way, "{state:?}");
            assert!(!is_before_start(*state) || is_agreed(*state));
        }
    }
}
