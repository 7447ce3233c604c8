//! The page behind the link for the first administrator.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::sessions;
use super::Input;
use crate::app::App;
use crate::door::Guest;
use crate::page::{guest_frame, render};
use crate::shell::{ErrorSummary, FieldKind, FieldView, Frame, Width};

/// The address.
pub fn routes() -> Router<App> {
    Router::new().route("/bootstrap/{token}", get(page).post(found))
}

#[derive(Template)]
#[template(path = "features/accounts/bootstrap/bootstrap.html")]
struct BootstrapPage {
    frame: Frame,
    errors: ErrorSummary,
    organisation: Vec<FieldView>,
    you: Vec<FieldView>,
}

fn organisation_fields(input: &Input, wrong: &FieldErrors) -> Vec<FieldView> {
    let field = |name: &str, label: &str, value: &str| {
        FieldView::new(name, label).value(value).error(wrong.get(name))
    };
    vec![
        field("organisation", "Name", &input.organisation)
            .hint("What people call it.")
            .autocomplete("organization"),
        field("legal_name", "Legal name", &input.legal_name).hint("What stands in contracts."),
        field("country", "Country", &input.country).hint("Two letters, like GB.").width(Width::Short),
        field("currency", "Currency", &input.currency).hint("Three letters, like GBP.").width(Width::Short),
    ]
}

fn your_fields(input: &Input, wrong: &FieldErrors) -> Vec<FieldView> {
    let field = |name: &str, label: &str, value: &str| {
        FieldView::new(name, label).value(value).error(wrong.get(name))
    };
    vec![
        field("given_name", "Given name", &input.given_name).autocomplete("given-name"),
        field("family_name", "Family name", &input.family_name).autocomplete("family-name"),
        field("email", "Work email", &input.email)
            .kind(FieldKind::Email)
            .hint("You sign in with it.")
            .autocomplete("username"),
        field("password", "Password", "")
            .kind(FieldKind::Password)
            .hint("At least 8 characters. A few unrelated words make a good one; no digits or signs are needed.")
            .autocomplete("new-password"),
    ]
}

fn view(guest: &Guest, input: &Input, wrong: &FieldErrors) -> Result<Reply> {
    let (organisation, you) = (organisation_fields(input, wrong), your_fields(input, wrong));
    let errors = ErrorSummary::of(organisation.iter().chain(&you));
    let frame = guest_frame(guest, "Set up Sojourn").with_errors(!errors.is_empty());
    render(&BootstrapPage { frame, errors, organisation, you })
}

async fn page(guest: Guest, Route(token): Route<String>) -> Result<Reply> {
    if !super::works(&guest.app, &guest.meta, &token).await? {
        return Err(Error::NotFound);
    }
    view(&guest, &Input::default(), &FieldErrors::default())
}

async fn found(guest: Guest, Route(token): Route<String>, Fields(input): Fields<Input>) -> Result<Reply> {
    if !super::works(&guest.app, &guest.meta, &token).await? {
        return Err(Error::NotFound);
    }
    match super::found(&guest.app, &guest.meta, &token, &input).await {
        Ok((mut cx, account)) => {
            let session = sessions::begin(&mut cx, &guest.headers, account).await?;
            cx.commit().await?;
            let reply =
                Reply::see("/").flash("Sojourn is set up. Start with your people: import them or add one.");
            Ok(sessions::hand_over(&guest.app, reply, &session))
        }
        Err(Error::Invalid(wrong)) => {
            Ok(view(&guest, &input, &wrong)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}
