//! The second factor: an authenticator app whose code is asked for after the password or the mailed link, and ten
//! recovery codes for the day the phone is gone.

pub mod api;
pub mod enter;
pub mod pages;
mod qr;
pub mod store;

use axum::http::HeaderMap;
use chrono::{DateTime, Duration, Utc};
use sojourn_kit::auth::{Code, RECOVERY_CODES, RecoveryCode, Token, TotpSecret};
use sojourn_kit::error::{Error, Result};
use uuid::Uuid;

use super::events::{RecoveryCodesMade, SecondFactorRemoved, SecondFactorSetUp};
use super::sessions::{self, account_of};
use super::store::Account;
use super::{links, require_fresh, rules};
use crate::actor::AccountId;
use crate::cx::Cx;

/// How long a secret waits to be confirmed by a first code.
const SET_UP_WITHIN: Duration = Duration::minutes(15);

/// A second factor as stored.
#[derive(Debug, Clone)]
pub struct Factor {
    /// The stable id.
    pub id: Uuid,
    /// What it shares with the app.
    pub secret: TotpSecret,
    /// The last time step whose code was taken.
    pub last_step: i64,
    /// When its setting up began.
    pub created_at: DateTime<Utc>,
    /// When a first code confirmed it.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Since when it has a second factor; none without.
    pub since: Option<DateTime<Utc>>,
    /// Recovery codes left.
    pub codes_left: i64,
    /// Whether a rule of an organisation asks for one.
    pub is_required: bool,
}

/// How the actor's own account stands.
///
/// # Errors
/// [`Error::Forbidden`] for somebody without an account.
pub async fn standing(cx: &mut Cx) -> Result<Standing> {
    let account = account_of(&cx.actor)?;
    let factor = store::confirmed(&mut cx.tx, account).await?;
    Ok(Standing {
        since: factor.and_then(|factor| factor.confirmed_at),
        codes_left: store::codes_left(&mut cx.tx, account).await?,
        is_required: rules::asks(cx).await?,
    })
}

/// Begins setting up: a fresh secret that works once a code of it was typed. One that is in use stays until then.
///
/// # Errors
/// A refusal without a fresh proof of who they are.
pub async fn begin(cx: &mut Cx) -> Result<()> {
    let account = account_of(&cx.actor)?;
    require_fresh(&cx.actor, cx.now())?;
    store::insert_pending(cx, account, &TotpSecret::fresh()).await
}

/// The secret that waits to be confirmed, if there is one. After that it is never shown again.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Option<TotpSecret>> {
    let account = account_of(&cx.actor)?;
    let since = cx.now() - SET_UP_WITHIN;
    Ok(store::pending(&mut cx.tx, account, since).await?.map(|factor| factor.secret))
}

/// Confirms the app by a first code. All other sessions end, and this browser gets a new one: whoever signed in
/// before did it without the code. Answers the recovery codes, which are shown this once.
///
/// # Errors
/// Invalid when the code is not the app's; a refusal when the setting up took too long.
pub async fn confirm(cx: &mut Cx, headers: &HeaderMap, typed: &str) -> Result<(Vec<RecoveryCode>, Token)> {
    let account = account_of(&cx.actor)?;
    let since = cx.now() - SET_UP_WITHIN;
    let over = || Error::refused("set_up_over", "This took longer than 15 minutes. Begin again.");
    let factor = store::pending(&mut cx.tx, account, since).await?.ok_or_else(over)?;
    let code = Code::parse(typed).ok_or_else(|| Error::field("code", "Enter the six digits from the app"))?;
    let step = factor.secret.step_of(&code, cx.now(), 0).ok_or_else(|| {
        Error::field("code", "This is not the code that the app shows now. Check the clock of the phone")
    })?;
    if !store::confirm(cx, account, factor.id, step).await? {
        return Err(over());
    }
    let codes = make_codes(cx, account).await?;
    links::store::stop_for(cx, account).await?;
    store::end_steps(cx, account).await?;
    sessions::store::end_all_but(cx, account, None).await?;
    let token = sessions::begin(cx, headers, account).await?;
    let (organisation, person) = (cx.actor.organisation, cx.actor.person);
    cx.record(&SecondFactorSetUp { organisation, person, account }).await?;
    Ok((codes, token))
}

async fn make_codes(cx: &mut Cx, account: AccountId) -> Result<Vec<RecoveryCode>> {
    let codes: Vec<RecoveryCode> = (0..RECOVERY_CODES).map(|_| RecoveryCode::fresh()).collect();
    let hashes: Vec<_> = codes.iter().map(|code| code.hash(&account.to_string())).collect();
    store::replace_codes(cx, account, &hashes).await?;
    Ok(codes)
}

/// Makes new recovery codes; the earlier ones stop working.
///
/// # Errors
/// A refusal without a fresh proof, or without a second factor.
pub async fn renew_codes(cx: &mut Cx) -> Result<Vec<RecoveryCode>> {
    let account = account_of(&cx.actor)?;
    require_fresh(&cx.actor, cx.now())?;
    if store::confirmed(&mut cx.tx, account).await?.is_none() {
        return Err(Error::refused("no_second_factor", "Set up a second factor first."));
    }
    let codes = make_codes(cx, account).await?;
    let (organisation, person) = (cx.actor.organisation, cx.actor.person);
    cx.record(&RecoveryCodesMade { organisation, person, account }).await?;
    Ok(codes)
}

/// Removes the actor's own second factor.
///
/// # Errors
/// A refusal without a fresh proof, when an organisation asks for it, or when there is none.
pub async fn remove(cx: &mut Cx) -> Result<()> {
    let account = account_of(&cx.actor)?;
    require_fresh(&cx.actor, cx.now())?;
    if rules::asks(cx).await? {
        let sentence =
            "Your organisation asks for a second factor. You can move it to another device instead.";
        return Err(Error::refused("second_factor_required", sentence));
    }
    let account = super::store::load(&mut cx.tx, account).await?;
    remove_of(cx, &account).await
}

/// Removes the second factor of an account.
///
/// # Errors
/// A refusal when there is none.
pub async fn remove_of(cx: &mut Cx, account: &Account) -> Result<()> {
    if store::remove(cx, account.id).await? == 0 {
        return Err(Error::refused("no_second_factor", "There is no second factor to remove."));
    }
    store::end_steps(cx, account.id).await?;
    let removed = SecondFactorRemoved {
        organisation: account.organisation,
        person: account.person,
        account: account.id,
    };
    cx.record(&removed).await
}
