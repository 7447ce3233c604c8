//! What sign-in asks for, by programs of administrators.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Reply};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Rules;
use crate::app::App;
use crate::door::Door;
use crate::features::accounts::proof;

/// The operations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sign_in_rules, change_sign_in_rules))
}

/// What an organisation asks of its people at sign-in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInRules {
    /// Who needs a second factor: `nobody`, `roles` or `everybody`.
    pub second_factor: &'static str,
    /// To send back with a change.
    pub version: i64,
}

impl From<Rules> for SignInRules {
    fn from(rules: Rules) -> Self {
        Self { second_factor: rules.second_factor.as_str(), version: rules.version }
    }
}

/// Other rules.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRules {
    /// Who needs a second factor: `nobody`, `roles` or `everybody`.
    pub second_factor: String,
    /// The version that was read.
    pub version: i64,
    /// The password of the person behind the key.
    pub password: String,
    /// The code of their authenticator app, if their account has a second factor.
    pub code: Option<String>,
}

/// What the administrator's organisation asks for.
#[utoipa::path(get, path = "/sign-in-rules", tag = "accounts",
    responses((status = 200, body = SignInRules), (status = 404, description = "Not an administrator")))]
async fn sign_in_rules(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let rules = super::read(&mut cx).await?;
    Ok(Reply::json(StatusCode::OK, &SignInRules::from(rules)))
}

/// Changes what the administrator's organisation asks for.
#[utoipa::path(put, path = "/sign-in-rules", tag = "accounts", request_body = NewRules,
    responses((status = 200, body = SignInRules), (status = 404, description = "Not an administrator"),
        (status = 409, description = "Changed meanwhile, or no second factor of one's own"),
        (status = 422, description = "The password, the code or the answer is wrong")))]
async fn change_sign_in_rules(door: Door, Body(new): Body<NewRules>) -> Result<Reply> {
    super::administered(&door.actor)?;
    proof::of_program(&door, &new.password, new.code.as_deref()).await?;
    let mut cx = door.write().await?;
    let rules = super::change(&mut cx, &new.second_factor, new.version).await?;
    cx.finish_json(&SignInRules::from(rules)).await
}
