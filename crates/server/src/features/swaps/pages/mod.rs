//! The pages of swaps.

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
        .route("/swaps", get(list::list))
        .route("/swaps.csv", get(export::csv))
        .route("/swaps.xlsx", get(export::xlsx))
        .route("/swaps/new", get(write::open).post(write::propose))
        .route("/swaps/{swap}", get(show::show))
        .route("/swaps/{swap}/answer", post(show::answer))
        .route("/swaps/{swap}/withdrawal", post(show::withdraw))
        .route("/swaps/{swap}/decision", post(show::decide))
}
