//! Keys for programs: shown once, kept as a hash, and never for ever.

pub mod api;
pub mod pages;
pub mod store;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::auth::Token;
use sojourn_kit::error::{Error, FieldErrors, Result};
use utoipa::ToSchema;

use super::events::{KeyMade, KeyRevoked};
use super::model::LONGEST_KEY_DAYS;
use super::sessions::account_of;
use crate::actor::ApiTokenId;
use crate::cx::Cx;

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = KeyScope)]
pub enum Scope {
    /// Read what its owner may read.
    #[default]
    Read,
    /// Do all that its owner may do.
    ReadAndWrite,
}

impl Scope {
    /// Every answer, the milder first.
    pub const ALL: [Self; 2] = [Self::Read, Self::ReadAndWrite];

    /// The name in the database and the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::ReadAndWrite => "read_and_write",
        }
    }

    /// The scope of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }

    /// The words on screens.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Read => "Read only",
            Self::ReadAndWrite => "Read and write",
        }
    }
}

/// A key as its owner sees it: all but the key itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Key {
    /// The stable id.
    pub id: ApiTokenId,
    /// What its owner calls it.
    pub name: String,
    /// What it may do.
    pub scope: Scope,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, within five minutes.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The actor's own keys.
///
/// # Errors
/// When the database does not answer.
pub async fn list(cx: &mut Cx) -> Result<Vec<Key>> {
    let account = account_of(&cx.actor)?;
    store::of_account(cx, account).await
}

/// Makes a key for the actor with that scope that works for `days`. The caller has seen a fresh proof of who they are.
///
/// # Errors
/// Invalid when the name is missing, the scope is none or the life is not 1 to 365 days.
pub async fn make(cx: &mut Cx, name: &str, scope: &str, days: &str) -> Result<(Key, Token)> {
    let (name, scope, days) = check(name, scope, days)?;
    let account = account_of(&cx.actor)?;
    let token = Token::fresh_api_key();
    let expires_at = cx.now() + Duration::days(days);
    let id = store::insert(cx, account, &name, scope, &token, expires_at).await?;
    let (organisation, person) = (cx.actor.organisation, cx.actor.person);
    let made =
        KeyMade { organisation, person, key: id, name: name.clone(), scope: scope.as_str().to_owned() };
    cx.record(&made).await?;
    Ok((Key { id, name, scope, created_at: cx.now(), expires_at, last_used_at: None }, token))
}

fn check(name: &str, scope: &str, days: &str) -> Result<(String, Scope, i64)> {
    let mut wrong = FieldErrors::default();
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        wrong.add("name", "Say in up to 100 characters what the key is for");
    }
    let scope = Scope::parse(scope);
    if scope.is_none() {
        wrong.add("scope", "Choose what the key may do");
    }
    let days = days.trim().parse().ok().filter(|days| (1..=LONGEST_KEY_DAYS).contains(days));
    if days.is_none() {
        wrong.add("days", format!("Enter a number of days from 1 to {LONGEST_KEY_DAYS}"));
    }
    wrong.check()?;
    Ok((name.to_owned(), scope.unwrap_or_default(), days.unwrap_or(1)))
}

/// Revokes one of the actor's keys; it stops working at once.
///
/// # Errors
/// [`Error::NotFound`] when it is not one of theirs.
pub async fn revoke(cx: &mut Cx, id: ApiTokenId) -> Result<()> {
    let account = account_of(&cx.actor)?;
    if store::revoke(cx, account, id).await? == 0 {
        return Err(Error::NotFound);
    }
    let (organisation, person) = (cx.actor.organisation, cx.actor.person);
    cx.record(&KeyRevoked { organisation, person, key: id }).await
}
