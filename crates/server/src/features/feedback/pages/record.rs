//! The feedback of a record: what was said, what is asked, and the two forms.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{AskInput, Feedback, GiveInput, OpenRequest};
use super::super::{actions, store};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Head, Record, RecordTab, head};
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{Downloads, ErrorSummary, FieldKind, FieldView, Frame, Place};
use crate::typed::{Form, invalid, unprocessable};

/// Feedback on one page.
const MOST: i64 = 100;

#[derive(Template)]
#[template(path = "features/feedback/pages/record.html")]
struct FeedbackPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    number: String,
    lines: Vec<Line>,
    downloads: Downloads,
    waiting: Vec<String>,
    ask: Option<[FieldView; 4]>,
    give: Option<[FieldView; 3]>,
}

/// One piece of feedback.
pub struct Line {
    /// About what; empty when nobody asked.
    pub about: String,
    /// What was said.
    pub words: String,
    /// "Fiona Achterberg, Fri 13 Nov. For you and both managers."
    pub by: String,
}

fn line(feedback: Feedback, today: NaiveDate) -> Line {
    let readers = if feedback.for_managers {
        "Read by the secondee and both managers"
    } else {
        "Read by the secondee alone"
    };
    Line {
        by: format!("{}, {}. {readers}.", feedback.by, short_day(feedback.at.date_naive(), today)),
        about: feedback.about,
        words: feedback.words,
    }
}

/// The newest feedback that the actor may read.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(cx: &mut Cx, record: &Record) -> Result<Option<Line>> {
    let today = cx.today();
    Ok(store::feedback(cx, record, 1).await?.pop().map(|feedback| line(feedback, today)))
}

/// `GET /secondments/{number}/feedback`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, Form::default(), Form::default()).await
}

/// `POST /secondments/{number}/feedback/requests`
pub async fn ask(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let text = |name: &str| sent.text(name);
    let input = AskInput {
        name: text("name"),
        email: text("email"),
        question: text("question"),
        for_managers: sent.ticked("for_managers"),
    };
    let outcome = async {
        let mut cx = door.write().await?;
        actions::ask(&mut cx, &number, &input).await?;
        let words = format!("Asked {}", input.name.trim());
        cx.finish(Reply::see(format!("/secondments/{number}/feedback")).flash(&words)).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors), Form::default()).await,
    }
}

/// `POST /secondments/{number}/feedback`
pub async fn give(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let input = GiveInput {
        about: sent.text("about"),
        words: sent.text("words"),
        for_managers: sent.ticked("share"),
    };
    let outcome = async {
        let mut cx = door.write().await?;
        actions::give(&mut cx, &number, &input).await?;
        cx.finish(Reply::see(format!("/secondments/{number}/feedback")).flash("Feedback given")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, Form::default(), sent.with(errors)).await,
    }
}

async fn view(door: &Door, number: &str, asked: Form, given: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, number).await?;
    let head = head(&mut cx, &record, RecordTab::Feedback).await?;
    let is_open = actions::is_open(&record);
    let today = cx.today();
    let ask = is_open.then(|| ask_fields(&asked));
    let give = (is_open && actions::is_manager(&record)).then(|| give_fields(&given));
    let errors = Form::default().with(asked.errors.clone()).with(given.errors.clone()).errors;
    let fields = ask.iter().flatten().chain(give.iter().flatten());
    let page = FeedbackPage {
        frame: frame(door, format!("Feedback, {}", head.title), Some(Place::Secondments))
            .with_errors(!errors.is_empty()),
        errors: ErrorSummary::of(fields),
        number: number.to_owned(),
        downloads: Downloads::whole(&format!("/secondments/{number}/feedback")),
        lines: store::feedback(&mut cx, &record, MOST)
            .await?
            .into_iter()
            .map(|one| line(one, today))
            .collect(),
        waiting: store::open_requests(&mut cx, &record)
            .await?
            .iter()
            .map(|one| waiting(one, today))
            .collect(),
        ask,
        give,
        head,
    };
    Ok(unprocessable(render(&page)?, &errors))
}

fn waiting(request: &OpenRequest, today: NaiveDate) -> String {
    let until = short_day(request.expires_at.date_naive(), today);
    format!("{}: {} Open until {until}.", request.name, request.question)
}

fn ask_fields(sent: &Form) -> [FieldView; 4] {
    let field = |name: &str, label: &str| {
        FieldView::new(name, label).value(sent.or(name, "")).error(sent.error(name))
    };
    [
        field("name", "Who?").hint("Anybody you work with, also without an account here."),
        field("email", "Their email address").kind(FieldKind::Email),
        field("question", "About what?").lines().hint("One thing is easier to answer than everything."),
        field("for_managers", "Both managers read the answer as well")
            .kind(FieldKind::Tick)
            .hint("Whoever you ask is told before who will read it."),
    ]
}

fn give_fields(sent: &Form) -> [FieldView; 3] {
    let field = |name: &str, label: &str| {
        FieldView::new(name, label).value(sent.or(name, "")).error(sent.error(name))
    };
    [
        field("about", "About what?").optional(),
        field("words", "What would you like to say?").lines().hint("What went well, and what next."),
        field("share", "The other manager reads it as well").kind(FieldKind::Tick),
    ]
}
