//! Home and the record: what needs somebody now, and one page that shows a secondment whole. Nothing is stored
//! here: what waits for whom is read from the lifecycle's own table.

pub mod also;
pub mod beside;
pub mod home;
pub mod model;
pub mod placement;
pub mod prepare;
pub mod record;
pub mod start;
pub mod store;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;
use crate::app::App;

/// Home and the record page.
pub const FEATURE: Feature =
    Feature { name: "desk", pages, api: OpenApiRouter::new, letters: &[], jobs: &[] };

fn pages() -> Router<App> {
    Router::new()
        .route("/", get(home::home))
        .route("/start", get(start::start))
        .route("/my/placement", get(placement::placement))
        .route("/secondments/{number}/check-ins/plan/{day}", get(prepare::show).post(prepare::send))
        .route("/secondments/{number}", get(record::record))
}
