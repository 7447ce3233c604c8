//! Actions that share a rule.

use super::Action;
use crate::features::secondments::model::Workflow;

/// What nobody may do to their own secondment, by no second role either.
pub const NEVER_ONES_OWN: &[Action] = &[
    Action::Release,
    Action::SendBack,
    Action::Refuse,
    Action::Approve,
    Action::ApproveLast,
    Action::ReturnForMore,
    Action::Disapprove,
    Action::Uphold,
    Action::Overturn,
    Action::IssueAgreement,
    Action::OpenGate,
    Action::ConfirmArrival,
    Action::ConfirmReturn,
    Action::NoteUnsignedStart,
    Action::IssueVariation,
    Action::Convert,
    Action::EndEmployment,
    Action::RemovePost,
    Action::RecordDeath,
    Action::Void,
];

/// The answers to a request, which nobody gives to what they wrote for somebody else.
pub const ANSWERS: &[Action] = &[Action::Release, Action::SendBack, Action::Refuse];

/// What an approver does on the route of a release: for whoever's step it is.
pub const ROUTE: &[Action] =
    &[Action::Approve, Action::ApproveLast, Action::ReturnForMore, Action::Disapprove];

/// What an approver does, and who answers an appeal: nobody decides so about what they wrote.
pub const APPROVALS: &[Action] = &[
    Action::Approve,
    Action::ApproveLast,
    Action::ReturnForMore,
    Action::Disapprove,
    Action::Uphold,
    Action::Overturn,
];

/// What may follow the end of a record: an appeal a refusal, a death the end of a time away.
#[must_use]
pub const fn after_end(workflow: Workflow) -> &'static [Action] {
    match workflow {
        Workflow::DeclinedByHome => &[Action::Appeal, Action::Uphold, Action::Overturn],
        Workflow::Closed | Workflow::Converted | Workflow::LeftEmployment | Workflow::PostRemoved => {
            &[Action::RecordDeath]
        }
        _ => &[],
    }
}
