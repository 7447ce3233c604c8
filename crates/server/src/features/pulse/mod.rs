//! The weekly pulse: two questions to somebody who is away. Nobody reads another's scores. The mobility team gets a
//! call to make when one is asked for or a score is low; managers see averages of five people or more.

pub mod actions;
mod api;
pub mod averages;
pub mod events;
pub mod home;
pub mod model;
pub mod pages;
pub mod store;
#[cfg(test)]
mod tests;
mod trend;

pub use home::rows as home_rows;

use super::Feature;

/// The weekly pulse.
pub const FEATURE: Feature =
    Feature { name: "pulse", pages: pages::routes, api: api::routes, letters: &[], jobs: &[] };
