//! The six-digit code: mailed to the signer's own address, bound to the browser that asked for it.

use chrono::{DateTime, Duration, Utc};
use sojourn_kit::auth::{Code as Digits, TokenHash, Wait};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::outbox::Outgoing;

use super::store;
use crate::cx::Cx;
use crate::features::agreements::model::{CodeId, Signatory, SignatoryId};
use crate::features::agreements::notices;
use crate::features::secondments::Secondment;

/// How long a code can be entered.
pub const GOOD_FOR: Duration = Duration::minutes(10);
/// How often it can be tried.
pub const TRIES: i64 = 5;
/// How long an entered code stands as a proof: time to read an agreement.
pub const PROVEN_FOR: Duration = Duration::minutes(60);

/// A code that was mailed.
#[derive(Debug, Clone)]
pub struct Code {
    /// The stable id.
    pub id: CodeId,
    /// What it opens.
    pub signatory: SignatoryId,
    /// Where it opens it.
    pub browser: TokenHash,
    /// Tries so far.
    pub tries: i64,
    /// Until when it can be entered.
    pub expires_at: DateTime<Utc>,
    /// When it was entered.
    pub verified_at: Option<DateTime<Utc>>,
    /// When a signature used it.
    pub used_at: Option<DateTime<Utc>>,
}

/// How a try with a code went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It was right.
    Right,
    /// It was wrong; more tries are left.
    Wrong,
    /// It can no longer be tried: too old, tried too often, or entered before.
    Over,
}

impl Tried {
    /// What to do about it, beside the field; nothing when it was right.
    #[must_use]
    pub fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Right => None,
            Self::Wrong => Some("That’s not the code we sent. Check the newest email from us"),
            Self::Over => Some("This code no longer works. Ask for a new one"),
        }
    }
}

/// Mails a fresh code to the signer. It opens only this signature, and only in this browser.
///
/// # Errors
/// [`Error::TooMany`] when too many were asked for; a refusal when no address is known.
pub async fn send(cx: &mut Cx, record: &Secondment, signatory: &Signatory, browser: TokenHash) -> Result<()> {
    if signatory.email.is_empty() {
        return Err(Error::refused(
            "no_address",
            "We have no email address for this signature. Sign out, sign in again, and sign within five minutes.",
        ));
    }
    let limits = &cx.app.limits;
    limits.letter(&signatory.email, &cx.meta.address, cx.now()).map_err(too_many)?;
    let digits = Digits::fresh();
    let id = CodeId::new(cx.now());
    let hash = digits.hash(&signatory.id.to_string(), &browser);
    let expires_at = cx.now() + GOOD_FOR;
    let code =
        Code { id, signatory: signatory.id, browser, tries: 0, expires_at, verified_at: None, used_at: None };
    store::insert_code(cx, &code, hash).await?;
    let letter = Outgoing {
        dedup: format!("signing-code/{id}"),
        kind: "signing_code".to_owned(),
        subject_id: Some(record.id.0),
        to_name: signatory.name.clone(),
        to_address: signatory.email.clone(),
        subject: "Your code to sign".to_owned(),
        body: notices::code_body(&digits, record),
    };
    cx.enqueue(&letter).await
}

/// Tries a code. The try counts whatever comes of it, so the caller commits in every case.
///
/// # Errors
/// [`Error::TooMany`] when this source has tried too often; invalid when it is not six digits.
pub async fn enter(cx: &mut Cx, signatory: &Signatory, browser: &TokenHash, typed: &str) -> Result<Tried> {
    let Some(digits) = Digits::parse(typed) else {
        return Err(Error::field("code", "Enter the six digits from the email"));
    };
    cx.app.limits.code(&cx.meta.address, cx.now()).map_err(too_many)?;
    let Some(code) = store::code_for(cx, signatory.id, browser).await? else { return Ok(Tried::Over) };
    let Some(stored) = store::take_try(cx, code.id, TRIES).await? else { return Ok(Tried::Over) };
    if digits.hash(&signatory.id.to_string(), browser) != stored {
        return Ok(Tried::Wrong);
    }
    Ok(if store::verify_code(cx, code.id).await? { Tried::Right } else { Tried::Over })
}

/// The code that this browser entered for this signature, while it stands as a proof.
///
/// # Errors
/// When the database does not answer.
pub async fn proven(
    cx: &mut Cx,
    signatory: SignatoryId,
    browser: &TokenHash,
) -> Result<Option<(CodeId, DateTime<Utc>)>> {
    let since = cx.now() - PROVEN_FOR;
    let code = store::code_for(cx, signatory, browser).await?;
    Ok(code.and_then(|code| code.verified_at.filter(|at| *at > since).map(|at| (code.id, at))))
}

/// The newest code that this browser asked for, whatever it opens.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(cx: &mut Cx, browser: &TokenHash) -> Result<Option<Code>> {
    store::newest_code(cx, browser).await
}

/// Whether a code for this signature waits to be entered in this browser.
///
/// # Errors
/// When the database does not answer.
pub async fn is_waiting(cx: &mut Cx, signatory: SignatoryId, browser: &TokenHash) -> Result<bool> {
    let code = store::code_for(cx, signatory, browser).await?;
    Ok(code
        .is_some_and(|code| code.verified_at.is_none() && code.expires_at > cx.now() && code.tries < TRIES))
}

/// Spends the proof on a signature.
///
/// # Errors
/// A refusal when it was spent before.
pub async fn spend(cx: &mut Cx, id: CodeId) -> Result<()> {
    if store::use_code(cx, id).await? {
        return Ok(());
    }
    Err(Error::refused("proof_used", "This code was already used for a signature. Ask for a new one."))
}

fn too_many(wait: Wait) -> Error {
    Error::TooMany { retry_after: wait.seconds }
}
