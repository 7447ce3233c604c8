//! The page between a right password or link and the session: it asks for the code of the second factor.

use askama::Template;
use axum::http::{StatusCode, header};
use serde::Deserialize;
use sojourn_kit::auth::{SecretCookie, Token, safe_next};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Search};

use super::super::factor::enter::{self, Entered, STEP_LIFE, Tried};
use super::super::{sessions, with_next};
use super::pages::Onward;
use crate::app::App;
use crate::door::Guest;
use crate::page::{guest_frame, render};
use crate::shell::{ErrorSummary, FieldKind, FieldView, Frame, Width};

/// Where somebody goes whose password or link was right: in, or on to the code.
pub(super) fn onward(app: &App, next: &str, entered: &Entered) -> Reply {
    match entered {
        Entered::Session(token) => sessions::hand_over(app, Reply::see(safe_next(next)), token),
        Entered::CodeDue(token) => {
            let seconds = u32::try_from(STEP_LIFE.num_seconds()).unwrap_or(u32::MAX);
            let cookie = SecretCookie::step(app.config.secure_cookies()).set(token, seconds);
            Reply::see(with_next("/sign-in/code", next)).cookie(cookie.to_str().unwrap_or_default())
        }
    }
}

#[derive(Template)]
#[template(path = "features/accounts/sign_in/code.html")]
struct CodePage {
    frame: Frame,
    errors: ErrorSummary,
    code: FieldView,
    next: String,
}

fn view(guest: &Guest, next: &str, wrong: Option<&str>) -> Result<Reply> {
    let code = FieldView::new("code", "Code from your authenticator app")
        .hint("Six digits. Without your phone, type one of your recovery codes.")
        .kind(FieldKind::Code)
        .width(Width::Middle)
        .error(wrong);
    let errors = ErrorSummary::of([&code]);
    render(&CodePage {
        frame: guest_frame(guest, "Your code").with_errors(!errors.is_empty()),
        errors,
        code,
        next: safe_next(next).to_owned(),
    })
}

fn waiting(guest: &Guest) -> Option<Token> {
    SecretCookie::step(guest.app.config.secure_cookies()).read(&guest.headers)
}

/// Back to the start, for somebody whose password or link is too long ago.
fn from_the_start(next: &str) -> Reply {
    Reply::see(with_next("/sign-in", next)).flash("That took too long or too many tries. Sign in again.")
}

pub(super) async fn page(guest: Guest, Search(onward): Search<Onward>) -> Result<Reply> {
    let Some(step) = waiting(&guest) else { return Ok(Reply::see(with_next("/sign-in", &onward.next))) };
    if enter::waits(&guest.app, &step).await? {
        view(&guest, &onward.next, None)
    } else {
        Ok(from_the_start(&onward.next))
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn enter(guest: Guest, Fields(typed): Fields<Typed>) -> Result<Reply> {
    let Some(step) = waiting(&guest) else { return Ok(Reply::see(with_next("/sign-in", &typed.next))) };
    match enter::enter(&guest.app, &guest.meta, &guest.headers, &step, &typed.code).await {
        Ok(Tried::Right(token)) => {
            let done = SecretCookie::step(guest.app.config.secure_cookies()).clear();
            let reply = Reply::see(safe_next(&typed.next)).cookie(done.to_str().unwrap_or_default());
            Ok(sessions::hand_over(&guest.app, reply, &token))
        }
        Ok(Tried::Wrong) => {
            let wrong = "This code is not right, or it was used before. Wait for the next one and try again";
            Ok(view(&guest, &typed.next, Some(wrong))?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Ok(Tried::Over) => Ok(from_the_start(&typed.next)),
        Err(Error::TooMany { retry_after }) => {
            let wrong = format!("Too many wrong codes. Wait {} min and try again", retry_after.div_ceil(60));
            let page = view(&guest, &typed.next, Some(&wrong))?.status(StatusCode::TOO_MANY_REQUESTS);
            Ok(page.header(header::RETRY_AFTER, retry_after.to_string()))
        }
        Err(error) => Err(error),
    }
}
