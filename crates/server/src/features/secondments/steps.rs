//! From what may be done to the button that does it: labels, addresses, and who is waited for.

use super::lifecycle::Action;
use super::model::{Record, Workflow};
use super::parties::{Member, Parties};
use crate::actor::PersonId;

/// The address where the action is done.
#[must_use]
pub fn href(action: Action, number: &str) -> String {
    let path = match action {
        Action::Agree | Action::Send => "propose/check",
        Action::Withdraw => "withdrawal",
        Action::Release | Action::SendBack | Action::Refuse => "release",
        Action::Approve | Action::ApproveLast | Action::ReturnForMore | Action::Disapprove => "approvals",
        Action::Appeal | Action::Uphold | Action::Overturn => "appeal",
        Action::DraftAgreement
        | Action::IssueAgreement
        | Action::Sign
        | Action::SignLast
        | Action::DeclineToSign => "agreement",
        Action::OpenGate | Action::ConfirmArrival => "start",
        Action::NoteCheckIn => "check-ins",
        Action::ConfirmReturn => "return",
        Action::Debrief => "debrief",
        Action::Cancel => "cancellation",
        Action::AskChange | Action::GiveNotice | Action::WithdrawNotice => "changes",
        Action::IssueVariation | Action::SignVariation | Action::DeclineVariation => "agreement",
        Action::NoteUnsignedStart
        | Action::Report
        | Action::Pause
        | Action::Resume
        | Action::Convert
        | Action::EndEmployment
        | Action::RemovePost
        | Action::RecordDeath
        | Action::Void => "happenings",
    };
    format!("/secondments/{number}/{path}")
}

/// The words on the button.
#[must_use]
pub const fn label(action: Action) -> &'static str {
    match action {
        Action::Agree => "Read and agree",
        Action::Send => "Finish and send",
        Action::Withdraw => "Withdraw",
        Action::Release | Action::SendBack | Action::Refuse => "Decide on release",
        Action::Approve | Action::ApproveLast | Action::ReturnForMore | Action::Disapprove => {
            "Decide on approval"
        }
        Action::Appeal => "Appeal",
        Action::Uphold | Action::Overturn => "Answer the appeal",
        Action::DraftAgreement => "Draft the agreement",
        Action::IssueAgreement => "Review and send",
        Action::Sign | Action::SignLast => "Read and sign",
        Action::DeclineToSign => "Decline to sign",
        Action::OpenGate => "Open the start gate",
        Action::ConfirmArrival => "Confirm arrival",
        Action::NoteCheckIn => "Note a check-in",
        Action::ConfirmReturn => "Confirm return",
        Action::Debrief => "Write the debrief",
        Action::Cancel => "Call it off",
        Action::AskChange | Action::GiveNotice | Action::WithdrawNotice => "Change dates or terms",
        Action::IssueVariation => "Review and send",
        Action::SignVariation => "Read and sign",
        Action::DeclineVariation => "Decline to sign",
        Action::NoteUnsignedStart
        | Action::Report
        | Action::Pause
        | Action::Resume
        | Action::Convert
        | Action::EndEmployment
        | Action::RemovePost
        | Action::RecordDeath
        | Action::Void => "Something happened",
    }
}

/// What moves the record on. Signing is not among them: whose turn it is stands in the agreement.
const FORWARD: &[Action] = &[
    Action::Send,
    Action::Release,
    Action::DraftAgreement,
    Action::IssueAgreement,
    Action::OpenGate,
    Action::ConfirmArrival,
    Action::Debrief,
];

/// The one action that moves the record on, if the actor may do it.
#[must_use]
pub fn main_action(allowed: &[Action]) -> Option<Action> {
    FORWARD.iter().copied().find(|action| allowed.contains(action))
}

/// What the record waits for, in words.
#[must_use]
pub const fn next_step(workflow: Workflow) -> &'static str {
    match workflow {
        Workflow::Idea => "Finish and send",
        Workflow::ReleasePending => "Release by the home manager",
        Workflow::PendingApproval => "Approvals at home",
        Workflow::Released => "Agreement to be drafted",
        Workflow::TermsNegotiation => "Agreement to be sent",
        Workflow::AgreementIssued | Workflow::PartlySigned => "Signatures",
        Workflow::Executed => "Checks before the start",
        Workflow::PreStart => "Arrival",
        Workflow::Active => "Check-ins, then return",
        Workflow::Paused => "The end of the absence",
        Workflow::NoticeGiven => "The last day, then return",
        Workflow::Returned => "Debrief",
        Workflow::Closed
        | Workflow::DeclinedByHome
        | Workflow::Withdrawn
        | Workflow::CancelledBeforeStart
        | Workflow::Converted
        | Workflow::LeftEmployment
        | Workflow::PostRemoved
        | Workflow::Deceased
        | Workflow::Voided => "Nothing",
    }
}

/// What the record waits for and of whom, in one sentence for the reader; none when nobody has to act.
#[must_use]
pub fn waiting_for(record: &Record, parties: &Parties, reader: PersonId) -> Option<String> {
    let name = |member: Option<&Member>, otherwise: &str| match member {
        Some(member) if member.id == reader => "you".to_owned(),
        Some(member) => member.name.clone(),
        None => otherwise.to_owned(),
    };
    let is_own = parties.secondee.id == reader;
    let person = if is_own { "you" } else { first_name(&parties.secondee.name) };
    let home = name(parties.home.manager.as_ref(), "the home manager");
    let host = name(parties.host.as_ref().and_then(|host| host.manager.as_ref()), "the host manager");
    Some(match record.secondment.workflow {
        Workflow::Idea => format!("Waiting for {person} to finish the proposal and send it."),
        Workflow::ReleasePending if record.secondment.home_manager == Some(record.secondment.author) => {
            format!("Waiting for the mobility team to decide on what {home} proposed.")
        }
        Workflow::ReleasePending if is_own => format!("Waiting for {home} to release you."),
        Workflow::ReleasePending => format!("Waiting for {home} to release {person}."),
        Workflow::PendingApproval => "Waiting for those at home who have to approve the release.".to_owned(),
        Workflow::Released => "Waiting for the agreement to be drafted.".to_owned(),
        Workflow::TermsNegotiation => "Waiting for the mobility team to send the agreement.".to_owned(),
        Workflow::AgreementIssued | Workflow::PartlySigned => "Waiting for signatures.".to_owned(),
        Workflow::Executed => "Waiting for the checks before the start.".to_owned(),
        Workflow::PreStart => format!("Waiting for {host} to confirm that {person} arrived."),
        Workflow::Returned => format!("Waiting for {person} or {home} to write the debrief."),
        Workflow::Active
        | Workflow::Paused
        | Workflow::NoticeGiven
        | Workflow::Closed
        | Workflow::DeclinedByHome
        | Workflow::Withdrawn
        | Workflow::CancelledBeforeStart
        | Workflow::Converted
        | Workflow::LeftEmployment
        | Workflow::PostRemoved
        | Workflow::Deceased
        | Workflow::Voided => return None,
    })
}

/// The first word of a name.
#[must_use]
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}
