//! Letters on their way out: the outbox, the worker that sends it, and the page that shows it in the demo.

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// Letters.
pub const FEATURE: Feature =
    Feature { name: "notices", pages: Router::new, api: OpenApiRouter::new, letters: &[] };
