//! Organisations that share this installation, outside organisations that have no account here, their units
//! in a tree, and what they are to each other.

pub mod access;
pub mod api;
pub mod events;
mod export;
pub mod input;
pub mod keeping;
pub mod model;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;
mod views;

pub use model::{Organisation, OrganisationKind, Unit};

use super::Feature;

/// Organisations and units.
pub const FEATURE: Feature =
    Feature { name: "organisations", pages: pages::routes, api: api::routes, letters: &[], jobs: &[] };
