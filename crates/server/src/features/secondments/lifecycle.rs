//! The life of a secondment in one table (domain 3.3, the shortest honest path). The table drives the guard,
//! the buttons, `allowed_actions`, the diagram and the property test.

use sojourn_kit::error::Refusal;

use super::access::{Party, Standing};
use super::model::{Paper, Presence, Secondment, Workflow};

crate::word_enum!(
    /// Something a person can do to the record.
    Action {
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
const HOME_MANAGER: &[Party] = &[Party::HomeManager];
const DESK: &[Party] = &[Party::ProgrammeAdmin, Party::HomeHr];
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
const DEBRIEFERS: &[Party] = &[Party::Secondee, Party::HomeManager];

/// The whole life, in order.
pub const TABLE: &[Step] = {
    use Action as A;
    use Workflow as W;
    &[
        step(W::Idea, A::Send, W::ReleasePending, SECONDEE),
        step(W::Idea, A::Withdraw, W::Withdrawn, SECONDEE),
        // a draft is its writers' own: only what binds it to another record calls it off, such as a swap that ends
        step(W::Idea, A::Cancel, W::CancelledBeforeStart, DESK),
        step(W::ReleasePending, A::Release, W::Released, HOME_MANAGER),
        step(W::ReleasePending, A::SendBack, W::Idea, HOME_MANAGER),
        step(W::ReleasePending, A::Refuse, W::DeclinedByHome, HOME_MANAGER),
        step(W::ReleasePending, A::Withdraw, W::Withdrawn, SECONDEE),
        step(W::ReleasePending, A::Cancel, W::CancelledBeforeStart, DESK),
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
        step(W::Returned, A::NoteCheckIn, W::Returned, TALKERS),
        step(W::Returned, A::Debrief, W::Closed, DEBRIEFERS),
    ]
};

/// What nobody may do to their own secondment, by no second role either.
pub const NEVER_ONES_OWN: &[Action] = &[
    Action::Release,
    Action::SendBack,
    Action::Refuse,
    Action::IssueAgreement,
    Action::OpenGate,
    Action::ConfirmArrival,
    Action::ConfirmReturn,
];

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
    let mut lines = vec!["stateDiagram-v2".to_owned(), "  [*] --> idea".to_owned()];
    for step in TABLE {
        let who: Vec<&str> = step.who.iter().map(|party| party.as_str()).collect();
        lines.push(format!(
            "  {} --> {}: {} ({})",
            step.from.as_str(),
            step.to.as_str(),
            step.action.as_str(),
            who.join(", ")
        ));
    }
    lines.extend(Workflow::ALL.iter().filter(|w| w.is_final()).map(|w| format!("  {} --> [*]", w.as_str())));
    lines.join("\n") + "\n"
}
