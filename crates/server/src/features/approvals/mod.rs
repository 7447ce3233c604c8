//! Who else at home has to approve a release: a route of steps, chosen by the organisation's rules from the facts of
//! the day; decisions, questions and reminders; who decides in whose place; and the appeal of a refusal.

mod access;
pub mod actions;
mod api;
pub mod events;
mod export;
pub mod fixtures;
mod holders;
pub mod model;
mod notices;
mod pages;
mod panel;
mod reminders;
mod route;
pub mod store;
#[cfg(test)]
mod tests;
mod waiting;

pub use events::Cleared;
pub use holders::is_for;
pub use panel::panel;
pub use route::{on_over, on_release};
pub use waiting::waiting;

use super::Feature;

/// Approvals.
pub const FEATURE: Feature = Feature {
    name: "approvals",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[reminders::JOB],
};
