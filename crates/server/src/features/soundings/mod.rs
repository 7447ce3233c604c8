//! Asking an outside host before there is an agreement: a private link shows what the host may see, never pay, and takes an
//! answer in principle. It binds nobody.

pub mod actions;
mod api;
pub mod events;
mod link;
pub mod model;
mod notices;
mod pages;
mod panel;
pub mod store;
#[cfg(test)]
mod tests;

pub use panel::card;

use super::Feature;

/// The host's answer in principle.
pub const FEATURE: Feature = Feature {
    name: "soundings",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[],
};
