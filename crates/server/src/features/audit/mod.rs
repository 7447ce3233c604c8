//! What happened to a record, step by step, in words. The events themselves are written by the features; here
//! they are only read. That nobody rewrote them is checked by `sojourn verify`, which shares no code with this.

mod change_words;
mod clause_words;
mod export;
pub mod model;
pub mod pages;
pub mod store;
#[cfg(test)]
mod tests;
pub mod verify;
pub mod words;

pub use pages::recent;

use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Feature;
use crate::app::App;

/// History.
pub const FEATURE: Feature = Feature { name: "audit", pages, api: operations, letters: &[], jobs: &[] };

fn pages() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/history", get(pages::history))
        .route("/secondments/{number}/history.csv", get(export::csv))
        .route("/secondments/{number}/history.xlsx", get(export::xlsx))
}

fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(pages::api_history))
}
