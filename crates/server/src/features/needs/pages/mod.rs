//! The pages of business needs.

mod export;
mod list;
mod show;
mod write;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/needs", get(list::list))
        .route("/needs.csv", get(export::csv))
        .route("/needs.xlsx", get(export::xlsx))
        .route("/needs/new", get(write::open).post(write::start))
        .route("/needs/{need}", get(show::show))
        .route("/needs/{need}/consultations", post(show::consult))
        .route("/needs/{need}/review", post(show::ask_review))
        .route("/needs/{need}/review/decision", post(show::decide_review))
}
