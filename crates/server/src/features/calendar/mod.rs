//! The calendar: who is away from which team and who visits it, week by week, and whether a team then has fewer
//! people than it needs, before anybody says yes. And the page of one's own team.

pub mod access;
pub mod actions;
mod api;
mod cover;
mod events;
pub mod model;
mod pages;
pub mod store;
mod team;
#[cfg(test)]
mod tests;
mod views;

pub use cover::{CoverNote, cover_note};
pub use events::TeamMinimumSet;

use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Feature;
use crate::app::App;

/// The calendar and one's own team.
pub const FEATURE: Feature =
    Feature { name: "calendar", pages: routes, api: operations, letters: &[], jobs: &[] };

fn routes() -> Router<App> {
    Router::new()
        .route("/calendar", get(pages::calendar))
        .route("/calendar/teams/{id}/minimum", get(pages::minimum).post(pages::set_minimum))
        .route("/team", get(team::team))
}

fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(api::calendar))
        .routes(routes!(api::set_minimum))
        .routes(routes!(api::team))
}
