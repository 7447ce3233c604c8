//! Who may sign agreements for an organisation, kept as data by those who run secondments, legal and administrators:
//! a person or whoever holds a role, for a unit, up to an amount, for kinds of secondments, from and to a day. An
//! organisation without a line checks nobody, and its page says so.

pub mod actions;
mod api;
pub mod book;
pub mod events;
pub mod model;
mod pages;
mod store;
#[cfg(test)]
mod tests;

use super::Feature;

/// Who may sign.
pub const FEATURE: Feature =
    Feature { name: "authorities", pages: pages::routes, api: api::routes, letters: &[], jobs: &[] };
