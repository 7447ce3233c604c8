//! The pages of approvals.

mod appeal;
mod delegations;
mod list;
mod rules;
mod show;

use axum::Router;
use axum::routing::{get, post};

use super::export;
use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/approvals", get(list::list))
        .route("/approvals.csv", get(export::csv))
        .route("/approvals.xlsx", get(export::xlsx))
        .route("/approvals/delegations", get(delegations::open).post(delegations::delegate))
        .route("/approvals/delegations/{delegation}/end", post(delegations::end))
        .route("/secondments/{number}/approvals", get(show::open).post(show::decide))
        .route("/secondments/{number}/approvals/question", post(show::ask))
        .route("/secondments/{number}/approvals/answer", post(show::answer))
        .route("/secondments/{number}/appeal", get(appeal::open).post(appeal::appeal))
        .route("/secondments/{number}/appeal/answer", post(appeal::answer))
        .route("/settings/approvals", get(rules::open).post(rules::save))
}
