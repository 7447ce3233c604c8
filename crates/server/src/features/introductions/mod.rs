//! A first word before the first day: the secondee introduces themself to the host, the host manager answers, and
//! both know the team by name.

pub mod actions;
mod api;
pub mod events;
pub mod model;
mod notices;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;

pub use pages::card;
pub use store::{WAITS_FOR, home_rows};

use super::Feature;

/// A first word before the first day.
pub const FEATURE: Feature = Feature {
    name: "introductions",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[],
};
