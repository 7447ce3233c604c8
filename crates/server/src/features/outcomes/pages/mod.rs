//! The pages of follow-ups and of the record to take along.

mod answer;
mod list;
mod record;

use axum::Router;
use axum::routing::get;

use super::export;
use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/follow-ups", get(list::list))
        .route("/follow-ups.csv", get(export::csv))
        .route("/follow-ups.xlsx", get(export::xlsx))
        .route("/secondments/{number}/follow-ups", get(answer::all))
        .route("/secondments/{number}/follow-ups/{months}", get(answer::show).post(answer::send))
        .route("/secondments/{number}/record", get(record::show))
        .route("/secondments/{number}/record/letter", get(record::letter))
}
