//! Who applies for an opportunity, and how the host decides: an application from the first draft to an accepted
//! offer, the same columns for everyone, names hidden until shortlisted when the opportunity says so.

pub mod actions;
mod answering;
mod api;
mod deciding;
pub mod events;
pub mod fixtures;
mod follow;
mod jobs;
pub mod lifecycle;
pub mod model;
mod notices;
mod pages;
mod panel;
pub mod store;
#[cfg(test)]
mod tests;
pub mod views;
mod waiting;

pub use events::Accepted;
pub use follow::on_ended;
pub use model::{Application, ApplicationId, State};
pub use panel::panel;
pub use waiting::waiting;

use super::Feature;

/// Applications.
pub const FEATURE: Feature = Feature {
    name: "applications",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[jobs::LAPSE],
};
