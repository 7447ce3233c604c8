//! Talks about a text and the notes of one side, as JSON.

mod inside;
mod outside;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(inside::read, inside::ask))
        .routes(routes!(inside::answer))
        .routes(routes!(inside::accept))
        .routes(routes!(inside::refuse))
        .routes(routes!(inside::withdraw))
        .routes(routes!(inside::notes, inside::note))
        .routes(routes!(outside::read))
        .routes(routes!(outside::ask))
        .routes(routes!(outside::answer))
        .routes(routes!(outside::withdraw))
        .routes(routes!(outside::notes))
}
