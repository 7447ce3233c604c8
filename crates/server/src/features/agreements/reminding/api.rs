//! Reminding, as JSON.

use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Problem, Reply, Route};
use utoipa::ToSchema;

use crate::door::Door;
use crate::features::agreements::api::inside::load;

/// Who was reminded.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemindedView {
    /// Their names.
    pub reminded: Vec<String>,
}

/// Reminds everybody who is asked to sign, at most once a day each. For mobility and HR.
#[utoipa::path(post, path = "/secondments/{number}/agreement/reminders", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RemindedView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 429, body = Problem)))]
pub async fn remind(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    let reminded = super::remind(&mut cx, &loaded.record).await?;
    cx.finish_json(&RemindedView { reminded }).await
}
