//! The pages of this feature: one's own application, and the host's shortlist.

mod applicant;
mod application;
mod export;
mod shortlist;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/opportunities/{opportunity}/application", get(application::show).post(application::write))
        .route("/opportunities/{opportunity}/application/withdrawal", post(application::withdraw))
        .route("/opportunities/{opportunity}/application/answer", post(application::answer))
        .route("/opportunities/{opportunity}/shortlist", get(shortlist::show).post(shortlist::decide))
        .route("/opportunities/{opportunity}/shortlist.csv", get(export::csv))
        .route("/opportunities/{opportunity}/shortlist.xlsx", get(export::xlsx))
        .route("/opportunities/{opportunity}/applicants/{applicant}", get(applicant::show))
        .route("/opportunities/{opportunity}/applicants/{applicant}/decisions", post(applicant::decide))
        .route("/opportunities/{opportunity}/applicants/{applicant}/notes", post(applicant::note))
        .route("/opportunities/{opportunity}/applicants/{applicant}/conflict", post(applicant::conflict))
}
