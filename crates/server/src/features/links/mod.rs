//! Addresses that belong to a secondment: the chat of the team, documents, the group at home that is just for fun.
//! The product keeps the way to them and builds none of it.

pub mod actions;
mod api;
pub mod events;
pub mod model;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;

pub use pages::card;

use super::Feature;

/// Addresses that belong to a secondment.
pub const FEATURE: Feature =
    Feature { name: "links", pages: pages::routes, api: api::routes, letters: &[], jobs: &[] };
