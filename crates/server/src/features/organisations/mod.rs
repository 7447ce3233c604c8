//! Organisations that share this installation, outside organisations that have no account here, their units
//! in a tree, and what they are to each other.

pub mod model;
pub mod store;

pub use model::{Organisation, OrganisationKind, Unit};

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// Organisations and units.
pub const FEATURE: Feature =
    Feature { name: "organisations", pages: Router::new, api: OpenApiRouter::new, letters: &[] };
