//! How people sign in: passwords, one-time links, sessions, keys for programs, and the brake on guessing.

pub mod store;

pub use store::{actor_of_key, actor_of_session};

use axum::Router;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sojourn_kit::web::Reply;
use utoipa_axum::router::OpenApiRouter;

use super::Feature;

/// Signing in.
pub const FEATURE: Feature =
    Feature { name: "accounts", pages: Router::new, api: OpenApiRouter::new, letters: &[] };

/// Sends a browser to the sign-in page, and back to `next` afterwards.
#[must_use]
pub fn to_sign_in(next: &str) -> Reply {
    if next == "/" {
        return Reply::see("/sign-in");
    }
    Reply::see(format!("/sign-in?next={}", utf8_percent_encode(next, NON_ALPHANUMERIC)))
}
