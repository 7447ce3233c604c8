//! The JSON operations of approvals.

mod appeals;
mod keeping;
mod lists;
mod route;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(lists::list))
        .routes(routes!(route::show))
        .routes(routes!(route::decide))
        .routes(routes!(route::ask))
        .routes(routes!(route::answer))
        .routes(routes!(appeals::show, appeals::appeal))
        .routes(routes!(appeals::answer))
        .routes(routes!(keeping::delegations, keeping::delegate))
        .routes(routes!(keeping::end))
        .routes(routes!(keeping::rules, keeping::change))
}
