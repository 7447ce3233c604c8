//! The step between a right password or link and a session: the code.

use axum::http::HeaderMap;
use chrono::Duration;
use sojourn_kit::auth::{Code, RecoveryCode, Token};
use sojourn_kit::error::{Error, Result};

use super::super::events::RecoveryCodeUsed;
use super::super::{proof, sessions};
use super::store;
use crate::actor::{AccountId, Actor};
use crate::app::App;
use crate::cx::{Cx, Meta};

/// How long the code may take after the password or link.
pub const STEP_LIFE: Duration = Duration::minutes(10);
/// Tries with one password or link.
const TRIES: i64 = 5;

/// What a right password or link leads to.
#[derive(Debug)]
pub enum Entered {
    /// A session: there is no second factor.
    Session(Token),
    /// The page that asks for the code.
    CodeDue(Token),
}

/// How a try with a code went.
#[derive(Debug)]
pub enum Tried {
    /// Right: the session.
    Right(Token),
    /// Wrong or used before; more tries are left.
    Wrong,
    /// It took too long or too many tries: the password or link is asked for again.
    Over,
}

/// Begins a session for an account that was proved by a password or link, or the step that asks for its code.
///
/// # Errors
/// When the database refuses.
pub async fn begin(cx: &mut Cx, headers: &HeaderMap, account: AccountId) -> Result<Entered> {
    if store::confirmed(&mut cx.tx, account).await?.is_none() {
        return sessions::begin(cx, headers, account).await.map(Entered::Session);
    }
    let token = Token::fresh();
    let until = cx.now() + STEP_LIFE;
    store::insert_step(cx, &token, account, until).await?;
    Ok(Entered::CodeDue(token))
}

/// Whether this sign-in still waits for its code. Changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn waits(app: &App, token: &Token) -> Result<bool> {
    store::step_waits(&mut app.db.read().await?, token, app.clock.now(), TRIES).await
}

/// Tries a code. The try counts whatever comes of it.
///
/// # Errors
/// [`Error::TooMany`] when there were too many wrong ones for this account or from this source.
pub async fn enter(app: &App, meta: &Meta, headers: &HeaderMap, step: &Token, typed: &str) -> Result<Tried> {
    proof::code_allowed(app, meta)?;
    let mut cx = Cx::new(app.clone(), Actor::product("sign-in"), app.db.write().await?, meta.clone());
    let Some(account) = store::take_try(&mut cx, step, TRIES).await? else { return Ok(Tried::Over) };
    let right = is_right(&mut cx, account, typed).await?;
    let tried = if right && super::super::store::is_live(&mut cx.tx, account).await? {
        store::end_steps(&mut cx, account).await?;
        Tried::Right(sessions::begin(&mut cx, headers, account).await?)
    } else {
        Tried::Wrong
    };
    cx.commit().await?;
    Ok(tried)
}

/// Whether the code is the account's and was not taken before; taking it is part of the question. Wrong ones are
/// counted, for all sign-ins of the account together.
///
/// # Errors
/// [`Error::TooMany`] when there were too many wrong ones.
pub async fn is_right(cx: &mut Cx, account: AccountId, typed: &str) -> Result<bool> {
    proof::codes_left_to_try(cx, account).await?;
    let right = match (Code::parse(typed), RecoveryCode::parse(typed)) {
        (Some(code), _) => by_app(cx, account, &code).await?,
        (None, Some(code)) => by_recovery(cx, account, &code).await?,
        (None, None) => false,
    };
    proof::note_code(cx, account, right).await?;
    Ok(right)
}

async fn by_app(cx: &mut Cx, account: AccountId, code: &Code) -> Result<bool> {
    let Some(factor) = store::confirmed(&mut cx.tx, account).await? else { return Ok(false) };
    match factor.secret.step_of(code, cx.now(), factor.last_step) {
        Some(step) => store::take_step(cx, factor.id, step).await,
        None => Ok(false),
    }
}

async fn by_recovery(cx: &mut Cx, account: AccountId, code: &RecoveryCode) -> Result<bool> {
    if !store::use_code(cx, account, code.hash(&account.to_string())).await? {
        return Ok(false);
    }
    let owner = super::super::store::load(&mut cx.tx, account).await?;
    let left = store::codes_left(&mut cx.tx, account).await?;
    let used = RecoveryCodeUsed { organisation: owner.organisation, person: owner.person, account, left };
    cx.record(&used).await?;
    Ok(true)
}

/// The code of the person behind a program, for what a key alone must not do; nothing is asked of an account without
/// a second factor. The try counts whatever becomes of the request.
///
/// # Errors
/// Invalid when the code is wrong or was used before; [`Error::TooMany`] when it was tried too often.
pub async fn prove_again(app: &App, meta: &Meta, account: AccountId, code: Option<&str>) -> Result<()> {
    proof::code_allowed(app, meta)?;
    let mut cx = Cx::new(app.clone(), Actor::product("sign-in"), app.db.write().await?, meta.clone());
    if store::confirmed(&mut cx.tx, account).await?.is_none() {
        return Ok(());
    }
    let right = is_right(&mut cx, account, code.unwrap_or_default()).await?;
    cx.commit().await?;
    if right {
        return Ok(());
    }
    Err(Error::field("code", "Send the code that the authenticator app shows now. Each works once"))
}
