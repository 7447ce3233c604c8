//! The journal: private to the person who writes it. Others read an entry only while it is shared with them by
//! name; nobody searches it, exports it or sees how many entries there are, but for the writer, who can take a copy.

pub mod actions;
mod api;
pub mod events;
mod export;
pub mod model;
mod notices;
pub mod pages;
pub mod store;
#[cfg(test)]
mod tests;

use super::Feature;

/// The private journal.
pub const FEATURE: Feature =
    Feature { name: "journal", pages: pages::routes, api: api::routes, letters: notices::LETTERS, jobs: &[] };
