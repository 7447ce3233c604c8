//! The people of an organisation: who they are, their unit and manager. Pay is kept apart.

pub mod import;
pub mod model;
pub mod store;

pub use model::{Brief, folded};

use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// People.
pub const FEATURE: Feature =
    Feature { name: "people", pages: import::pages::routes, api: OpenApiRouter::new, letters: &[] };
