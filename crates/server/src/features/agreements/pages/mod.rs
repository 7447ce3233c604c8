//! The pages: drafting, reading and signing with an account, signing by a private link, the fixed text.

mod clause;
mod desk;
mod earlier;
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

use super::certificate::pages as certificate;
use super::comparing::pages as comparing;
use super::passing::pages as passing;
use super::prints::pages as prints;
use super::signers::pages as who_signs;
use super::talks::pages::{self as talks, ask};
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
        .route("/secondments/{number}/agreement/questions", get(ask::question_page).post(ask::question))
        .route("/secondments/{number}/agreement/change-requests", get(ask::change_page).post(ask::change))
        .route("/secondments/{number}/agreement/talks", get(talks::list::show))
        .route("/secondments/{number}/agreement/talks/{talk}", get(talks::show::show))
        .route("/secondments/{number}/agreement/talks/{talk}/answers", post(talks::show::answer))
        .route("/secondments/{number}/agreement/talks/{talk}/acceptance", post(talks::show::accept))
        .route("/secondments/{number}/agreement/talks/{talk}/refusal", post(talks::show::refuse))
        .route("/secondments/{number}/agreement/talks/{talk}/withdrawal", post(talks::show::withdraw))
        .route("/secondments/{number}/agreement/notes", get(talks::notes::show).post(talks::notes::write))
        .route("/secondments/{number}/agreement/v/{version}/compare/{other}", get(comparing::show))
        .route("/secondments/{number}/agreement/passes", get(passing::show).post(passing::send))
        .route("/secondments/{number}/agreement/passes/recall", post(passing::recall))
        .route("/secondments/{number}/agreement/signers", get(who_signs::show))
        .route("/secondments/{number}/agreement/signers/{side}", post(who_signs::choose))
        .route("/secondments/{number}/agreement/reminders", post(desk::remind))
        .route("/secondments/{number}/agreement/recall", get(desk::recall_page).post(desk::recall))
        .route("/secondments/{number}/agreement/v/{version}", get(printable::show))
        .merge(wording::router())
        .route("/secondments/{number}/agreement/v/{version}/agreement.pdf", get(prints::pdf))
        .route("/secondments/{number}/agreement/v/{version}/agreement.docx", get(prints::word))
        .route("/secondments/{number}/agreement/v/{version}/evidence", get(certificate::show))
        .route("/sign", get(outside::show))
        .route("/sign/codes", post(outside::another_code))
        .route("/sign/code", post(outside::enter_code))
        .route("/sign/signature", post(outside_form::sign))
        .route("/sign/refusal", get(outside_form::decline_page).post(outside_form::decline))
        .route("/sign/question", get(talks::outside::question_page).post(talks::outside::question))
        .route("/sign/change", get(talks::outside::change_page).post(talks::outside::change))
        .route("/sign/talks", get(talks::outside::show))
        .route("/sign/talks/{talk}/answers", post(talks::outside::answer))
        .route("/sign/talks/{talk}/withdrawal", post(talks::outside::withdraw))
        .route("/sign/notes", get(talks::outside::notes_show).post(talks::outside::note))
        .route("/sign/compare/{version}", get(comparing::show_outside))
        .route("/sign/pass", get(passing::show_outside).post(passing::send_outside))
        .route("/sign/document", get(outside_form::document))
        .route("/sign/agreement.pdf", get(prints::outside_pdf))
        .route("/sign/agreement.docx", get(prints::outside_word))
        .route("/sign/evidence", get(certificate::outside))
        .route("/sign/{token}", get(outside::arrive).post(outside::send_code))
        .route("/sign/{token}/renewal", post(outside::renew))
}
