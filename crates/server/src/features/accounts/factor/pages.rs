//! The pages of the second factor under Settings.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::Deserialize;
use sojourn_kit::auth::{RecoveryCode, TotpSecret};
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply};

use super::super::settings::tabs;
use super::super::{require_fresh, sessions, store, to_sign_in_again};
use super::Standing;
use super::qr::Qr;
use crate::app::App;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::words::{counted, short_day};
use crate::shell::{ErrorSummary, FieldKind, FieldView, Frame, Place, Tabs, Width};

/// Where it stands.
pub const HERE: &str = "/settings/second-factor";

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/second-factor", get(page))
        .route("/settings/second-factor/secret", post(begin))
        .route("/settings/second-factor/new", get(set_up_page).post(confirm))
        .route("/settings/second-factor/codes", post(renew_codes))
        .route("/settings/second-factor/removal", post(remove))
}

#[derive(Template)]
#[template(path = "features/accounts/factor/factor.html")]
struct FactorPage {
    frame: Frame,
    tabs: Tabs,
    standing: Standing,
    since: String,
    left: String,
    /// Whether nothing else opens before it is set up.
    owed: bool,
}

async fn page(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let standing = super::standing(&mut cx).await?;
    let since = standing.since.map(|at| short_day(at.date_naive(), cx.today())).unwrap_or_default();
    let left = u64::try_from(standing.codes_left).unwrap_or_default();
    render(&FactorPage {
        frame: frame(&door, "Second factor", Some(Place::Settings)),
        tabs: tabs(&door.actor, HERE),
        since,
        left: counted(left, "recovery code is left", "recovery codes are left"),
        owed: door.actor.owes_factor,
        standing,
    })
}

async fn begin(door: Door) -> Result<Reply> {
    if require_fresh(&door.actor, door.app().clock.now()).is_err() {
        return Ok(to_sign_in_again(HERE));
    }
    let mut cx = door.write().await?;
    super::begin(&mut cx).await?;
    cx.finish(Reply::see("/settings/second-factor/new")).await
}

#[derive(Template)]
#[template(path = "features/accounts/factor/set_up.html")]
struct SetUpPage {
    frame: Frame,
    errors: ErrorSummary,
    /// The secret in groups of four.
    secret: String,
    link: String,
    qr: Option<Qr>,
    code: FieldView,
}

async fn set_up_page(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    match super::waiting(&mut cx).await? {
        Some(secret) => set_up_view(&door, &secret, &FieldErrors::default()).await,
        None => Ok(Reply::see(HERE)),
    }
}

async fn set_up_view(door: &Door, secret: &TotpSecret, wrong: &FieldErrors) -> Result<Reply> {
    let account = sessions::account_of(&door.actor)?;
    let account = store::load(&mut door.app().db.read().await?, account).await?;
    let link = secret.link("Sojourn", &account.email);
    let text: Vec<char> = secret.base32().chars().collect();
    let groups: Vec<String> = text.chunks(4).map(|group| group.iter().collect()).collect();
    let code = FieldView::new("code", "Code from the app")
        .hint("Six digits. They change every half minute.")
        .kind(FieldKind::Code)
        .width(Width::Middle)
        .error(wrong.get("code"));
    let errors = ErrorSummary::of([&code]);
    render(&SetUpPage {
        frame: frame(door, "Set up a second factor", Some(Place::Settings)).with_errors(!errors.is_empty()),
        errors,
        secret: groups.join(" "),
        qr: Qr::of(&link),
        link,
        code,
    })
}

#[derive(Debug, Deserialize)]
struct TypedCode {
    #[serde(default)]
    code: String,
}

#[derive(Template)]
#[template(path = "features/accounts/factor/codes.html")]
struct CodesPage {
    frame: Frame,
    /// Shown this once.
    codes: Vec<String>,
    heading: String,
}

fn codes_page(door: &Door, heading: &str, codes: &[RecoveryCode]) -> Result<Reply> {
    render(&CodesPage {
        frame: frame(door, "Recovery codes", Some(Place::Settings)),
        codes: codes.iter().map(RecoveryCode::reveal).collect(),
        heading: heading.to_owned(),
    })
}

async fn confirm(door: Door, Fields(typed): Fields<TypedCode>) -> Result<Reply> {
    let mut cx = door.write().await?;
    match super::confirm(&mut cx, door.headers(), &typed.code).await {
        Ok((codes, token)) => {
            // what is kept for a second submit holds neither the codes nor the new session
            cx.finish(
                Reply::see(HERE).flash("Your second factor is on. The recovery codes were shown once."),
            )
            .await?;
            let page = codes_page(&door, "Your second factor is on", &codes)?;
            Ok(sessions::hand_over(door.app(), page, &token))
        }
        Err(Error::Invalid(wrong)) => {
            let waiting = super::waiting(&mut cx).await?.ok_or(Error::NotFound)?;
            drop(cx);
            let page = set_up_view(&door, &waiting, &wrong).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}

async fn renew_codes(door: Door) -> Result<Reply> {
    if require_fresh(&door.actor, door.app().clock.now()).is_err() {
        return Ok(to_sign_in_again(HERE));
    }
    let mut cx = door.write().await?;
    let codes = super::renew_codes(&mut cx).await?;
    cx.finish(Reply::see(HERE).flash("The new codes were shown once.")).await?;
    codes_page(&door, "New recovery codes", &codes)
}

async fn remove(door: Door) -> Result<Reply> {
    if require_fresh(&door.actor, door.app().clock.now()).is_err() {
        return Ok(to_sign_in_again(HERE));
    }
    let mut cx = door.write().await?;
    super::remove(&mut cx).await?;
    cx.finish(Reply::see(HERE).flash("The second factor is removed.")).await
}
