//! Proving who somebody is by a password, and the brake on guessing. The quick count lives in memory; the slow
//! one in the database, where it outlives a restart and is shared by all processes.

pub mod store;

use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use sojourn_kit::auth::{Check, PasswordError, Wait, check_password, context_words, source_key};
use sojourn_kit::db::Tx;
use sojourn_kit::error::{Error, Result};

use super::factor::enter;
use super::store::Account;
use super::{model, sessions};
use crate::actor::AccountId;
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::door::Door;

/// Wrong passwords for one account from one source within [`PAIR_WINDOW`].
const PAIR_MOST: i64 = 10;
const PAIR_WINDOW: Duration = Duration::minutes(15);
/// Wrong passwords for one account from everywhere within [`ACCOUNT_WINDOW`]. Wide, so that a stranger cannot keep
/// the owner out by a handful of tries; a link by mail stays open as the way back in.
const ACCOUNT_MOST: i64 = 100;
const ACCOUNT_WINDOW: Duration = Duration::hours(1);
/// Wrong codes of a second factor for one account within [`CODE_WINDOW`], whoever typed them: only who has the
/// password or the mailbox gets to the code at all.
const CODE_MOST: i64 = 10;
const CODE_WINDOW: Duration = Duration::hours(1);
/// Letters with links to one address within [`PAIR_WINDOW`].
const LETTERS_MOST: i64 = 5;

/// The account whose password this is, or nothing. Unknown addresses, accounts without a password and wrong
/// passwords take the same steps and the same time.
///
/// # Errors
/// [`Error::TooMany`] when the brake is on, or too many passwords are being checked at this moment.
pub async fn by_password(app: &App, meta: &Meta, email: &str, password: &str) -> Result<Option<AccountId>> {
    let now = app.clock.now();
    let email = model::address(email);
    let source = source(meta);
    app.limits.login(&email, &source, now).map_err(too_many)?;
    let (pair, account) =
        (format!("password {} {source}", hidden(&email)), format!("password {}", hidden(&email)));
    let mut tx = app.db.read().await?;
    brake(&mut tx, &pair, PAIR_MOST, PAIR_WINDOW, now).await?;
    brake(&mut tx, &account, ACCOUNT_MOST, ACCOUNT_WINDOW, now).await?;
    let stored = store::password_of(&mut tx, &email).await?;
    drop(tx);
    let kept = stored.as_ref().and_then(|stored| stored.hash.as_deref());
    let check = app.passwords.verify(password, kept).await.map_err(busy)?;
    let renewed = if check == Check::NeedsRehash { Some(hash(app, password).await?) } else { None };
    let mut tx = app.db.write().await?;
    let found = stored.filter(|_| check.is_right());
    match &found {
        None => {
            store::note(&mut tx, &pair, now).await?;
            store::note(&mut tx, &account, now).await?;
            tracing::warn!(source, "a password was wrong");
        }
        Some(stored) => {
            store::forget(&mut tx, &pair).await?;
            if let Some(hash) = renewed {
                store::save_hash(&mut tx, stored.account, &hash).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(found.map(|stored| stored.account))
}

/// Lets a request for a letter pass, or not. Known and unknown addresses are counted alike.
///
/// # Errors
/// [`Error::TooMany`] when too many letters were asked for.
pub async fn letter_allowed(app: &App, tx: &mut Tx, meta: &Meta, email: &str) -> Result<()> {
    let now = app.clock.now();
    app.limits.letter(email, &source(meta), now).map_err(too_many)?;
    let what = format!("letter {}", hidden(email));
    brake(tx, &what, LETTERS_MOST, PAIR_WINDOW, now).await?;
    store::note(tx, &what, now).await
}

/// Lets a try with a one-time link pass, or not.
///
/// # Errors
/// [`Error::TooMany`] when there were too many.
pub fn link_allowed(app: &App, meta: &Meta) -> Result<()> {
    app.limits.link(&source(meta), app.clock.now()).map_err(too_many)
}

/// Lets a try with the code of a second factor pass, or not, by where it comes from.
///
/// # Errors
/// [`Error::TooMany`] when there were too many.
pub fn code_allowed(app: &App, meta: &Meta) -> Result<()> {
    app.limits.code(&source(meta), app.clock.now()).map_err(too_many)
}

/// Lets a try with the code of a second factor pass, or not, by the account.
///
/// # Errors
/// [`Error::TooMany`] when there were too many wrong ones.
pub async fn codes_left_to_try(cx: &mut Cx, account: AccountId) -> Result<()> {
    let now = cx.now();
    brake(&mut cx.tx, &format!("code {account}"), CODE_MOST, CODE_WINDOW, now).await
}

/// Counts a wrong code, and forgets them after a right one.
///
/// # Errors
/// When the database refuses.
pub async fn note_code(cx: &mut Cx, account: AccountId, right: bool) -> Result<()> {
    let (what, now) = (format!("code {account}"), cx.now());
    if right { store::forget(&mut cx.tx, &what).await } else { store::note(&mut cx.tx, &what, now).await }
}

/// The proof of the person behind a program, for what a key alone must not do: their password, and the code of
/// their authenticator app if they have one.
///
/// # Errors
/// Invalid when one of them is wrong; [`Error::TooMany`] when they were tried too often.
pub async fn of_program(door: &Door, password: &str, code: Option<&str>) -> Result<()> {
    let own = sessions::account_of(&door.actor)?;
    let account = super::store::load(&mut door.app().db.read().await?, own).await?;
    let proved = by_password(door.app(), door.meta(), &account.email, password).await?;
    if proved != Some(own) {
        return Err(Error::field("password", "This is not your password"));
    }
    enter::prove_again(door.app(), door.meta(), own, code).await
}

/// The hash of a new password, if it is one that we accept.
///
/// # Errors
/// Invalid, under the name of the field, with a sentence about what to choose instead.
pub async fn new_hash(app: &App, field: &str, password: &str, known: &[&str]) -> Result<String> {
    check_password(password, &context_words(known))
        .map_err(|refusal| Error::field(field, refusal.to_string()))?;
    hash(app, password).await
}

/// The hash of a password that was checked already.
///
/// # Errors
/// [`Error::TooMany`] when too many passwords are being checked at this moment.
pub async fn hash(app: &App, password: &str) -> Result<String> {
    app.passwords.hash(password).await.map_err(busy)
}

/// The words that a password of this account must not be made of.
#[must_use]
pub fn known_words(account: &Account) -> [&str; 3] {
    [&account.name, &account.email, &account.organisation_name]
}

fn source(meta: &Meta) -> String {
    meta.address.parse().map_or_else(|_| "unknown".to_owned(), source_key)
}

/// People type passwords into the wrong field: what they typed is not kept, only told apart.
fn hidden(email: &str) -> String {
    hex::encode(&Sha256::digest(email.as_bytes())[..12])
}

async fn brake(tx: &mut Tx, what: &str, most: i64, window: Duration, now: DateTime<Utc>) -> Result<()> {
    let Some(oldest) = store::full_since(tx, what, now - window, most).await? else { return Ok(()) };
    let wait = (oldest + window - now).num_seconds().max(1);
    tracing::warn!(what, wait, "the brake on guessing is on");
    Err(Error::TooMany { retry_after: u64::try_from(wait).unwrap_or(1) })
}

fn too_many(wait: Wait) -> Error {
    Error::TooMany { retry_after: wait.seconds }
}

fn busy(error: PasswordError) -> Error {
    match error {
        PasswordError::Busy => Error::TooMany { retry_after: 5 },
        PasswordError::Hash(cause) => Error::internal(cause),
    }
}
