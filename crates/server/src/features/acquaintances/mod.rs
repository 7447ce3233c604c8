//! People met while away: notes of the one who met them, for them alone. Others see how many there are and no more.

pub mod actions;
mod api;
pub mod events;
pub mod model;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;

pub use store::{count_of, home_rows};

use super::Feature;

/// People met while away.
pub const FEATURE: Feature =
    Feature { name: "acquaintances", pages: pages::routes, api: api::routes, letters: &[], jobs: &[] };
