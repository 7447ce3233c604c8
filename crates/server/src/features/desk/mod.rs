//! Home and the record: what needs somebody now, and one page that shows a secondment whole.

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// Home and the record page.
pub const FEATURE: Feature =
    Feature { name: "desk", pages: Router::new, api: OpenApiRouter::new, letters: &[] };
