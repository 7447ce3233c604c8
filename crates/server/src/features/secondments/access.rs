//! What an actor is to a record, and which slices of it that opens (domain 4).

use std::collections::BTreeSet;

use super::model::{Secondment, Workflow};
use crate::actor::{Actor, PersonId, Role, Way};

crate::word_enum!(
    /// What somebody is to one record: their role and side.
    Party {
        /// The person who goes.
        Secondee => "secondee", "Secondee";
        /// Their line manager at home.
        HomeManager => "home_manager", "Home manager";
        /// Their line manager at the host.
        HostManager => "host_manager", "Host manager";
        /// HR at home.
        HomeHr => "home_hr", "HR, home";
        /// HR at the host.
        HostHr => "host_hr", "HR, host";
        /// Runs secondments at home.
        ProgrammeAdmin => "programme_admin", "Mobility manager";
        /// Finance at home.
        FinanceHome => "finance_home", "Finance, home";
        /// Finance at the host.
        FinanceHost => "finance_host", "Finance, host";
        /// Legal at home.
        Legal => "legal", "Legal";
        /// The contact at an outside host.
        PartnerContact => "partner_contact", "Host contact";
        /// Reads, changes nothing.
        Auditor => "auditor", "Auditor";
        /// Asked by name to approve a release, or in the place of somebody who is.
        Approver => "approver", "Approver";
    }
);

crate::word_enum!(
    /// A part of the record that is shared as a whole or not at all.
    Slice {
        /// Who, where, when, state.
        Overview => "overview", "Who, where, when";
        /// Purpose, the eight questions, benefits for the three parties.
        Proposal => "proposal", "Proposal and the eight questions";
        /// What the home organisation pays for pay itself.
        HomePay => "home_pay", "Pay lines at home";
        /// What the host is charged.
        Recharge => "recharge", "What the host pays";
        /// Cover for the team at home.
        Cover => "cover", "Cover at home";
        /// Why a release was refused or sent back.
        ReleaseReasons => "release_reasons", "Reasons for a refusal";
        /// Who has to approve a release, what they said, and an appeal.
        Approvals => "approvals", "Approvals";
        /// The draft agreement.
        DraftAgreement => "draft_agreement", "Draft agreement";
        /// The issued and executed agreement.
        Agreement => "agreement", "Agreement";
        /// Objectives and their progress.
        Objectives => "objectives", "Objectives";
        /// The checklist: who does what by when.
        Tasks => "tasks", "Tasks";
        /// Notes of check-ins.
        CheckIns => "check_ins", "Check-ins";
        /// How home stays in touch.
        Contact => "contact", "How home keeps in touch";
        /// What the secondee tells the mobility team alone.
        Support => "support", "Words for the mobility team alone";
        /// Entries of the journal that are shared with the reader by name.
        Journal => "journal", "Journal entries shared with them";
        /// Feedback to the secondee.
        Feedback => "feedback", "Feedback, as far as it was said to be for them";
        /// The promise to come back to.
        ReturnPlan => "return_plan", "Return";
        /// The first months at home and what became of it: home's own.
        Reentry => "reentry", "The time after the return";
        /// The debrief.
        Debrief => "debrief", "Debrief";
        /// What happened, step by step.
        History => "history", "History";
    }
);

impl Party {
    /// Whether this party sees the slice. One line per party, read beside domain.md section 4.
    #[must_use]
    pub const fn sees(self, slice: Slice) -> bool {
        use Slice as S;
        match self {
            Self::Secondee => true,
            Self::ProgrammeAdmin => !matches!(slice, S::Feedback),
            Self::HomeHr => !matches!(slice, S::Journal | S::Feedback),
            Self::HomeManager => !matches!(slice, S::Support),
            Self::HostManager => !matches!(
                slice,
                S::HomePay
                    | S::Cover
                    | S::ReleaseReasons
                    | S::Approvals
                    | S::Contact
                    | S::Support
                    | S::Reentry
            ),
            Self::HostHr => !matches!(
                slice,
                S::HomePay
                    | S::Cover
                    | S::ReleaseReasons
                    | S::Approvals
                    | S::Contact
                    | S::Support
                    | S::Reentry
                    | S::Journal
                    | S::Feedback
            ),
            Self::FinanceHome => {
                matches!(
                    slice,
                    S::Overview
                        | S::HomePay
                        | S::Recharge
                        | S::Cover
                        | S::Approvals
                        | S::Agreement
                        | S::Tasks
                )
            }
            Self::FinanceHost => matches!(slice, S::Overview | S::Recharge),
            Self::Legal => matches!(
                slice,
                S::Overview
                    | S::Proposal
                    | S::Recharge
                    | S::Approvals
                    | S::DraftAgreement
                    | S::Agreement
                    | S::ReturnPlan
                    | S::Tasks
                    | S::History
            ),
            Self::PartnerContact => matches!(slice, S::Overview | S::Recharge | S::Agreement | S::Objectives),
            Self::Auditor => !matches!(
                slice,
                S::HomePay | S::CheckIns | S::Contact | S::Support | S::Reentry | S::Journal | S::Feedback
            ),
            Self::Approver => matches!(
                slice,
                S::Overview
                    | S::Proposal
                    | S::HomePay
                    | S::Recharge
                    | S::Cover
                    | S::Approvals
                    | S::Objectives
                    | S::ReturnPlan
            ),
        }
    }

    /// Whether the party stands on the host's side of the wall.
    #[must_use]
    pub const fn is_host(self) -> bool {
        matches!(self, Self::HostManager | Self::HostHr | Self::FinanceHost | Self::PartnerContact)
    }
}

/// Everything an actor is to one record. Empty means: the record does not exist for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The actor.
    pub person: PersonId,
    /// What they are.
    pub parties: BTreeSet<Party>,
    /// Whether the host is charged actual pay, which opens the pay lines to the host's side.
    pub pay_is_recharged: bool,
}

impl Standing {
    /// What `actor` is to `secondment`; `record_roles` are the roles they hold on this record today.
    #[must_use]
    pub fn of(actor: &Actor, secondment: &Secondment, record_roles: &[Role]) -> Self {
        let mut parties: BTreeSet<Party> =
            record_roles.iter().filter_map(|role| record_party(*role)).collect();
        if secondment.workflow == Workflow::Idea {
            // an unsent idea belongs to the person who goes and whoever writes it for them
            parties.retain(|party| *party == Party::Secondee);
            if actor.person == secondment.author {
                parties.extend(author_parties(actor, secondment));
            }
        } else {
            parties.extend(organisation_parties(actor, secondment));
        }
        if matches!(actor.way, Way::Job(_)) {
            // what happens by itself happens for the desk
            parties.insert(Party::ProgrammeAdmin);
        }
        Self { person: actor.person, parties, pay_is_recharged: secondment.recharged_at_cost }
    }

    /// Whether the record exists for the actor at all.
    #[must_use]
    pub fn is_any(&self) -> bool {
        !self.parties.is_empty()
    }

    /// Whether the actor is this party.
    #[must_use]
    pub fn is(&self, party: Party) -> bool {
        self.parties.contains(&party)
    }

    /// Whether the actor stands on the host's side of the wall and nowhere else.
    #[must_use]
    pub fn is_only_host(&self) -> bool {
        self.is_any() && self.parties.iter().all(|party| party.is_host())
    }

    /// Whether any of the actor's parties opens the slice. Nobody sees their own record through a second role
    /// less than through the first; pay lines open to the host only when recharged at cost.
    #[must_use]
    pub fn sees(&self, slice: Slice) -> bool {
        // what concerns a manager never reaches them by way of the desk either
        let is_manager = self.is(Party::HomeManager) || self.is(Party::HostManager);
        if slice == Slice::Support && is_manager && !self.is(Party::Secondee) {
            return false;
        }
        self.parties.iter().any(|party| {
            party.sees(slice)
                || (slice == Slice::HomePay
                    && self.pay_is_recharged
                    && matches!(party, Party::HostManager | Party::HostHr | Party::FinanceHost))
        })
    }
}

/// What the writer of an unsent idea is. Somebody who writes for another person stays what they are: a manager or
/// the desk at home; whoever else writes stands on the host's side and sees no pay, no cover and no reasons.
fn author_parties(actor: &Actor, secondment: &Secondment) -> Vec<Party> {
    if actor.person == secondment.secondee {
        return vec![Party::Secondee];
    }
    let mut parties: Vec<Party> = by_office(actor, secondment)
        .into_iter()
        .filter(|party| matches!(party, Party::ProgrammeAdmin | Party::HomeHr))
        .collect();
    if secondment.home_manager == Some(actor.person) {
        parties.push(Party::HomeManager);
    }
    if parties.is_empty() {
        parties.push(Party::HostManager);
    }
    parties
}

fn record_party(role: Role) -> Option<Party> {
    match role {
        Role::Secondee => Some(Party::Secondee),
        Role::HomeManager => Some(Party::HomeManager),
        Role::HostManager => Some(Party::HostManager),
        Role::PartnerContact => Some(Party::PartnerContact),
        _ => None,
    }
}

/// What the actor is by a role for an organisation. A confidential record exists for those who are named on it and for
/// mobility at home; to every other office it is not there.
fn organisation_parties(actor: &Actor, secondment: &Secondment) -> Vec<Party> {
    let mut parties = by_office(actor, secondment);
    if secondment.is_confidential {
        parties.retain(|party| *party == Party::ProgrammeAdmin);
    }
    parties
}

/// What the actor is by a role for one of the two organisations, were the record open to every office.
pub(super) fn by_office(actor: &Actor, secondment: &Secondment) -> Vec<Party> {
    let home = secondment.home_organisation;
    let mut parties = Vec::new();
    for (organisation, role) in &actor.roles {
        let at_home = *organisation == home;
        let at_host = Some(*organisation) == secondment.host_organisation && !at_home;
        parties.extend(match (role, at_home, at_host) {
            (Role::ProgrammeAdmin, true, _) => Some(Party::ProgrammeAdmin),
            (Role::Hr, true, _) => Some(Party::HomeHr),
            (Role::Finance, true, _) => Some(Party::FinanceHome),
            (Role::Legal, true, _) => Some(Party::Legal),
            (Role::Auditor, true, _) => Some(Party::Auditor),
            (Role::Hr | Role::ProgrammeAdmin, _, true) => Some(Party::HostHr),
            (Role::Finance, _, true) => Some(Party::FinanceHost),
            _ => None,
        });
    }
    parties
}
