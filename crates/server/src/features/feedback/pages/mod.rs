//! The pages of feedback: the record's, and the two ways to answer.

mod answer;
mod export;
mod record;

pub use record::{Line, newest};

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/feedback", get(record::show).post(record::give))
        .route("/secondments/{number}/feedback.csv", get(export::csv))
        .route("/secondments/{number}/feedback.xlsx", get(export::xlsx))
        .route("/secondments/{number}/feedback/requests", post(record::ask))
        .route("/feedback/requests/{id}", get(answer::show).post(answer::send))
        .route("/feedback/for/{token}", get(answer::show_by_link).post(answer::send_by_link))
}
