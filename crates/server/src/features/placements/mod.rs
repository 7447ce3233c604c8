//! While it happens: the start gate, the arrival, check-ins, the return and the debrief.

pub mod actions;
mod api;
pub mod events;
pub mod fixtures;
pub mod gate;
mod home;
pub mod model;
mod notices;
mod pages;
mod panel;
mod reminders;
pub mod store;
pub mod talks;
mod talks_api;
#[cfg(test)]
mod tests;

pub use home::{WAITS_FOR, rows as home_rows};
pub use panel::panel;

use super::Feature;

/// From the start to the debrief.
pub const FEATURE: Feature = Feature {
    name: "placements",
    pages: pages::routes,
    api: || api::routes().merge(talks_api::routes()),
    letters: notices::LETTERS,
    jobs: &[reminders::REMIND],
};
