//! Agreements as JSON.

mod clauses;
pub(super) mod inside;
pub(super) mod outside;
pub(super) mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::certificate::api as certificate;
use super::comparing::api as comparing;
use super::passing::api as passing;
use super::prints::api as prints;
use super::reminding::api as reminding;
use super::signers::api as signers;
use super::wording::api as wording;
use crate::app::App;

/// The operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(inside::show))
        .routes(routes!(inside::edit_clause))
        .routes(routes!(clauses::add))
        .routes(routes!(clauses::leave_out))
        .routes(routes!(clauses::put_back))
        .merge(wording::router())
        .routes(routes!(inside::issue))
        .routes(routes!(inside::send_code))
        .routes(routes!(inside::sign))
        .routes(routes!(inside::refuse))
        .routes(routes!(inside::recall))
        .routes(routes!(signers::choose))
        .routes(routes!(reminding::remind))
        .routes(routes!(passing::pass))
        .routes(routes!(passing::recall))
        .routes(routes!(passing::pass_outside))
        .routes(routes!(prints::pdf))
        .routes(routes!(prints::word))
        .routes(routes!(certificate::show))
        .routes(routes!(prints::outside_pdf))
        .routes(routes!(prints::outside_word))
        .routes(routes!(certificate::outside))
        .routes(routes!(outside::send_code))
        .routes(routes!(outside::locate, outside::sign))
        .routes(routes!(outside::read))
        .routes(routes!(outside::refuse))
        .routes(routes!(comparing::show))
        .routes(routes!(comparing::show_outside))
        .merge(super::talks::api::router())
}
