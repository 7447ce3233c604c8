//! Two texts side by side: any two versions that somebody may read, the draft, and the standard text, clause by clause.

mod actions;
pub(super) mod api;
pub mod model;
pub(super) mod pages;
mod store;

pub use actions::{links, of_change, since};
