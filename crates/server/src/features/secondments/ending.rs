//! Taking a proposal back, and calling a secondment off: one page each, and their JSON twins.

use askama::Template;
use axum::http::StatusCode;
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Body, Fields, Problem, Reply, Route};
use utoipa::ToSchema;

use super::actions::{self, EndInput};
use super::api::RecordView;
use super::lifecycle::{self, Action};
use super::model::{Record, Workflow};
use super::parties::Parties;
use super::{steps, store};
use crate::cx::Cx;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::{Crumbs, ErrorSummary, FieldView, Frame, Link, Place};

#[derive(Template)]
#[template(path = "features/secondments/ending.html")]
struct EndPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: &'static str,
    lede: String,
    errors: ErrorSummary,
    reason: FieldView,
    version: i64,
    action: String,
    button: &'static str,
    back: String,
}

/// The words of one way to end.
struct Words {
    heading: &'static str,
    button: &'static str,
    consequence: &'static str,
    done: &'static str,
}

const WITHDRAW: Words = Words {
    heading: "Withdraw this secondment",
    button: "Withdraw",
    consequence: "It will not go ahead. What was written stays on record; to try again, start a new one.",
    done: "Withdrawn.",
};

const CANCEL: Words = Words {
    heading: "Call this secondment off",
    button: "Call it off",
    consequence: "It will not start. What was written and signed stays on record.",
    done: "Called off. Everyone on the record is told.",
};

fn words(action: Action) -> &'static Words {
    if action == Action::Cancel { &CANCEL } else { &WITHDRAW }
}

async fn show(
    door: &Door,
    cx: &mut Cx,
    record: &Record,
    action: Action,
    input: &EndInput,
    errors: &FieldErrors,
) -> Result<Reply> {
    let words = words(action);
    let s = &record.secondment;
    let parties = Parties::of(cx, record).await?;
    let back = format!("/secondments/{}", s.number);
    let is_draft = s.workflow == Workflow::Idea;
    let hint = if is_draft { "Nobody else has seen this draft." } else { "Everyone on this record sees it." };
    let mut reason = FieldView::new("reason", "Why?")
        .lines()
        .hint(hint)
        .value(input.reason.clone())
        .error(errors.get("reason"));
    reason.optional = is_draft;
    let page = EndPage {
        frame: frame(door, words.heading, Some(Place::Secondments)).with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(
            vec![Link::new("Secondments", "/secondments"), Link::new(s.number.clone(), back.clone())],
            words.button,
        ),
        heading: words.heading,
        lede: format!("{}. {}", parties.title(), words.consequence),
        errors: ErrorSummary::of([&reason]),
        reason,
        version: input.version,
        action: steps::href(action, &s.number),
        button: words.button,
        back,
    };
    render(&page)
}

async fn form(door: &Door, number: &str, action: Action) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = store::load(&mut cx, number).await?;
    lifecycle::decide(&record.secondment, action, &record.standing)?;
    let input = EndInput { reason: String::new(), version: record.secondment.version };
    show(door, &mut cx, &record, action, &input, &FieldErrors::default()).await
}

async fn submit(door: &Door, number: &str, action: Action, input: EndInput) -> Result<Reply> {
    let mut cx = door.write().await?;
    match act(&mut cx, number, action, &input).await {
        Ok(_) => {
            // who only wrote it for somebody else may not see it once it is no longer a draft
            let is_seen = store::load(&mut cx, number).await.is_ok();
            let onward = if is_seen { format!("/secondments/{number}") } else { "/secondments".to_owned() };
            cx.finish(Reply::see(onward).flash(words(action).done)).await
        }
        Err(Error::Invalid(errors)) => {
            let record = store::load(&mut cx, number).await?;
            let page = show(door, &mut cx, &record, action, &input, &errors).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

async fn act(cx: &mut Cx, number: &str, action: Action, input: &EndInput) -> Result<Record> {
    match action {
        Action::Cancel => actions::cancel(cx, number, input).await,
        _ => actions::withdraw(cx, number, input).await,
    }
}

/// `GET /secondments/{number}/withdrawal`
pub async fn withdrawal(door: Door, Route(number): Route<String>) -> Result<Reply> {
    form(&door, &number, Action::Withdraw).await
}

/// `POST /secondments/{number}/withdrawal`
pub async fn withdraw(
    door: Door,
    Route(number): Route<String>,
    Fields(input): Fields<EndInput>,
) -> Result<Reply> {
    submit(&door, &number, Action::Withdraw, input).await
}

/// `GET /secondments/{number}/cancellation`
pub async fn cancellation(door: Door, Route(number): Route<String>) -> Result<Reply> {
    form(&door, &number, Action::Cancel).await
}

/// `POST /secondments/{number}/cancellation`
pub async fn cancel(
    door: Door,
    Route(number): Route<String>,
    Fields(input): Fields<EndInput>,
) -> Result<Reply> {
    submit(&door, &number, Action::Cancel, input).await
}

/// Why a record ends before the start.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndRequest {
    /// Why, in words that everybody on the record may read. A draft needs none.
    #[serde(default)]
    pub reason: String,
    /// The version that was read.
    pub version: i64,
}

impl From<EndRequest> for EndInput {
    fn from(request: EndRequest) -> Self {
        Self { reason: request.reason, version: request.version }
    }
}

/// Takes a proposal back.
#[utoipa::path(post, path = "/secondments/{number}/withdrawal", tag = "secondments", request_body = EndRequest,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn api_withdraw(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<EndRequest>,
) -> Result<Reply> {
    api_end(&door, &number, Action::Withdraw, input).await
}

/// Calls a secondment off before the start.
#[utoipa::path(post, path = "/secondments/{number}/cancellation", tag = "secondments", request_body = EndRequest,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn api_cancel(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<EndRequest>,
) -> Result<Reply> {
    api_end(&door, &number, Action::Cancel, input).await
}

async fn api_end(door: &Door, number: &str, action: Action, input: EndRequest) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = act(&mut cx, number, action, &input.into()).await?;
    let view = RecordView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}
