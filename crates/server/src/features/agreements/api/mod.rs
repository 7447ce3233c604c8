//! Agreements as JSON.

mod inside;
mod outside;
mod views;

use sojourn_kit::error::Result;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::actor::Actor;
use crate::app::App;
use crate::cx::{Cx, Meta};

/// The operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(inside::show))
        .routes(routes!(inside::edit_clause))
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

/// A piece of work beside the request's own, which keeps the one-time key for itself: a try with a code counts
/// even when the request fails.
async fn aside(app: &App, actor: &Actor, meta: &Meta) -> Result<Cx> {
    Ok(Cx::new(app.clone(), actor.clone(), app.db.write().await?, meta.clone()))
}
