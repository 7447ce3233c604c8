//! The agreement: drafted from the answers, issued as fixed bytes, signed in order by every party.

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// Agreements and signatures.
pub const FEATURE: Feature =
    Feature { name: "agreements", pages: Router::new, api: OpenApiRouter::new, letters: &[] };
