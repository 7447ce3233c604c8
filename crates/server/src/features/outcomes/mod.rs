//! What became of it: the questions 3, 6, 12 and 24 months after the return or another end of the time away, their list for those who run
//! secondments, and the record that the secondee takes along.

pub mod access;
pub mod actions;
mod api;
pub mod events;
mod export;
pub mod fixtures;
mod home;
mod jobs;
pub mod model;
mod notices;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;

pub use actions::{on_came_back, on_ended};
pub use home::{WAITS_FOR, rows as home_rows};

use super::Feature;

/// Follow-ups and the record to take along.
pub const FEATURE: Feature =
    Feature { name: "outcomes", pages: pages::routes, api: api::routes, letters: &[], jobs: &[jobs::ASK] };
