//! The record of a secondment: who, where, when, and how far it has come. Three axes are kept apart, because
//! life does not keep them together: the workflow (what was decided), the paper (what was signed) and the
//! presence (where the person is). Later features move the record along through [`actions::advance`]; none
//! of them writes its tables.

pub mod access;
pub mod actions;
pub mod api;
pub mod deputies;
pub mod ending;
#[cfg(test)]
pub mod fixtures;
mod head;
pub mod lifecycle;
pub mod list;
pub mod mine;
pub mod model;
mod notices;
pub mod opening;
pub mod parties;
pub mod status;
pub mod steps;
pub mod store;
#[cfg(test)]
mod tests;

pub use access::{Party, Slice, Standing};
pub use api::RecordView;
pub use head::{Head, RecordTab, head, until};
pub use lifecycle::Action;
pub use model::{Kind, Paper, Presence, Record, Scope, Secondment, SecondmentId, WayIn, Workflow};
pub use opening::Opening;
pub use parties::{Member, Parties};
pub use status::Status;

use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Feature;
use crate::app::App;

/// The record.
pub const FEATURE: Feature =
    Feature { name: "secondments", pages, api: operations, letters: notices::LETTERS, jobs: &[] };

fn pages() -> Router<App> {
    Router::new()
        .route("/secondments", get(list::pages::list))
        .route("/secondments.csv", get(list::export::csv))
        .route("/secondments.xlsx", get(list::export::xlsx))
        .route("/secondments/{number}/withdrawal", get(ending::withdrawal).post(ending::withdraw))
        .route("/secondments/{number}/cancellation", get(ending::cancellation).post(ending::cancel))
}

fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api::list))
        .routes(routes!(list::api::one))
        .routes(routes!(ending::api_withdraw))
        .routes(routes!(ending::api_cancel))
}
