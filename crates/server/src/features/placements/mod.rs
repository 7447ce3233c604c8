//! While it happens: the start gate, the arrival, check-ins, the return and the debrief.

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// From the start to the debrief.
pub const FEATURE: Feature =
    Feature { name: "placements", pages: Router::new, api: OpenApiRouter::new, letters: &[] };
