//! “Pass to someone else”, through both doors, and the desk’s way to take it back.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::{PassInput, actions};
use crate::door::{Door, Guest};
use crate::features::agreements::model::Signatory;
use crate::features::agreements::pages::inside::{framed, seen};
use crate::features::agreements::pages::outside::{told, unknown};
use crate::features::agreements::pages::outside_form::proven;
use crate::features::agreements::signing::act;
use crate::page::{guest_frame, render};
use crate::shell::{ErrorSummary, FieldKind, FieldView, Frame};
use crate::typed::Form;

#[derive(Template)]
#[template(path = "features/agreements/passing/pass.html")]
struct PassPage {
    frame: Frame,
    lede: &'static str,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
    action: String,
    back: String,
}

fn form(frame: Frame, is_outside: bool, sent: &Form, action: String, back: String) -> PassPage {
    let mut fields = Vec::new();
    if is_outside {
        fields.push(sent.field("name", "Their full name"));
        fields.push(sent.field("job_title", "What they do there"));
    }
    let email = sent.field("email", "Their email address").kind(FieldKind::Email);
    fields.push(if is_outside { email } else { email.hint("They must be allowed to sign for your side.") });
    fields.push(sent.field("reason", "Why do they sign instead of you?").lines());
    let errors = sent.summary(&fields.iter().collect::<Vec<_>>());
    let lede = if is_outside {
        "They get their own private link, and your link stops working. The people who run this secondment are told."
    } else {
        "They are asked at once. The mobility team is told, and can take it back until it is signed."
    };
    PassPage { frame: frame.with_errors(!errors.is_empty()), lede, errors, fields, action, back }
}

fn read(sent: &Form) -> PassInput {
    PassInput {
        name: sent.text("name"),
        email: sent.text("email"),
        job_title: sent.text("job_title"),
        reason: sent.text("reason"),
    }
}

fn here(number: &str) -> String {
    format!("/secondments/{number}/agreement")
}

/// The actor’s own signature, when it can be passed on now.
async fn view(door: &Door, number: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = seen(&mut cx, number).await?;
    let own = seen.own.as_ref().ok_or(Error::Forbidden)?;
    act::ready(&seen.agreement, &seen.signatories, own)?;
    let frame = framed(door, &seen.record);
    let page = form(frame, !own.has_account, sent, format!("{}/passes", here(number)), here(number));
    Ok(sent.status(render(&page)?))
}

/// GET `/secondments/{number}/agreement/passes`.
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, &Form::default()).await
}

/// POST `/secondments/{number}/agreement/passes`.
pub async fn send(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    let own: &Signatory = seen.own.as_ref().ok_or(Error::Forbidden)?;
    match crate::typed::invalid(actions::pass(&mut cx, &seen.record, own, &read(&sent)).await)? {
        Ok(next) => {
            let words = format!("Passed to {}, who has been asked", next.name);
            cx.finish(Reply::see(here(&number)).flash(&words)).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

/// POST `/secondments/{number}/agreement/passes/recall`.
pub async fn recall(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    let back = actions::recall(&mut cx, &seen.record).await?;
    let words = format!("Taken back. {} has been asked again", back.name);
    cx.finish(Reply::see(here(&number)).flash(&words)).await
}

fn outside_page(guest: &Guest, sent: &Form) -> Result<Reply> {
    let page = form(
        guest_frame(guest, "Pass to someone else"),
        true,
        sent,
        "/sign/pass".to_owned(),
        "/sign".to_owned(),
    );
    Ok(sent.status(render(&page)?))
}

/// GET `/sign/pass`: only for a browser that has proved who is in front of it.
pub async fn show_outside(guest: Guest) -> Result<Reply> {
    match proven(&guest).await? {
        None => unknown(&guest),
        Some((.., None)) => Ok(Reply::see("/sign")),
        Some((.., Some(_))) => outside_page(&guest, &Form::default()),
    }
}

/// POST `/sign/pass`.
pub async fn send_outside(guest: Guest, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let Some((_, request, proof)) = proven(&guest).await? else { return unknown(&guest) };
    if proof.is_none() {
        return Ok(Reply::see("/sign"));
    }
    let sent = Form::sent(fields);
    let mut cx = guest.write_as(request.actor.clone()).await?;
    let done = actions::pass(&mut cx, &request.record, &request.signatory, &read(&sent)).await;
    match crate::typed::invalid(done)? {
        Ok(next) => {
            let lede =
                format!("{} gets a private link of their own. You have nothing more to do.", next.name);
            cx.finish(told(&guest, "Passed on", &lede)?).await
        }
        Err(errors) => {
            drop(cx);
            outside_page(&guest, &sent.with(errors))
        }
    }
}
