//! The pages: the questions of a record, and the host’s own by a private link.

mod answer;
mod record;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/host-answer", get(record::show).post(record::ask))
        .route("/secondments/{number}/host-answer/{id}/withdrawal", post(record::withdraw))
        .route("/host/for/{token}", get(answer::show).post(answer::send))
}
