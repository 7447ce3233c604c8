//! The second factor, as far as a program may know of it. It is set up and removed on the pages only: a key cannot
//! confirm who is behind it.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::Reply;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::door::Door;

/// The operations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(second_factor))
}

/// How the person's account stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecondFactor {
    /// Since when the account has a second factor; none without.
    pub since: Option<DateTime<Utc>>,
    /// Recovery codes left.
    pub recovery_codes_left: i64,
    /// Whether an organisation asks this person for one.
    pub required: bool,
}

/// Whether the person behind the key signs in with a second factor.
#[utoipa::path(get, path = "/second-factor", tag = "accounts", responses((status = 200, body = SecondFactor)))]
async fn second_factor(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let standing = super::standing(&mut cx).await?;
    let shown = SecondFactor {
        since: standing.since,
        recovery_codes_left: standing.codes_left,
        required: standing.is_required,
    };
    Ok(Reply::json(StatusCode::OK, &shown))
}
