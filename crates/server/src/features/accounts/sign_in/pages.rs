//! The pages of signing in and out.

use axum::Router;
use axum::http::{HeaderName, StatusCode, header};
use axum::routing::{get, post};
use serde::Deserialize;
use sojourn_kit::auth::{SecretCookie, safe_next};
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route, Search};

use super::super::{model, proof, sessions, store, with_next};
use super::step;
use super::views::{AgainPage, NotePage, OneButtonPage, SignInPage};
use crate::actor::Actor;
use crate::app::App;
use crate::door::{Door, Guest};
use crate::page::{frame, guest_frame, render};
use crate::shell::{ErrorSummary, FieldKind, FieldView, HelpPage};

/// The addresses of signing in.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(sign_in_page).post(sign_in))
        .route("/sign-in/link", post(ask_for_link))
        .route("/sign-in/sent", get(link_sent))
        .route("/sign-in/link/{token}", get(link_page).post(use_link))
        .route("/sign-in/code", get(step::page).post(step::enter))
        .route("/sign-in/again", get(again_page).post(again))
        .route("/sign-in/again/link", post(ask_again_link))
        .route("/sign-out", post(sign_out))
        .route("/demo/{key}", get(persona_page).post(be_persona))
        .route("/help", get(help))
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Onward {
    #[serde(default)]
    pub(super) next: String,
}

#[derive(Debug, Deserialize)]
struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// What everybody hears whose email or password is not right, whichever it is.
const WRONG: &str = "This email and password do not belong together. Try again, or have a link sent to you.";

fn view(guest: &Guest, typed: &Typed, wrong: &FieldErrors) -> Result<Reply> {
    let mut page =
        SignInPage::new(guest_frame(guest, "Sign in"), &typed.email, safe_next(&typed.next), wrong);
    page.demo = guest.app.demo;
    render(&page)
}

async fn sign_in_page(guest: Guest, Search(onward): Search<Onward>) -> Result<Reply> {
    let typed = Typed { email: String::new(), password: String::new(), next: onward.next };
    view(&guest, &typed, &FieldErrors::default())
}

async fn sign_in(guest: Guest, Fields(typed): Fields<Typed>) -> Result<Reply> {
    let mut wrong = FieldErrors::default();
    if typed.email.trim().is_empty() {
        wrong.add("email", "Enter your work email");
    }
    if typed.password.is_empty() {
        wrong.add("password", "Enter your password, or have a link sent to you");
    }
    if !wrong.is_empty() {
        return Ok(view(&guest, &typed, &wrong)?.status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let done =
        super::with_password(&guest.app, &guest.meta, &guest.headers, &typed.email, &typed.password).await;
    match done {
        Ok(Some(entered)) => Ok(step::onward(&guest.app, &typed.next, &entered)),
        Ok(None) => {
            wrong.add("", WRONG);
            Ok(view(&guest, &typed, &wrong)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Error::TooMany { retry_after }) => {
            let minutes = retry_after.div_ceil(60);
            wrong.add("", format!("Too many tries. Wait {minutes} min, or have a link sent to you."));
            let page = view(&guest, &typed, &wrong)?.status(StatusCode::TOO_MANY_REQUESTS);
            Ok(page.header(header::RETRY_AFTER, retry_after.to_string()))
        }
        Err(error) => Err(error),
    }
}

async fn ask_for_link(guest: Guest, Fields(typed): Fields<Typed>) -> Result<Reply> {
    let email = model::address(&typed.email);
    if !model::is_address(&email) {
        let mut wrong = FieldErrors::default();
        wrong.add("email", "Enter your work email, like name@example.org");
        return Ok(view(&guest, &typed, &wrong)?.status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let mut cx = guest.write_as(Actor::product("sign-in")).await?;
    super::ask_for_link(&mut cx, &email, safe_next(&typed.next)).await?;
    cx.finish(Reply::see("/sign-in/sent")).await
}

async fn link_sent(guest: Guest) -> Result<Reply> {
    render(&NotePage {
        frame: guest_frame(&guest, "Look into your mail"),
        heading: "Look into your mail".to_owned(),
        sentences: vec![
            "If there is an account for this address, a letter with a link is on its way. The link works once, within \
             the next 15 minutes."
                .to_owned(),
            "Nothing came? Look into the spam folder, then ask your HR team whether you have an account here."
                .to_owned(),
        ],
        onward: ("Back to sign-in".to_owned(), "/sign-in".to_owned()),
    })
}

async fn link_page(
    guest: Guest,
    Route(token): Route<String>,
    Search(onward): Search<Onward>,
) -> Result<Reply> {
    if !super::link_works(&guest.app, &guest.meta, &token).await? {
        return link_is_over(&guest);
    }
    render(&OneButtonPage {
        frame: guest_frame(&guest, "Sign in"),
        heading: "Sign in to Sojourn".to_owned(),
        sentence: "You opened your sign-in link. It works once.".to_owned(),
        button: "Sign in".to_owned(),
        next: safe_next(&onward.next).to_owned(),
    })
}

fn link_is_over(guest: &Guest) -> Result<Reply> {
    let page = render(&NotePage {
        frame: guest_frame(guest, "This link has stopped working"),
        heading: "This link has stopped working".to_owned(),
        sentences: vec![
            "A sign-in link works once and for a short time. Have a new one sent to you.".to_owned(),
        ],
        onward: ("Get a new link".to_owned(), "/sign-in".to_owned()),
    })?;
    Ok(page.status(StatusCode::NOT_FOUND))
}

async fn use_link(
    guest: Guest,
    Route(token): Route<String>,
    Fields(onward): Fields<Onward>,
) -> Result<Reply> {
    match super::with_link(&guest.app, &guest.meta, &guest.headers, &token).await? {
        Some(entered) => Ok(step::onward(&guest.app, &onward.next, &entered)),
        None => link_is_over(&guest),
    }
}

async fn again_page(door: Door, Search(onward): Search<Onward>) -> Result<Reply> {
    again_view(&door, &onward.next, None).await
}

async fn again_view(door: &Door, next: &str, wrong: Option<&str>) -> Result<Reply> {
    let account = sessions::account_of(&door.actor)?;
    let account = store::load(&mut door.app().db.read().await?, account).await?;
    let password = account.has_password.then(|| {
        FieldView::new("password", "Password")
            .kind(FieldKind::Password)
            .autocomplete("current-password")
            .error(wrong)
    });
    let persona = super::persona_key(door.app(), account.id).await?;
    let errors = password.as_ref().map_or_else(ErrorSummary::default, |field| ErrorSummary::of([field]));
    render(&AgainPage {
        frame: frame(door, "Confirm that it is you", None).with_errors(wrong.is_some()),
        errors,
        name: account.name,
        email: account.email,
        password,
        demo: persona.map(|key| with_next(&format!("/demo/{key}"), next)),
        next: safe_next(next).to_owned(),
    })
}

async fn again(door: Door, Fields(typed): Fields<Typed>) -> Result<Reply> {
    let account = sessions::account_of(&door.actor)?;
    let account = store::load(&mut door.app().db.read().await?, account).await?;
    let (app, meta, headers) = (door.app(), door.meta(), door.headers());
    match super::with_password(app, meta, headers, &account.email, &typed.password).await? {
        Some(entered) => Ok(step::onward(app, &typed.next, &entered)),
        None => {
            let page = again_view(&door, &typed.next, Some("This is not your password. Try again.")).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

async fn ask_again_link(door: Door, Fields(onward): Fields<Onward>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let account = sessions::account_of(&cx.actor)?;
    let account = store::load(&mut cx.tx, account).await?;
    super::ask_for_link(&mut cx, &account.email, safe_next(&onward.next)).await?;
    cx.finish(Reply::see("/sign-in/sent")).await
}

async fn sign_out(guest: Guest) -> Result<Reply> {
    super::leave(&guest.app, &guest.meta, &guest.headers).await?;
    let cookie = SecretCookie::session(guest.app.config.secure_cookies()).clear();
    // the cookie is cleared by name, so that the choice of theme stays
    Ok(Reply::see("/sign-in")
        .cookie(cookie.to_str().unwrap_or_default())
        .header(HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\"")
        .flash("You are signed out."))
}

async fn persona_page(
    guest: Guest,
    Route(key): Route<String>,
    Search(onward): Search<Onward>,
) -> Result<Reply> {
    let (_, name) = super::persona(&guest.app, &key).await?;
    render(&OneButtonPage {
        frame: guest_frame(&guest, "Demo"),
        heading: "Step into the demo".to_owned(),
        sentence: format!("You will be {name}. Everybody here is invented."),
        button: "Sign in".to_owned(),
        next: safe_next(&onward.next).to_owned(),
    })
}

async fn be_persona(
    guest: Guest,
    Route(key): Route<String>,
    Fields(onward): Fields<Onward>,
) -> Result<Reply> {
    let (account, _) = super::persona(&guest.app, &key).await?;
    proof::link_allowed(&guest.app, &guest.meta)?;
    let token = super::begin(&guest.app, &guest.meta, &guest.headers, account).await?;
    Ok(sessions::hand_over(&guest.app, Reply::see(safe_next(&onward.next)), &token))
}

/// Help looks the same for everybody; who is signed in keeps their navigation.
async fn help(door: Result<Door, Error>, guest: Guest) -> Result<Reply> {
    let frame = match &door {
        Ok(door) => frame(door, "Help", Some(crate::shell::Place::Help)),
        Err(_) => guest_frame(&guest, "Help"),
    };
    render(&HelpPage { frame, contact: None })
}
