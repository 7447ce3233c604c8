//! While it happens: the start gate, the arrival, check-ins, the return and the debrief.

pub mod actions;
mod api;
pub mod events;
pub mod fixtures;
pub mod gate;
pub mod model;
mod notices;
mod pages;
mod panel;
pub mod store;
#[cfg(test)]
mod tests;

pub use panel::panel;

use super::Feature;

/// From the start to the debrief.
pub const FEATURE: Feature = Feature {
    name: "placements",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[],
};
