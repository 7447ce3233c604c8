//! What somebody would like, said without commitment. It is theirs alone until they share it with the mobility
//! team, with their manager or with both; one button makes a proposal of it.

pub mod access;
pub mod actions;
mod api;
pub mod events;
pub mod model;
mod notices;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;

use super::Feature;

/// Expressions of interest.
pub const FEATURE: Feature = Feature {
    name: "interests",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[],
};
