//! Keeping in touch: who at home talks with somebody who is away, how and how often, and that they did. A talk that
//! does not happen is seen: first by the home manager, from the second in a row on by the mobility team.

pub mod actions;
mod api;
pub mod events;
mod home;
pub mod model;
mod notices;
mod pages;
mod panel;
pub mod store;
#[cfg(test)]
mod tests;

pub use home::rows as home_rows;
pub use panel::{coming_up, panel};

use super::Feature;

/// Keeping in touch.
pub const FEATURE: Feature = Feature {
    name: "contacts",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[notices::MISSED],
};
