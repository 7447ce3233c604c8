//! The pages of this feature: one's own profile, past posts kept by HR, and the search by skill.

mod find;
mod posts;
mod profile;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/profile", get(profile::show))
        .route("/profile/skills", post(profile::keep_skill))
        .route("/profile/skills/removal", post(profile::remove_skill))
        .route("/profile/wishes", post(profile::keep_wishes))
        .route("/profile/posts", post(profile::keep_post))
        .route("/profile/posts/removal", post(profile::remove_post))
        .route("/people/{id}/posts", get(posts::show).post(posts::keep))
        .route("/people/{id}/posts/removal", post(posts::remove))
        .route("/skills", get(find::show))
}
