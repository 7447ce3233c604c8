//! Is it worth it? The eight questions, who benefits, what it costs and who pays, how the work at home is
//! covered and what happens afterwards; then the home manager's answer.

pub mod actions;
pub mod fixtures;
pub mod model;
pub mod store;
#[cfg(test)]
mod tests;
pub mod worth_it;

pub use actions::{Proposed, Refused, Released, SentBack};

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// Proposals and release.
pub const FEATURE: Feature =
    Feature { name: "proposals", pages: Router::new, api: OpenApiRouter::new, letters: &[] };
