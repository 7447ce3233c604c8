//! The record of a secondment: who, where, when, and how far it has come. Three axes are kept apart, because
//! life does not keep them together: the workflow (what was decided), the paper (what was signed) and the
//! presence (where the person is). Later features move the record along through [`actions::advance`]; none
//! of them writes its tables.

pub mod access;
pub mod actions;
pub mod api;
mod head;
pub mod lifecycle;
pub mod model;
pub mod parties;
pub mod status;
pub mod store;
#[cfg(test)]
mod tests;

pub use access::{Party, Slice, Standing};
pub use api::RecordView;
pub use head::{Head, RecordTab, head};
pub use lifecycle::Action;
pub use model::{Kind, Paper, Presence, Record, Scope, Secondment, SecondmentId, Workflow};
pub use parties::Parties;
pub use status::Status;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// The record.
pub const FEATURE: Feature =
    Feature { name: "secondments", pages: Router::new, api: OpenApiRouter::new, letters: &[] };
