//! How people sign in: passwords, one-time links, sessions, keys for programs, the brake on guessing, and who
//! holds which role for their organisation.

pub mod bootstrap;
pub mod events;
pub mod factor;
pub mod invitations;
pub mod keys;
pub mod links;
pub mod model;
pub mod notices;
pub mod proof;
pub mod roles;
pub mod rules;
pub mod sessions;
pub mod settings;
pub mod sign_in;
pub mod store;
#[cfg(test)]
mod tests;

pub use model::require_fresh;
pub use store::{actor_of_key, actor_of_session};

use axum::Router;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sojourn_kit::auth::safe_next;
use sojourn_kit::error::Error;
use sojourn_kit::web::Reply;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;
use crate::app::App;

/// Signing in.
pub const FEATURE: Feature = Feature { name: "accounts", pages, api, letters: notices::LETTERS, jobs: &[] };

fn pages() -> Router<App> {
    Router::new()
        .merge(sign_in::pages::routes())
        .merge(bootstrap::pages::routes())
        .merge(settings::pages::routes())
        .merge(sessions::pages::routes())
        .merge(factor::pages::routes())
        .merge(rules::pages::routes())
        .merge(keys::pages::routes())
        .merge(roles::pages::routes())
        .merge(invitations::pages::routes())
}

fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(sessions::api::routes())
        .merge(factor::api::routes())
        .merge(rules::api::routes())
        .merge(keys::api::routes())
        .merge(roles::api::routes())
        .merge(invitations::api::routes())
}

/// The code of the refusal of [`factor_owed`].
pub const FACTOR_OWED: &str = "second_factor_owed";

/// What somebody hears whose organisation asks for a second factor and who has none.
#[must_use]
pub fn factor_owed() -> Error {
    let sentence = "Your organisation asks for a second factor. Sign in on the page and set one up first.";
    Error::barred(FACTOR_OWED, sentence)
}

/// Whether a page opens to somebody who still has to set up their second factor.
#[must_use]
pub fn opens_without_factor(path: &str) -> bool {
    ["/settings/second-factor", "/sign-in/again"].iter().any(|open| path.starts_with(open))
}

/// Sends a browser to the page that sets up a second factor.
#[must_use]
pub fn to_second_factor() -> Reply {
    Reply::see(factor::pages::HERE)
}

/// Sends a browser to the sign-in page, and back to `next` afterwards.
#[must_use]
pub fn to_sign_in(next: &str) -> Reply {
    Reply::see(with_next("/sign-in", next))
}

/// Asks a signed-in person to prove again who they are, and sends them back to `next` afterwards.
#[must_use]
pub fn to_sign_in_again(next: &str) -> Reply {
    Reply::see(with_next("/sign-in/again", next))
}

/// An address that remembers where to go afterwards; only places on this site are remembered.
#[must_use]
pub fn with_next(address: &str, next: &str) -> String {
    match safe_next(next) {
        "/" => address.to_owned(),
        next => format!("{address}?next={}", utf8_percent_encode(next, NON_ALPHANUMERIC)),
    }
}
