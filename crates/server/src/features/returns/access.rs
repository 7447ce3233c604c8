//! Who writes which part of the way back. Pure.

use crate::features::secondments::{Party, Record, Slice, Workflow};

use super::model::Stage;

crate::word_enum!(
    /// A part of the return plan.
    #[schema(as = ReturnPlanPart)]
    Part {
        /// What the secondee wants to use and learn next.
        Wishes => "wishes", "What I want to use and learn next";
        /// What home has ready.
        Role => "role", "Role and first project";
        /// What stays at the host.
        Handover => "handover", "Handover at the host";
    }
);

/// Whether the actor runs secondments at home, and this is not their own.
#[must_use]
pub fn is_desk(record: &Record) -> bool {
    let standing = &record.standing;
    let is_desk = standing.is(Party::ProgrammeAdmin) || standing.is(Party::HomeHr);
    is_desk && standing.person != record.secondment.secondee
}

/// Whether the actor manages the person at home, and this is not their own.
#[must_use]
pub fn is_home_manager(record: &Record) -> bool {
    record.standing.is(Party::HomeManager) && record.standing.person != record.secondment.secondee
}

/// Whether the actor writes this part. The mobility team writes what a host without a sign-in hands over, and names
/// the role when nobody manages the person at home.
#[must_use]
pub fn writes(record: &Record, part: Part, host_can_sign_in: bool) -> bool {
    let standing = &record.standing;
    let is_other = standing.person != record.secondment.secondee;
    match part {
        Part::Wishes => standing.is(Party::Secondee),
        Part::Role => {
            is_home_manager(record) || (is_desk(record) && record.secondment.home_manager.is_none())
        }
        Part::Handover => {
            let is_host = standing.is(Party::HostManager) || standing.is(Party::HostHr);
            is_other && (is_host || (is_desk(record) && !host_can_sign_in))
        }
    }
}

/// Whether the actor says how the post at home stands.
#[must_use]
pub fn says_post(record: &Record) -> bool {
    is_home_manager(record) || is_desk(record)
}

/// Whether the actor reads what is for the mobility team alone: the secondee, and the team unless it concerns them.
#[must_use]
pub fn reads_support(record: &Record) -> bool {
    record.standing.sees(Slice::Support) && record.standing.sees(Slice::Reentry)
}

/// Whether skills are put to use and passed on now: from the opening of the plan until two years after.
#[must_use]
pub const fn is_open_for_skills(stage: Stage) -> bool {
    matches!(stage, Stage::Ending | Stage::Reentry | Stage::FollowUp)
}

/// Whether the plan can be written: from its opening until the file is closed.
#[must_use]
pub fn is_plan_open(record: &Record) -> bool {
    let workflow = record.secondment.workflow;
    workflow.is_under_way() || workflow == Workflow::Returned
}
