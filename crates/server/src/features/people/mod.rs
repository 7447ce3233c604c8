//! The people of an organisation: who they are, their unit and manager. Pay is kept apart.

pub mod access;
pub mod directory;
pub mod import;
pub mod model;
pub mod person;
pub mod search;
pub mod store;

pub use import::PeopleImported;
pub use model::{Brief, folded};
pub use person::PersonChanged;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;
use crate::app::App;

/// People.
pub const FEATURE: Feature =
    Feature { name: "people", pages, api, letters: &[], jobs: &[import::interrupted::JOB] };

fn pages() -> Router<App> {
    directory::routes().merge(person::routes()).merge(import::pages::routes())
}

fn api() -> OpenApiRouter<App> {
    directory::api::routes().merge(person::api::routes()).merge(import::api::routes())
}
