//! The pages: drafting, reading and signing with an account, signing by a private link, the fixed text.

mod clause;
mod desk;
pub(super) mod inside;
mod inside_form;
pub(super) mod outside;
pub(super) mod outside_form;
mod own_clause;
mod printable;
mod side;
mod view;

pub(super) use clause::crumbs;
pub(super) use inside::{Seen, framed};
pub(super) use own_clause::writing;
pub use view::{Text, reading, signers};

use axum::Router;
use axum::routing::{get, post};

use super::passing::pages as passing;
use super::wording::pages as wording;
use crate::app::App;

/// The routes of all pages.
pub fn router() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/agreement", get(inside::show).post(desk::issue))
        .route("/secondments/{number}/agreement/clauses/{clause}", get(clause::show).post(clause::save))
        .route("/secondments/{number}/agreement/clauses", get(own_clause::new).post(own_clause::add))
        .route(
            "/secondments/{number}/agreement/clauses/{clause}/removal",
            get(own_clause::leave_out_page).post(own_clause::leave_out),
        )
        .route("/secondments/{number}/agreement/waivers/{head}/withdrawal", post(own_clause::put_back))
        .route("/secondments/{number}/agreement/codes", post(inside_form::send_code))
        .route("/secondments/{number}/agreement/codes/entry", post(inside_form::enter_code))
        .route("/secondments/{number}/agreement/signatures", post(inside_form::sign))
        .route(
            "/secondments/{number}/agreement/refusals",
            get(inside_form::decline_page).post(inside_form::decline),
        )
        .route(
            "/secondments/{number}/agreement/questions",
            get(inside_form::question_page).post(inside_form::question),
        )
        .route("/secondments/{number}/agreement/passes", get(passing::show).post(passing::send))
        .route("/secondments/{number}/agreement/passes/recall", post(passing::recall))
        .route("/secondments/{number}/agreement/reminders", post(desk::remind))
        .route("/secondments/{number}/agreement/recall", get(desk::recall_page).post(desk::recall))
        .route("/secondments/{number}/agreement/v/{version}", get(printable::show))
        .merge(wording::router())
        .route("/sign", get(outside::show))
        .route("/sign/codes", post(outside::another_code))
        .route("/sign/code", post(outside::enter_code))
        .route("/sign/signature", post(outside_form::sign))
        .route("/sign/refusal", get(outside_form::decline_page).post(outside_form::decline))
        .route("/sign/question", get(outside_form::question_page).post(outside_form::question))
        .route("/sign/pass", get(passing::show_outside).post(passing::send_outside))
        .route("/sign/document", get(outside_form::document))
        .route("/sign/{token}", get(outside::arrive).post(outside::send_code))
        .route("/sign/{token}/renewal", post(outside::renew))
}
