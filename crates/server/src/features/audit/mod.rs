//! What happened to a record, step by step, and the check that nobody rewrote it.

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// History.
pub const FEATURE: Feature =
    Feature { name: "audit", pages: Router::new, api: OpenApiRouter::new, letters: &[] };
