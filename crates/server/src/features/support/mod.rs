//! Help that a secondee asks for: of home, of the host, of both, or of the mobility team alone. Who reads a request
//! follows from whom it was asked of, and from nothing else.

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

/// Help that is asked for.
pub const FEATURE: Feature = Feature {
    name: "support",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[notices::OVERDUE],
};
