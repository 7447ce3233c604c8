//! Answering a request: signed in, or by the private link of a letter. A look changes nothing, one answer closes it.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::link;
use super::super::model::{AnswerInput, Request};
use super::super::{actions, store};
use crate::door::{Door, Guest};
use crate::outside_link::{note, unseen};
use crate::page::{frame, guest_frame, render};
use crate::shell::{ErrorSummary, FieldView, Frame, Place};
use crate::typed::{Form, invalid, unprocessable};

/// The page of a private link holds the name and the question, and nothing else of the record.
#[derive(Template)]
#[template(path = "features/feedback/pages/answer.html")]
struct AnswerPage {
    frame: Frame,
    heading: String,
    lede: String,
    question: String,
    readers: String,
    errors: ErrorSummary,
    words: Option<FieldView>,
}

fn page(frame: Frame, request: &Request, sent: &Form) -> AnswerPage {
    let words = FieldView::new("words", "Your answer")
        .lines()
        .hint("A few lines: what went well, and what next.")
        .value(sent.or("words", ""))
        .error(sent.error("words"));
    AnswerPage {
        frame: frame.with_errors(!sent.errors.is_empty()),
        heading: format!("Feedback for {}", request.secondee_name),
        lede: format!("{} asks you:", request.asked_by),
        question: request.question.clone(),
        readers: actions::readers(&request.secondee_name, request.for_managers),
        errors: ErrorSummary::of([&words]),
        words: Some(words),
    }
}

const CLOSED: &str = "It was answered already, or the time for it is over. There is nothing left to do.";

/// `GET /feedback/for/{token}`
pub async fn show_by_link(guest: Guest, Route(token): Route<String>) -> Result<Reply> {
    by_link(&guest, &token, Form::default()).await
}

async fn by_link(guest: &Guest, token: &str, sent: Form) -> Result<Reply> {
    let mut cx = guest.read_as(link::actor()).await?;
    match link::find(guest, &mut cx, token).await?.open_or_page(guest, CLOSED)? {
        Err(why_not) => Ok(why_not),
        Ok(request) => {
            let page = page(guest_frame(guest, "Feedback"), &request, &sent);
            Ok(unseen(unprocessable(render(&page)?, &sent.errors)))
        }
    }
}

/// `POST /feedback/for/{token}`
pub async fn send_by_link(
    guest: Guest,
    Route(token): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    match invalid(answer_by_link(&guest, &token, &sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => by_link(&guest, &token, sent.with(errors)).await,
    }
}

async fn answer_by_link(guest: &Guest, token: &str, sent: &Form) -> Result<Reply> {
    let mut cx = guest.write_as(link::actor()).await?;
    let request = match link::find(guest, &mut cx, token).await?.open_or_page(guest, CLOSED)? {
        Err(why_not) => return Ok(why_not),
        Ok(request) => request,
    };
    actions::answer(&mut cx, &request, &AnswerInput { words: sent.text("words") }).await?;
    let thanks = format!("{} has it now. You can close this page.", request.secondee_name);
    let reply = note(guest, "Thank you", &thanks, StatusCode::OK)?;
    cx.finish(reply).await
}

/// `GET /feedback/requests/{id}`
pub async fn show(door: Door, Route(id): Route<String>) -> Result<Reply> {
    view(&door, &id, Form::default()).await
}

async fn view(door: &Door, id: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let request = store::load_mine(&mut cx, id.parse().map_err(|_| Error::NotFound)?).await?;
    let mut page = page(frame(door, "Feedback", Some(Place::Home)), &request, &sent);
    if !request.is_open(cx.now()) {
        page.words = None;
        page.readers = "This was answered already, or the time for it is over.".to_owned();
    }
    Ok(unprocessable(render(&page)?, &sent.errors))
}

/// `POST /feedback/requests/{id}`
pub async fn send(
    door: Door,
    Route(id): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        let request = store::load_mine(&mut cx, id.parse().map_err(|_| Error::NotFound)?).await?;
        actions::answer(&mut cx, &request, &AnswerInput { words: sent.text("words") }).await?;
        cx.finish(Reply::see("/").flash("Feedback given")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &id, sent.with(errors)).await,
    }
}
