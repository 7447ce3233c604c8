//! Change while somebody is away: extension, variation, early end with notice, and what happened in between. The
//! first agreement is never lost: what all agree to becomes its next version, and facts are added, never changed.

pub mod actions;
mod api;
pub mod compare;
pub mod events;
pub mod fixtures;
pub mod model;
mod notices;
mod pages;
mod panel;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;

pub use actions::on_executed;
pub use panel::{extension, panel};

use std::time::Duration;

use super::Feature;
use crate::jobs::Job;

/// Extension, variation, early end.
pub const FEATURE: Feature = Feature {
    name: "changes",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[Job {
        name: "changes.take_effect",
        every: Duration::from_secs(15 * 60),
        run: |app| Box::pin(actions::take_effect_all(app)),
    }],
};
