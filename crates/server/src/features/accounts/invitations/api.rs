//! Accounts of other people, by programs.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::store::Account;
use crate::actor::{AccountId, PersonId};
use crate::app::App;
use crate::door::Door;

/// The operations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(account, invite, switch_off))
}

/// An account, as those see it who look after it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountView {
    /// The stable id.
    pub id: AccountId,
    /// Whose it is.
    pub person: PersonId,
    /// The address they sign in with.
    pub email: String,
    /// Whether they can sign in.
    pub live: bool,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        let Account { id, person, email, disabled_at, .. } = account;
        Self { id, person, email, live: disabled_at.is_none() }
    }
}

/// Whom to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// The work email; ignored when there is an account already, which then gets a new link.
    pub email: String,
}

fn person(text: &str) -> Result<PersonId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The account of a person.
#[utoipa::path(get, path = "/people/{id}/account", tag = "accounts", params(("id" = String, Path)),
    responses((status = 200, body = AccountView), (status = 404, description = "None, or not yours to see")))]
async fn account(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (_, account) = super::load(&mut cx, person(&id)?).await?;
    Ok(Reply::json(StatusCode::OK, &AccountView::from(account.ok_or(Error::NotFound)?)))
}

/// Makes an account and sends a letter with a sign-in link.
#[utoipa::path(post, path = "/people/{id}/account", tag = "accounts", params(("id" = String, Path)),
    request_body = Invitation, responses((status = 200, body = AccountView)))]
async fn invite(door: Door, Route(id): Route<String>, Body(new): Body<Invitation>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let account = super::invite(&mut cx, person(&id)?, &new.email).await?;
    cx.finish_json(&AccountView::from(account)).await
}

/// Switches the account off: sessions end and keys stop at once.
#[utoipa::path(delete, path = "/people/{id}/account", tag = "accounts", params(("id" = String, Path)),
    responses((status = 200, body = AccountView)))]
async fn switch_off(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id = person(&id)?;
    let mut cx = door.write().await?;
    super::switch(&mut cx, id, false).await?;
    let (_, account) = super::load(&mut cx, id).await?;
    let view = AccountView::from(account.ok_or(Error::NotFound)?);
    cx.finish_json(&view).await
}
