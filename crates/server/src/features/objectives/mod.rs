//! Objectives: what is to be reached, agreed by all three, how it comes on, and the ideas on the way.

pub mod actions;
mod api;
pub mod events;
pub mod fixtures;
pub mod model;
mod notices;
mod pages;
mod panel;
pub mod store;
#[cfg(test)]
mod tests;

pub use panel::{mine, panel};
pub use store::{WAITS_FOR, home_rows};

use super::Feature;

/// Objectives, their progress, and ideas.
pub const FEATURE: Feature = Feature {
    name: "objectives",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[],
};
