//! Change while somebody is away: extension, variation, early end with notice, and what happened in between. The
//! first agreement is never lost: what all agree to becomes its next version, and facts are added, never changed.

pub mod actions;
mod api;
mod chained;
pub mod compare;
pub mod events;
pub mod fixtures;
pub mod happenings;
pub mod lifecycle;
pub mod model;
mod notices;
mod pages;
mod panel;
mod papered;
pub mod rules;
pub mod store;
pub mod terms;
#[cfg(test)]
mod tests;
mod truth;
mod typed;

pub use actions::on_executed;
pub use chained::panel as chain_panel;
pub use panel::{extension, panel};
pub use truth::panel as truth_panel;

use std::time::Duration;

use super::Feature;
use crate::jobs::Job;

/// Extension, variation, early end.
pub const FEATURE: Feature = Feature {
    name: "changes",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[
        Job {
            name: "changes.take_effect",
            every: Duration::from_secs(15 * 60),
            run: |app| Box::pin(actions::take_effect_all(app)),
        },
        Job {
            name: "changes.happenings",
            every: Duration::from_secs(15 * 60),
            run: |app| Box::pin(happenings::end_all_due(app)),
        },
        Job {
            name: "changes.overstay",
            every: Duration::from_secs(6 * 60 * 60),
            run: |app| Box::pin(truth::alert_overstays(app)),
        },
    ],
};
