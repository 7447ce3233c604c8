//! The life of a secondment in one table (domain 3.3, the shortest honest path). The table drives the guard,
//! the buttons, `allowed_actions`, the diagram and the property test.

use sojourn_kit::error::Refusal;

use super::access::{Party, Standing};
use super::model::{Paper, Presence, Secondment, Workflow};
use crate::diagram::state_diagram;

mod groups;

pub use groups::{ANSWERS, APPROVALS, NEVER_ONES_OWN, ROUTE, after_end};

crate::word_enum!(
    /// Something a person can do to the record.
    Action {
        /// Agree to a proposal that somebody else wrote.
        Agree => "agree", "Agree";
        /// Ask the home manager for release.
        Send => "send", "Send";
        /// Take it back.
        Withdraw => "withdraw", "Withdraw";
        /// Let the person go.
        Release => "release", "Release";
        /// Ask the writer for more.
        SendBack => "send_back", "Send back";
        /// Say no, with a reason.
        Refuse => "refuse", "Refuse";
        /// Approve a release, with others still to come.
        Approve => "approve", "Approve";
        /// Approve a release as the last.
        ApproveLast => "approve_last", "Approve";
        /// Ask the writer for more, although the home manager agreed.
        ReturnForMore => "return_for_more", "Send back";
        /// Not approve, with a reason.
        Disapprove => "disapprove", "Decline";
        /// Ask somebody else to look at a refusal.
        Appeal => "appeal", "Appeal";
        /// Leave a refusal as it is.
        Uphold => "uphold", "Uphold the refusal";
        /// Let the person go although the home manager refused.
        Overturn => "overturn", "Overturn the refusal";
        /// Draft the agreement from the answers.
        DraftAgreement => "draft_agreement", "Draft the agreement";
        /// Send the agreement for signature.
        IssueAgreement => "issue_agreement", "Send for signature";
        /// Sign, with others still to come.
        Sign => "sign", "Sign agreement";
        /// Sign as the last.
        SignLast => "sign_last", "Sign agreement";
        /// Not sign, with a reason; the agreement goes back to drafting.
        DeclineToSign => "decline_to_sign", "Decline";
        /// Confirm that all checks before the start are done.
        OpenGate => "open_gate", "Open the start gate";
        /// Confirm that the person arrived.
        ConfirmArrival => "confirm_arrival", "Confirm arrival";
        /// Note a check-in.
        NoteCheckIn => "note_check_in", "Note a check-in";
        /// Confirm that the person is back.
        ConfirmReturn => "confirm_return", "Confirm return";
        /// Answer the eight questions again.
        Debrief => "debrief", "Write the debrief";
        /// Call it off before the start.
        Cancel => "cancel", "Call it off";
        /// Record that the person works there although not all have signed.
        NoteUnsignedStart => "note_unsigned_start", "Record a start before all have signed";
        /// Ask for other dates or terms.
        AskChange => "ask_change", "Change dates or terms";
        /// Send the next version of the agreement for signature.
        IssueVariation => "issue_variation", "Send the new version for signature";
        /// Sign the next version.
        SignVariation => "sign_variation", "Sign the new version";
        /// Not sign the next version, with a reason.
        DeclineVariation => "decline_variation", "Decline the new version";
        /// Give notice of an earlier end.
        GiveNotice => "give_notice", "Give notice";
        /// Take notice back, with everybody's consent.
        WithdrawNotice => "withdraw_notice", "Take notice back";
        /// Report something that happened.
        Report => "report", "Something happened";
        /// A long absence begins.
        Pause => "pause", "Pause";
        /// The absence is over.
        Resume => "resume", "Resume";
        /// The person stays at the host for good.
        Convert => "convert", "Record that they stay";
        /// The employment at home ended.
        EndEmployment => "end_employment", "Record that they left";
        /// The post at home was removed and the employment with it.
        RemovePost => "remove_post", "Record that the post was removed";
        /// The person died.
        RecordDeath => "record_death", "Record a death";
        /// It was recorded in error or annulled.
        Void => "void", "Void the record";
    }
);

/// One line of the table: from where, by which action, to where, and who may.
#[derive(Debug)]
pub struct Step {
    /// The state it starts from.
    pub from: Workflow,
    /// What is done.
    pub action: Action,
    /// The state it leads to.
    pub to: Workflow,
    /// What that does to the paper, if anything.
    pub paper: Option<Paper>,
    /// What that does to the presence, if anything.
    pub presence: Option<Presence>,
    /// Who may.
    pub who: &'static [Party],
}

const fn step(from: Workflow, action: Action, to: Workflow, who: &'static [Party]) -> Step {
    Step { from, action, to, paper: None, presence: None, who }
}

impl Step {
    const fn paper(mut self, paper: Paper) -> Self {
        self.paper = Some(paper);
        self
    }
    const fn presence(mut self, presence: Presence) -> Self {
        self.presence = Some(presence);
        self
    }
}

const SECONDEE: &[Party] = &[Party::Secondee];
/// Whoever may write an unsent idea: the secondee, or its author in whatever they are.
const WRITERS: &[Party] =
    &[Party::Secondee, Party::HomeManager, Party::ProgrammeAdmin, Party::HomeHr, Party::HostManager];
/// Who answers a request for release: the home manager; the desk when that manager wrote the proposal.
const RELEASERS: &[Party] = &[Party::HomeManager, Party::ProgrammeAdmin, Party::HomeHr];
const DESK: &[Party] = &[Party::ProgrammeAdmin, Party::HomeHr];
/// Who approves a release: whose turn it is stands in the route.
const APPROVERS: &[Party] =
    &[Party::ProgrammeAdmin, Party::HomeHr, Party::FinanceHome, Party::Legal, Party::Approver];
/// Who may ask for a refusal to be looked at again: the secondee, and whoever wrote the proposal for them.
const APPELLANTS: &[Party] = &[Party::Secondee, Party::HomeManager, Party::ProgrammeAdmin, Party::HomeHr];
const DRAFTERS: &[Party] = &[Party::HomeManager, Party::ProgrammeAdmin, Party::HomeHr];
const SIGNERS: &[Party] = &[
    Party::Secondee,
    Party::HomeManager,
    Party::HostManager,
    Party::PartnerContact,
    Party::ProgrammeAdmin,
    Party::HomeHr,
    Party::HostHr,
    Party::Legal,
];
const ARRIVAL: &[Party] = &[Party::HostManager, Party::HostHr, Party::ProgrammeAdmin, Party::HomeHr];
const TALKERS: &[Party] = &[Party::Secondee, Party::HomeManager, Party::HostManager];
const RETURNERS: &[Party] = &[Party::HomeManager, Party::ProgrammeAdmin, Party::HomeHr];
const ASKERS: &[Party] = &[
    Party::Secondee,
    Party::HomeManager,
    Party::HostManager,
    Party::ProgrammeAdmin,
    Party::HomeHr,
    Party::HostHr,
];
const DEBRIEFERS: &[Party] = &[Party::Secondee, Party::HomeManager];

/// The whole life, in order.
pub const TABLE: &[Step] = {
    use Action as A;
    use Workflow as W;
    &[
        step(W::Idea, A::Agree, W::Idea, SECONDEE),
        step(W::Idea, A::Send, W::ReleasePending, WRITERS),
        step(W::Idea, A::Withdraw, W::Withdrawn, WRITERS),
        // a draft is its writers' own: only what binds it to another record calls it off, such as a swap that ends
        step(W::Idea, A::Cancel, W::CancelledBeforeStart, DESK),
        step(W::ReleasePending, A::Release, W::PendingApproval, RELEASERS),
        step(W::ReleasePending, A::SendBack, W::Idea, RELEASERS),
        step(W::ReleasePending, A::Refuse, W::DeclinedByHome, RELEASERS),
        step(W::ReleasePending, A::Withdraw, W::Withdrawn, SECONDEE),
        step(W::ReleasePending, A::Cancel, W::CancelledBeforeStart, DESK),
        step(W::PendingApproval, A::Approve, W::PendingApproval, APPROVERS),
        step(W::PendingApproval, A::ApproveLast, W::Released, APPROVERS),
        step(W::PendingApproval, A::ReturnForMore, W::Idea, APPROVERS),
        step(W::PendingApproval, A::Disapprove, W::DeclinedByHome, APPROVERS),
        step(W::PendingApproval, A::Withdraw, W::Withdrawn, SECONDEE),
        step(W::PendingApproval, A::Cancel, W::CancelledBeforeStart, DESK),
        // a refusal ends the record, unless secondee or author appeal and somebody else overturns it
        step(W::DeclinedByHome, A::Appeal, W::DeclinedByHome, APPELLANTS),
        step(W::DeclinedByHome, A::Uphold, W::DeclinedByHome, DESK),
        step(W::DeclinedByHome, A::Overturn, W::PendingApproval, DESK),
        step(W::Released, A::DraftAgreement, W::TermsNegotiation, DRAFTERS).paper(Paper::Draft),
        step(W::Released, A::Cancel, W::CancelledBeforeStart, DESK),
        step(W::TermsNegotiation, A::IssueAgreement, W::AgreementIssued, DESK).paper(Paper::Issued),
        step(W::TermsNegotiation, A::Withdraw, W::Withdrawn, SECONDEE),
        step(W::TermsNegotiation, A::Cancel, W::CancelledBeforeStart, DESK),
        step(W::AgreementIssued, A::Sign, W::PartlySigned, SIGNERS).paper(Paper::PartlySigned),
        step(W::AgreementIssued, A::DeclineToSign, W::TermsNegotiation, SIGNERS).paper(Paper::Draft),
        step(W::AgreementIssued, A::Cancel, W::CancelledBeforeStart, DESK),
        step(W::PartlySigned, A::Sign, W::PartlySigned, SIGNERS).paper(Paper::PartlySigned),
        step(W::PartlySigned, A::SignLast, W::Executed, SIGNERS).paper(Paper::Executed),
        step(W::PartlySigned, A::DeclineToSign, W::TermsNegotiation, SIGNERS).paper(Paper::Draft),
        step(W::PartlySigned, A::Cancel, W::CancelledBeforeStart, DESK),
        step(W::Executed, A::OpenGate, W::PreStart, DESK),
        step(W::Executed, A::Cancel, W::CancelledBeforeStart, DESK),
        step(W::PreStart, A::ConfirmArrival, W::Active, ARRIVAL).presence(Presence::AtHost),
        step(W::PreStart, A::Cancel, W::CancelledBeforeStart, DESK),
        step(W::Active, A::NoteCheckIn, W::Active, TALKERS),
        step(W::Active, A::ConfirmReturn, W::Returned, RETURNERS).presence(Presence::Returned),
        step(W::AgreementIssued, A::NoteUnsignedStart, W::AgreementIssued, DESK).presence(Presence::AtHost),
        step(W::PartlySigned, A::NoteUnsignedStart, W::PartlySigned, DESK).presence(Presence::AtHost),
        step(W::Active, A::AskChange, W::Active, ASKERS),
        step(W::Active, A::IssueVariation, W::Active, DESK),
        step(W::Active, A::SignVariation, W::Active, SIGNERS),
        step(W::Active, A::DeclineVariation, W::Active, SIGNERS),
        step(W::Active, A::GiveNotice, W::NoticeGiven, ASKERS),
        step(W::Active, A::Report, W::Active, ASKERS),
        step(W::Active, A::Pause, W::Paused, ASKERS).presence(Presence::OnLeave),
        step(W::Active, A::Convert, W::Converted, DESK).presence(Presence::Ended),
        step(W::Active, A::EndEmployment, W::LeftEmployment, DESK).presence(Presence::Ended),
        step(W::Active, A::RemovePost, W::PostRemoved, DESK).presence(Presence::Ended),
        step(W::Active, A::Void, W::Voided, DESK).presence(Presence::Ended),
        step(W::Paused, A::NoteCheckIn, W::Paused, TALKERS),
        step(W::Paused, A::AskChange, W::Paused, ASKERS),
        step(W::Paused, A::IssueVariation, W::Paused, DESK),
        step(W::Paused, A::SignVariation, W::Paused, SIGNERS),
        step(W::Paused, A::DeclineVariation, W::Paused, SIGNERS),
        step(W::Paused, A::Report, W::Paused, ASKERS),
        step(W::Paused, A::Resume, W::Active, ASKERS).presence(Presence::AtHost),
        step(W::Paused, A::GiveNotice, W::NoticeGiven, ASKERS),
        step(W::Paused, A::ConfirmReturn, W::Returned, RETURNERS).presence(Presence::Returned),
        step(W::Paused, A::Convert, W::Converted, DESK).presence(Presence::Ended),
        step(W::Paused, A::EndEmployment, W::LeftEmployment, DESK).presence(Presence::Ended),
        step(W::Paused, A::RemovePost, W::PostRemoved, DESK).presence(Presence::Ended),
        step(W::Paused, A::Void, W::Voided, DESK).presence(Presence::Ended),
        step(W::NoticeGiven, A::NoteCheckIn, W::NoticeGiven, TALKERS),
        step(W::NoticeGiven, A::AskChange, W::NoticeGiven, ASKERS),
        step(W::NoticeGiven, A::IssueVariation, W::NoticeGiven, DESK),
        step(W::NoticeGiven, A::SignVariation, W::NoticeGiven, SIGNERS),
        step(W::NoticeGiven, A::DeclineVariation, W::NoticeGiven, SIGNERS),
        step(W::NoticeGiven, A::GiveNotice, W::NoticeGiven, ASKERS),
        step(W::NoticeGiven, A::WithdrawNotice, W::Active, ASKERS).presence(Presence::AtHost),
        step(W::NoticeGiven, A::Report, W::NoticeGiven, ASKERS),
        step(W::NoticeGiven, A::ConfirmReturn, W::Returned, RETURNERS).presence(Presence::Returned),
        step(W::NoticeGiven, A::Convert, W::Converted, DESK).presence(Presence::Ended),
        step(W::NoticeGiven, A::EndEmployment, W::LeftEmployment, DESK).presence(Presence::Ended),
        step(W::NoticeGiven, A::RemovePost, W::PostRemoved, DESK).presence(Presence::Ended),
        step(W::NoticeGiven, A::Void, W::Voided, DESK).presence(Presence::Ended),
        step(W::Released, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::PendingApproval, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::ReleasePending, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::TermsNegotiation, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::AgreementIssued, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::PartlySigned, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::Executed, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::PreStart, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::Active, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::Paused, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::NoticeGiven, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::Returned, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::Returned, A::NoteCheckIn, W::Returned, TALKERS),
        step(W::Returned, A::Debrief, W::Closed, DEBRIEFERS),
        // what is asked long after the end stops with a death as well
        step(W::Closed, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::Converted, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::LeftEmployment, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
        step(W::PostRemoved, A::RecordDeath, W::Deceased, DESK).presence(Presence::Ended),
    ]
};

/// Why nobody decides about what they wrote for somebody else.
fn own_proposal() -> Refusal {
    Refusal {
        code: "own_proposal",
        sentence: "You wrote this proposal. Somebody else has to decide it.".to_owned(),
    }
}

/// Why this actor may not answer this request, although others of their kind may.
fn answered_by_another(secondment: &Secondment, standing: &Standing) -> Option<Refusal> {
    if standing.person == secondment.author && secondment.author != secondment.secondee {
        return Some(own_proposal());
    }
    let is_managers_own = secondment.home_manager == Some(secondment.author);
    (!standing.is(Party::HomeManager) && !is_managers_own).then(|| Refusal {
        code: "not_yours",
        sentence: "The release is for the home manager to decide.".to_owned(),
    })
}

/// Decides whether the actor may do this now, and where it leads.
///
/// # Errors
/// A refusal that says why and who can.
pub fn decide(
    secondment: &Secondment,
    action: Action,
    standing: &Standing,
) -> Result<&'static Step, Refusal> {
    let Some(step) = TABLE.iter().find(|step| step.from == secondment.workflow && step.action == action)
    else {
        return Err(Refusal {
            code: "not_now",
            sentence: format!("{}: not while this is “{}”.", action.label(), secondment.workflow.label()),
        });
    };
    if standing.person == secondment.secondee && NEVER_ONES_OWN.contains(&action) {
        return Err(Refusal {
            code: "own_secondment",
            sentence: "This is your own secondment. Somebody else has to decide it.".to_owned(),
        });
    }
    if action == Action::Agree && secondment.author == secondment.secondee {
        return Err(Refusal {
            code: "not_now",
            sentence: "This proposal is the secondee’s own. Sending it is agreeing to it.".to_owned(),
        });
    }
    if ANSWERS.contains(&action)
        && let Some(refusal) = answered_by_another(secondment, standing)
    {
        return Err(refusal);
    }
    if APPROVALS.contains(&action) && standing.person == secondment.author {
        return Err(own_proposal());
    }
    let is_appellant = [secondment.secondee, secondment.author].contains(&standing.person);
    if action == Action::Appeal && !is_appellant {
        return Err(Refusal {
            code: "not_yours",
            sentence: "Appeal: this is for the secondee, or whoever wrote the proposal.".to_owned(),
        });
    }
    if step.who.iter().any(|party| standing.is(*party)) {
        return Ok(step);
    }
    let who: Vec<&str> = step.who.iter().map(|party| party.label()).collect();
    Err(Refusal {
        code: "not_yours",
        sentence: format!("{}: this is for {}.", action.label(), who.join(" or ")),
    })
}

/// What the actor may do now, in the order of the table.
#[must_use]
pub fn allowed(secondment: &Secondment, standing: &Standing) -> Vec<Action> {
    TABLE
        .iter()
        .filter(|step| step.from == secondment.workflow)
        .map(|step| step.action)
        .filter(|action| decide(secondment, *action, standing).is_ok())
        .collect()
}

/// The table as a Mermaid state diagram, for `docs/lifecycles/secondment.mmd`.
#[must_use]
pub fn diagram() -> String {
    let arrows = TABLE.iter().map(|step| {
        let who = step.who.iter().map(|party| party.as_str()).collect();
        (step.from.as_str(), step.to.as_str(), step.action.as_str(), who)
    });
    let last = Workflow::ALL.iter().filter(|w| w.is_final()).map(|w| w.as_str());
    state_diagram(Workflow::Idea.as_str(), arrows, last)
}
