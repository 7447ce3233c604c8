//! What happened: ids and words of ours; reasons, questions and costs stay with the tables, because hosts read the
//! history too.

use serde::Serialize;
use uuid::Uuid;

use super::model::{By, DelegationId, Outcome, StepId};
use crate::actor::{OrganisationId, PersonId};
use crate::event::Event;
use crate::event_of;
use crate::features::secondments::SecondmentId;

event_of!(
    /// It is a step's turn.
    Asked, "approval.asked", secondment: SecondmentId {
        /// The step.
        step: StepId,
        /// Who approves.
        by: By,
    }
);
event_of!(
    /// It is a step's turn, and nobody can decide it.
    Unheld, "approval.unheld", secondment: SecondmentId {
        /// The step.
        step: StepId,
        /// Who would approve.
        by: By,
    }
);
event_of!(
    /// A step was approved.
    Approved, "approval.approved", secondment: SecondmentId {
        /// The step.
        step: StepId,
        /// As what.
        by: By,
        /// In whose place.
        decided_for: Option<PersonId>,
    }
);
event_of!(
    /// A step was sent back.
    SentBack, "approval.sent_back", secondment: SecondmentId {
        /// The step.
        step: StepId,
        /// As what.
        by: By,
        /// In whose place.
        decided_for: Option<PersonId>,
    }
);
event_of!(
    /// A step was declined.
    Declined, "approval.declined", secondment: SecondmentId {
        /// The step.
        step: StepId,
        /// As what.
        by: By,
        /// In whose place.
        decided_for: Option<PersonId>,
    }
);
event_of!(
    /// An approver asked a question.
    Questioned, "approval.questioned", secondment: SecondmentId {
        /// The step.
        step: StepId,
    }
);
event_of!(
    /// The question was answered.
    Answered, "approval.answered", secondment: SecondmentId {
        /// The step.
        step: StepId,
        /// Who had asked.
        asked_by: PersonId,
    }
);
event_of!(
    /// Nobody at home has to say anything more: the agreement can be drafted.
    Cleared, "approval.cleared", secondment: SecondmentId {
        /// How many steps there were.
        steps: i64,
    }
);
event_of!(
    /// A refusal was appealed.
    Appealed, "release.appealed", secondment: SecondmentId {}
);
event_of!(
    /// An appeal was answered.
    AppealAnswered, "release.appeal_answered", secondment: SecondmentId {
        /// What became of it.
        outcome: Outcome,
        /// Who had refused.
        refused_by: PersonId,
    }
);
event_of!(
    /// Somebody decides in the place of somebody else.
    Delegated, "delegation.made", delegation: DelegationId {
        /// Who decides meanwhile.
        delegate: PersonId,
    }
);
event_of!(
    /// A delegation was ended early.
    DelegationEnded, "delegation.ended", delegation: DelegationId {
        /// Who decided meanwhile.
        delegate: PersonId,
    }
);

/// An organisation has other rules of approval.
#[derive(Debug, Serialize)]
pub struct RulesChanged {
    /// The organisation.
    pub organisation: OrganisationId,
    /// How many rules there are now.
    pub rules: i64,
}

impl Event for RulesChanged {
    const KIND: &'static str = "approval.rules_changed";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.organisation.0
    }
}
