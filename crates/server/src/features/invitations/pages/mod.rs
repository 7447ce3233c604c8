//! The pages of invitations.

mod export;
mod list;
mod show;
mod write;

pub(super) use list::wanted;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/invitations", get(list::list))
        .route("/invitations.csv", get(export::csv))
        .route("/invitations.xlsx", get(export::xlsx))
        .route("/invitations/new", get(write::open).post(write::invite))
        .route("/invitations/{invitation}", get(show::show))
        .route("/invitations/{invitation}/acceptance", post(show::accept))
        .route("/invitations/{invitation}/refusal", post(show::decline))
        .route("/invitations/{invitation}/talk", post(show::talk))
        .route("/invitations/{invitation}/withdrawal", post(show::withdraw))
}
