//! Letters on their way out: the outbox, the worker that sends it, and the page that shows it.
//! Features write letters in the transaction of their cause; here they leave, later and apart, so that
//! failing mail never fails a request.

mod export;
pub mod model;
mod pages;
mod store;
#[cfg(test)]
mod tests;
pub mod worker;

use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// Letters.
pub const FEATURE: Feature =
    Feature { name: "notices", pages: pages::routes, api: OpenApiRouter::new, letters: &[], jobs: &[] };
