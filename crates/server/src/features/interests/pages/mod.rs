//! The pages of interests.

mod export;
mod list;
mod show;
mod write;

pub(super) use list::wanted;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/interests", get(list::list))
        .route("/interests.csv", get(export::csv))
        .route("/interests.xlsx", get(export::xlsx))
        .route("/interests/new", get(write::open).post(write::write))
        .route("/interests/{interest}", get(show::show))
        .route("/interests/{interest}/edit", get(write::edit).post(write::change))
        .route("/interests/{interest}/sharing", post(show::share))
        .route("/interests/{interest}/withdrawal", post(show::withdraw))
        .route("/interests/{interest}/proposal", post(show::propose))
}
