//! The way back: the return plan that opens six weeks before the last day, how the promised post stands, the first
//! ninety days at home, where the new skills are used, and what is passed on to the team.

pub mod access;
pub mod actions;
mod api;
pub mod events;
pub mod fixtures;
mod home;
mod jobs;
pub mod model;
mod notices;
mod pages;
mod panel;
pub mod store;
#[cfg(test)]
mod tests;

pub use actions::{on_brought_forward, on_came_back, on_happened};
pub use home::rows as home_rows;
pub use panel::{coming_back, panel};

use super::Feature;

/// Coming back.
pub const FEATURE: Feature = Feature {
    name: "returns",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[jobs::OPEN, jobs::ASK],
};
