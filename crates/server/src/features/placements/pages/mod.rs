//! The pages from the start gate to the debrief, below the record they belong to.

mod check_ins;
mod coming_back;
mod debrief;
mod export;
mod start;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/start", get(start::show).post(start::send))
        .route("/secondments/{number}/check-ins", get(check_ins::show).post(check_ins::send))
        .route("/secondments/{number}/check-ins.csv", get(export::csv))
        .route("/secondments/{number}/check-ins.xlsx", get(export::xlsx))
        .route("/secondments/{number}/check-ins/actions", post(check_ins::add_action))
        .route("/secondments/{number}/check-ins/actions/{id}", post(check_ins::finish_action))
        .route("/secondments/{number}/check-ins/{id}/replies", post(check_ins::reply))
        .route("/secondments/{number}/return", get(coming_back::show).post(coming_back::send))
        .route("/secondments/{number}/debrief", get(debrief::show).post(debrief::send))
}
