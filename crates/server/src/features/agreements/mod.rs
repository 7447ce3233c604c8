//! The agreement: drafted from the answers, issued as fixed bytes, signed in order by every party.
//!
//! One row per version. A version that was out for signature is never changed: what has to change becomes the
//! next version, and signatures under the earlier one no longer count.

pub mod api;
pub mod clauses;
pub mod comparing;
pub mod documents;
pub mod drafting;
pub mod events;
pub mod facts;
pub mod fixtures;
pub mod issuing;
pub mod model;
pub mod notices;
pub mod pages;
pub mod panel;
mod passing;
pub mod signing;
pub mod store;
pub mod talks;
#[cfg(test)]
mod tests;
pub mod varying;

pub use drafting::on_release;
pub use panel::panel;
pub use signing::decline::on_cancelled;
pub use talks::waiting::waiting;

use super::Feature;

/// Agreements and signatures.
pub const FEATURE: Feature = Feature {
    name: "agreements",
    pages: pages::router,
    api: api::router,
    letters: notices::LETTERS,
    jobs: &[],
};
