//! The clause library of an organisation: what the product brings, which wording is usual here, and the organisation's
//! own copies. Every save of a copy is a new version that is kept, because agreements name the one they were written
//! from.

pub mod actions;
mod api;
pub mod events;
pub mod model;
pub mod pages;
mod store;
#[cfg(test)]
mod tests;

pub use actions::{reads, usual};

use super::Feature;

/// Clauses.
pub const FEATURE: Feature =
    Feature { name: "clauses", pages: pages::routes, api: api::routes, letters: &[], jobs: &[] };
