//! The actor's own secondment, and the people around a record who are found by their role.

pub mod store;

/// The states in which a secondment is under way for the person who goes: agreed, there, or just back.
pub const UNDER_WAY: &[super::Workflow] = &[
    super::Workflow::Executed,
    super::Workflow::PreStart,
    super::Workflow::Active,
    super::Workflow::Paused,
    super::Workflow::NoticeGiven,
    super::Workflow::Returned,
];
