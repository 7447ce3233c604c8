//! Agreements as JSON.

mod clauses;
mod inside;
mod outside;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(inside::show))
        .routes(routes!(inside::edit_clause))
        .routes(routes!(clauses::add))
        .routes(routes!(clauses::leave_out))
        .routes(routes!(clauses::put_back))
        .routes(routes!(inside::issue))
        .routes(routes!(inside::send_code))
        .routes(routes!(inside::sign))
        .routes(routes!(inside::refuse))
        .routes(routes!(inside::recall))
        .routes(routes!(outside::send_code))
        .routes(routes!(outside::locate, outside::sign))
        .routes(routes!(outside::read))
        .routes(routes!(outside::refuse))
}
