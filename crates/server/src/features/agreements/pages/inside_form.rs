//! What people with an account do on the page of an agreement.

use askama::Template;
use axum::http::StatusCode;
use serde::Deserialize;
use sojourn_kit::auth::TokenHash;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::inside::{Seen, Wrong, framed, page, seen};
use super::side::Form;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::model::{SignInput, Signatory, SignatoryStatus};
use crate::features::agreements::signing::act::{self, Outcome};
use crate::features::agreements::signing::codes::Tried;
use crate::features::agreements::signing::{Proof, asker, codes, decline as declining, proof};
use crate::page::render;
use crate::shell::{ErrorSummary, FieldView, Frame};

/// The question “Sign as …?” on a page of its own, for browsers without script.
#[derive(Template)]
#[template(path = "features/agreements/pages/confirm.html")]
pub(super) struct ConfirmPage {
    pub frame: Frame,
    pub form: Form,
    pub action: String,
    pub back: String,
    pub document: String,
}

/// One question, one box, one button: to decline, to take back.
#[derive(Template)]
#[template(path = "features/agreements/pages/words.html")]
pub(super) struct WordsPage {
    pub frame: Frame,
    pub heading: String,
    pub lede: String,
    pub field: FieldView,
    pub errors: ErrorSummary,
    pub action: String,
    pub button: &'static str,
    pub kind: &'static str,
    pub back: String,
}

/// The six digits as typed.
#[derive(Debug, Deserialize)]
pub struct CodeInput {
    /// The digits.
    #[serde(default)]
    pub code: String,
}

/// A reason as typed.
#[derive(Debug, Deserialize)]
pub struct WordsInput {
    /// A reason.
    #[serde(default)]
    pub reason: String,
}

fn here(number: &str) -> String {
    format!("/secondments/{number}/agreement")
}

/// The actor’s own signature and the browser they are in.
fn mine<'a>(cx: &Cx, seen: &'a Seen) -> Result<(&'a Signatory, TokenHash)> {
    let own = seen.own.as_ref().ok_or(Error::Forbidden)?;
    Ok((own, asker(&cx.actor).ok_or(Error::Forbidden)?))
}

/// POST `/secondments/{number}/agreement/codes`.
pub async fn send_code(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    let (own, browser) = mine(&cx, &seen)?;
    act::ready(&seen.agreement, &seen.signatories, own)?;
    codes::send(&mut cx, &seen.record.secondment, own, browser).await?;
    cx.finish(Reply::see(format!("{}#sign", here(&number)))).await
}

/// POST `/secondments/{number}/agreement/codes/entry`.
pub async fn enter_code(
    door: Door,
    Route(number): Route<String>,
    Fields(input): Fields<CodeInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    let (own, browser) = mine(&cx, &seen)?;
    act::ready(&seen.agreement, &seen.signatories, own)?;
    let tried = match codes::enter(&mut cx, own, &browser, &input.code).await {
        Err(Error::Invalid(errors)) => {
            let code = errors.get("code").map(str::to_owned);
            let wrong = Wrong { code, ..Wrong::default() };
            return Ok(page(&door, &mut cx, &number, wrong).await?.status(StatusCode::UNPROCESSABLE_ENTITY));
        }
        tried => tried?,
    };
    if tried == Tried::Right {
        return cx.finish(Reply::see(format!("{}#sign", here(&number)))).await;
    }
    let wrong = Wrong { code: tried.sentence().map(str::to_owned), ..Wrong::default() };
    let reply = page(&door, &mut cx, &number, wrong).await?.status(StatusCode::UNPROCESSABLE_ENTITY);
    // the try counts, so what was written stays
    cx.finish(reply).await
}

/// POST `/secondments/{number}/agreement/signatures`.
pub async fn sign(
    door: Door,
    Route(number): Route<String>,
    Fields(input): Fields<SignInput>,
) -> Result<Reply> {
    if input.confirmed != "yes" {
        return confirm(&door, &number, input).await;
    }
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    let (own, browser) = mine(&cx, &seen)?;
    let typed = match input.check() {
        Ok(typed) => typed,
        Err(Error::Invalid(errors)) => return again(&door, cx, &number, input, errors).await,
        Err(error) => return Err(error),
    };
    let Some(proof) = proof(&mut cx, own, &browser).await? else { return stale(&door, cx, &number).await };
    let mut record = seen.record.clone();
    let outcome = act::sign(&mut cx, &mut record, own, &typed, &proof).await?;
    cx.finish(Reply::see(here(&number)).flash(told(outcome))).await
}

/// What the next page says about a signature.
pub(super) fn told(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::PartlySigned => "You have signed. Those who have not are asked",
        Outcome::Executed => {
            "You have signed, as the last. The agreement is in force and everybody gets a copy"
        }
    }
}

async fn again(
    door: &Door,
    mut cx: Cx,
    number: &str,
    typed: SignInput,
    errors: FieldErrors,
) -> Result<Reply> {
    let wrong = Wrong { typed: Some(typed), errors, code: None };
    Ok(page(door, &mut cx, number, wrong).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// The proof ran out while they were reading: back to the page, which asks for a fresh one.
async fn stale(door: &Door, mut cx: Cx, number: &str) -> Result<Reply> {
    Ok(page(door, &mut cx, number, Wrong::default()).await?.status(StatusCode::FORBIDDEN))
}

async fn confirm(door: &Door, number: &str, input: SignInput) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = seen(&mut cx, number).await?;
    let (own, browser) = mine(&cx, &seen)?;
    act::ready(&seen.agreement, &seen.signatories, own)?;
    if let Err(Error::Invalid(errors)) = input.check() {
        return again(door, cx, number, input, errors).await;
    }
    let proven: Option<Proof> = proof(&mut cx, own, &browser).await?;
    if proven.is_none() {
        return stale(door, cx, number).await;
    }
    let open = seen.signatories.iter().filter(|s| s.status != SignatoryStatus::Signed).count();
    let form = Form::new(&seen.agreement, own, open == 1, Some(&input));
    render(&ConfirmPage {
        frame: framed(door, &seen.record),
        form,
        action: format!("{}/signatures", here(number)),
        back: here(number),
        document: input.document,
    })
}

fn words_page(door: &Door, seen: &Seen, typed: &str, error: Option<&str>) -> WordsPage {
    let frame = framed(door, &seen.record).with_errors(error.is_some());
    let base = here(&seen.record.secondment.number);
    words(frame, typed, error, format!("{base}/refusals"), base)
}

/// The page to decline on, for both doors.
pub(super) fn words(
    frame: Frame,
    typed: &str,
    error: Option<&str>,
    action: String,
    back: String,
) -> WordsPage {
    let lede = "Everybody involved is told, with your reason. Nothing is lost: the text goes back to be changed, and you \
                are asked again when the next version is ready.";
    let field = FieldView::new("reason", "Why you don’t want to sign").lines().value(typed).error(error);
    let errors = ErrorSummary::of([&field]);
    WordsPage {
        frame,
        heading: "Decline to sign".to_owned(),
        lede: lede.to_owned(),
        field,
        errors,
        action,
        button: "Decline to sign",
        kind: "danger",
        back,
    }
}

/// GET `/secondments/{number}/agreement/refusals`.
pub async fn decline_page(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = seen(&mut cx, &number).await?;
    let (own, _) = mine(&cx, &seen)?;
    act::ready(&seen.agreement, &seen.signatories, own)?;
    render(&words_page(&door, &seen, "", None))
}

/// POST `/secondments/{number}/agreement/refusals`.
pub async fn decline(
    door: Door,
    Route(number): Route<String>,
    Fields(input): Fields<WordsInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    let (own, _) = mine(&cx, &seen)?;
    let mut record = seen.record.clone();
    match declining::decline(&mut cx, &mut record, own, &input.reason).await {
        Err(Error::Invalid(errors)) => {
            let page = words_page(&door, &seen, &input.reason, errors.get("reason"));
            Ok(render(&page)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        done => {
            done?;
            cx.finish(Reply::see(here(&number)).flash("You declined. Everybody involved has been told")).await
        }
    }
}
