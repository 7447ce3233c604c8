//! The JSON operations of the way back.

mod plan;
mod reentry;
mod skills;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    plan::routes().merge(reentry::routes()).merge(skills::routes())
}
