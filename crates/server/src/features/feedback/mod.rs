//! Feedback for the secondee: asked for, or given unasked; from people with an account and, by private link, from
//! people without one.

pub mod actions;
mod api;
pub mod events;
pub mod link;
pub mod model;
pub mod pages;
pub mod store;
#[cfg(test)]
mod tests;

pub use store::home_rows;

use super::Feature;

/// Feedback.
pub const FEATURE: Feature =
    Feature { name: "feedback", pages: pages::routes, api: api::routes, letters: &[], jobs: &[] };
