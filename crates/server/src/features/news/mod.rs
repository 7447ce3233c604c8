//! News from home for those who are away from it: what a unit or the whole organisation tells them, on their page and,
//! for those who ask for it, in one letter a week.

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

use super::Feature;

/// News from home.
pub const FEATURE: Feature =
    Feature { name: "news", pages: pages::routes, api: api::routes, letters: &[], jobs: &[notices::WEEKLY] };
