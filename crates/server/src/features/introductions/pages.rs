//! The page of the first word: what was written, the answer, and the team.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply, Route};

use super::model::{Colleague, WordsInput, is_before_start, reads, sees_team};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Head, Party, Record, RecordTab, head};
use crate::page::{frame, part, render};
use crate::shell::{ErrorSummary, FieldView, Frame, Markup, Place};
use crate::typed::{Form, invalid, unprocessable};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/introduction", get(show).post(send))
        .route("/secondments/{number}/introduction/answer", post(answer))
}

#[derive(Template)]
#[template(path = "features/introductions/page.html")]
struct IntroductionPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    action: String,
    words: String,
    answer: String,
    field: Option<FieldView>,
    team: Option<Vec<Colleague>>,
}

#[derive(Template)]
#[template(path = "features/introductions/card.html")]
struct Card {
    href: String,
    words: &'static str,
    label: &'static str,
}

/// The way to the first word, on the record page before the first day.
///
/// # Errors
/// When the database does not answer.
pub async fn card(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    if !is_before_start(record.secondment.workflow) || !reads(&record.standing) {
        return Ok(None);
    }
    let known = store::find(cx, record).await?;
    let is_own = record.standing.is(Party::Secondee);
    let (words, label) = match (known.words.is_empty(), known.answer.is_empty()) {
        (true, _) if is_own => {
            ("Say hello before the first day, and see who will be there.", "Introduce yourself")
        }
        (true, _) => ("The secondee has not written to the host’s team yet.", "Open"),
        (false, true) => ("The secondee has written to the host’s team.", "Read"),
        (false, false) => ("The secondee has written, and the host manager has answered.", "Read"),
    };
    let href = format!("/secondments/{}/introduction", record.secondment.number);
    part(&Card { href, words, label }).map(Some)
}

async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, &Form::default()).await
}

async fn send(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    keep(&door, &number, Form::sent(fields), false).await
}

async fn answer(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    keep(&door, &number, Form::sent(fields), true).await
}

async fn keep(door: &Door, number: &str, sent: Form, is_answer: bool) -> Result<Reply> {
    let input = WordsInput { words: sent.text("words") };
    let outcome = async {
        let mut cx = door.write().await?;
        if is_answer {
            actions::answer(&mut cx, number, &input).await?;
        } else {
            actions::send(&mut cx, number, &input).await?;
        }
        cx.finish(Reply::see(format!("/secondments/{number}/introduction")).flash("Sent")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(door, number, &sent.with(errors)).await,
    }
}

async fn view(door: &Door, number: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, number).await?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let known = store::find(&mut cx, &record).await?;
    let workflow = record.secondment.workflow;
    let team =
        if sees_team(&record.standing, workflow) { Some(store::team(&mut cx, &record).await?) } else { None };
    let is_own = record.standing.is(Party::Secondee);
    let answers = record.standing.is(Party::HostManager) && !is_own && !known.words.is_empty();
    let label = if is_own { "A first word to the team" } else { "Your answer" };
    let hint = if is_own {
        "Who you are, what you look forward to, what you would like to know. The host manager reads it first."
    } else {
        "When and where to come on the first day, and whom to ask for."
    };
    let written = if is_own { &known.words } else { &known.answer };
    let field = (is_before_start(workflow) && (is_own || answers)).then(|| {
        FieldView::new("words", label)
            .lines()
            .hint(hint)
            .value(sent.or("words", written))
            .error(sent.error("words"))
    });
    let path = if is_own { "introduction" } else { "introduction/answer" };
    let page = IntroductionPage {
        frame: frame(door, format!("First word, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(&field),
        action: format!("/secondments/{number}/{path}"),
        words: known.words,
        answer: known.answer,
        field,
        team,
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}
