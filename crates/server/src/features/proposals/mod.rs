//! Is it worth it? The eight questions, who benefits, what it costs and who pays, how the work at home is
//! covered and what happens afterwards; then the home manager's answer.

pub mod actions;
mod advert;
mod api;
mod deadline;
pub mod fixtures;
pub mod model;
mod notices;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;
pub mod views;
mod waiting;
pub mod worth_it;

pub use actions::{Proposed, Refused, Released, SentBack};
pub use advert::open_from_application;
pub use deadline::deadline;
pub use pages::{Evidence, evidence, panel};
pub use waiting::waiting;

use super::Feature;

/// Proposals and release.
pub const FEATURE: Feature = Feature {
    name: "proposals",
    pages: pages::router,
    api: api::operations,
    letters: notices::LETTERS,
    jobs: &[],
};
