//! Two people change places. Four say yes: the two, and the manager of each. Then two records begin that know each
//! other: neither starts before both are ready, and when one falls over somebody decides about the other.

pub mod access;
pub mod actions;
mod api;
mod costs;
pub mod events;
mod hooks;
pub mod lifecycle;
pub mod model;
mod notices;
mod pages;
mod pair;
mod panel;
pub mod store;
#[cfg(test)]
mod tests;
mod waiting;

pub use hooks::{on_leg_back, on_leg_over};
pub use pair::{OtherLeg, other_leg};
pub use panel::panel;
pub use waiting::waiting;

use super::Feature;

/// Swaps.
pub const FEATURE: Feature =
    Feature { name: "swaps", pages: pages::routes, api: api::routes, letters: notices::LETTERS, jobs: &[] };
