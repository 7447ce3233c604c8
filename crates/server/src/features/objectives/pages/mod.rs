//! The pages of objectives, below the record they belong to.

mod export;
mod one;
mod overview;
mod plan;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/objectives", get(overview::show))
        .route("/secondments/{number}/objectives.csv", get(export::csv))
        .route("/secondments/{number}/objectives.xlsx", get(export::xlsx))
        .route("/secondments/{number}/objectives/agreement", post(overview::agree))
        .route("/secondments/{number}/objectives/plan", get(plan::show).post(plan::send))
        .route("/secondments/{number}/objectives/{id}", get(one::show).post(one::send))
        .route("/secondments/{number}/ideas", post(overview::raise_idea))
        .route("/secondments/{number}/ideas/{id}", post(overview::answer_idea))
}
