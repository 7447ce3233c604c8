//! The actor's own secondment, and the people around a record who are found by their role.

pub mod store;

use chrono::NaiveDate;
use sojourn_calendar::WorkingPattern;

use crate::actor::Role;

/// The roles that somebody holds today, on any record or for any organisation: enough to tell what cannot wait for them
/// without looking for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolesHeld(pub(super) Vec<Role>);

impl RolesHeld {
    /// Whether one of these is among them.
    #[must_use]
    pub fn any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.0.contains(role))
    }
}

/// The states in which a secondment is under way for the person who goes: agreed, there, or just back.
pub const UNDER_WAY: &[super::Workflow] = &[
    super::Workflow::Executed,
    super::Workflow::PreStart,
    super::Workflow::Active,
    super::Workflow::Paused,
    super::Workflow::NoticeGiven,
    super::Workflow::Returned,
];

/// The working day, Monday to Friday, on which so many working days after a day have passed; the day itself where
/// years end.
#[must_use]
pub fn working_day(after: NaiveDate, count: u16) -> NaiveDate {
    WorkingPattern::STANDARD.after(after, count).unwrap_or(after)
}
