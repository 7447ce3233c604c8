//! Checking a PDF file: whether it is sealed, by whom, unchanged, and one of the agreements that are kept here. Open to
//! whoever holds a file. Nothing of the file is kept, and nothing is said that the file does not say itself.

mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(test)]
mod tests;

use super::Feature;

/// Checking PDF files.
pub const FEATURE: Feature =
    Feature { name: "verification", pages: pages::router, api: api::router, letters: &[], jobs: &[] };
