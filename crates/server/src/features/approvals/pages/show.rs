//! The approvals of one record: the evidence first, then the route, questions, and the reader's own decision.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route as Path};

use super::super::model::{Answer, Question, QuestionInput, ReplyInput, Route};
use super::super::panel::{Stepper, lead, shown};
use super::super::{actions, holders, store};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::proposals::{self, Evidence};
use crate::features::secondments::{self, Head, Record, RecordTab, Slice, Workflow, head};
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, FieldView, Frame, Notice, Place, Timeline, TimelineItem, Tone};
use crate::typed::{Form, invalid};

#[derive(Template)]
#[template(path = "features/approvals/pages/show.html")]
struct ShowPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    notice: Option<Notice>,
    lead: String,
    stepper: Option<Stepper>,
    evidence: Option<Evidence>,
    asked: Option<Timeline>,
    address: String,
    version: i64,
    /// Note, reason to send back, reason to decline, question; for whom it is to decide.
    decide: Option<[FieldView; 4]>,
    reply: Option<FieldView>,
}

/// `GET /secondments/{number}/approvals`
pub async fn open(door: Door, Path(number): Path<String>) -> Result<Reply> {
    view(&door, &number, &Form::default()).await
}

/// `POST /secondments/{number}/approvals`
pub async fn decide(
    door: Door,
    Path(number): Path<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let sent = Form::sent(fields);
    let outcome = match read(&sent) {
        Ok(answer) => actions::decide(&mut cx, &number, Some(sent.version()), answer).await,
        Err(error) => Err(error),
    };
    match invalid(outcome)? {
        Ok(record) => {
            let (onward, words) = done(&sent, &record);
            cx.finish(Reply::see(onward).flash(words)).await
        }
        Err(errors) => {
            drop(cx);
            let errors = renamed(&sent, errors);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

fn read(sent: &Form) -> Result<Answer> {
    match sent.text("decision").as_str() {
        "approve" => Ok(Answer::Approve { note: sent.text("note") }),
        "send_back" => Ok(Answer::SendBack { reason: sent.text("send_back_reason") }),
        "decline" => Ok(Answer::Decline { reason: sent.text("decline_reason") }),
        _ => Err(Error::field("", "Choose whether to approve, send back or decline")),
    }
}

/// The verb says `reason`; the page has one field for each way to give one.
fn renamed(sent: &Form, errors: FieldErrors) -> FieldErrors {
    let mut here = FieldErrors::default();
    for (field, sentence) in errors.0 {
        let name = match (field.as_str(), sent.text("decision").as_str()) {
            ("reason", "decline") => "decline_reason".to_owned(),
            ("reason", _) => "send_back_reason".to_owned(),
            _ => field,
        };
        here.add(name, sentence);
    }
    here
}

fn done(sent: &Form, record: &Record) -> (&'static str, &'static str) {
    match sent.text("decision").as_str() {
        "send_back" => ("/approvals", "Sent back. It is a draft again; they have your reason."),
        "decline" => ("/approvals", "Declined. They have your reason."),
        _ if record.secondment.workflow == Workflow::PendingApproval => {
            ("/approvals", "Approved. The next one is asked.")
        }
        _ => ("/approvals", "Approved. You were the last; the agreement can now be drafted."),
    }
}

/// `POST /secondments/{number}/approvals/question`
pub async fn ask(
    door: Door,
    Path(number): Path<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let sent = Form::sent(fields);
    let input = QuestionInput { question: sent.text("question") };
    match invalid(actions::ask(&mut cx, &number, &input).await)? {
        Ok(_) => {
            let reply = Reply::see(format!("/secondments/{number}/approvals"));
            cx.finish(reply.flash("Asked. You hear when it is answered.")).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

/// `POST /secondments/{number}/approvals/answer`
pub async fn answer(
    door: Door,
    Path(number): Path<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let sent = Form::sent(fields);
    let input = ReplyInput { answer: sent.text("answer") };
    match invalid(actions::answer(&mut cx, &number, &input).await)? {
        Ok(_) => {
            let reply = Reply::see(format!("/secondments/{number}/approvals"));
            cx.finish(reply.flash("Answered. Whoever asked can decide now.")).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

async fn view(door: &Door, number: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, number).await?;
    if !record.standing.sees(Slice::Approvals) {
        return Err(Error::NotFound);
    }
    let route = store::newest(&mut cx, record.secondment.id).await?;
    let is_mine = holders::is_for(&mut cx, &record).await?;
    let questions = match &route {
        Some(route) => store::questions::of_route(&mut cx, route.id).await?,
        None => Vec::new(),
    };
    let is_asked = actions::open_question(&questions).is_some();
    let is_pending = record.secondment.workflow == Workflow::PendingApproval;
    let decide = is_mine.then(|| fields(sent));
    let may_reply = is_pending && is_asked && actions::may_answer(&record);
    let reply = may_reply
        .then(|| sent.field("answer", "Your answer").lines().hint("Everybody who approves reads it."));
    let all: Vec<&FieldView> = decide.iter().flatten().chain(&reply).collect();
    let errors = sent.summary(&all);
    let head = head(&mut cx, &record, RecordTab::Approvals).await?;
    let title = format!("Approvals, {}", head.title);
    let page = ShowPage {
        frame: frame(door, title, Some(Place::Approvals)).with_errors(!errors.is_empty()),
        errors,
        notice: notice(&mut cx, &record, route.as_ref(), is_mine).await?,
        lead: route.as_ref().map_or_else(|| "Approvals begin when the home manager agrees.".to_owned(), lead),
        stepper: match &route {
            Some(route) if !route.steps.is_empty() => {
                Some(Stepper { steps: shown(&mut cx, &record, route).await? })
            }
            _ => None,
        },
        evidence: if is_mine { Some(proposals::evidence(&mut cx, &record).await?) } else { None },
        asked: timeline(&mut cx, &questions).await?,
        address: format!("/secondments/{number}/approvals"),
        version: record.secondment.version,
        decide,
        reply,
        head,
    };
    Ok(sent.status(render(&page)?))
}

fn fields(sent: &Form) -> [FieldView; 4] {
    [
        sent.field("note", "A note").lines().optional().hint("Those who approve after you read it."),
        sent.field("send_back_reason", "What is missing or should change?").lines(),
        sent.field("decline_reason", "Why not?").lines(),
        sent.field("question", "What do you want to know?").lines(),
    ]
}

async fn notice(
    cx: &mut Cx,
    record: &Record,
    route: Option<&Route>,
    is_mine: bool,
) -> Result<Option<Notice>> {
    let Some(step) = route.and_then(Route::asked) else { return Ok(None) };
    let due = step.due_on.map(|day| format::near(day, cx.today())).unwrap_or_default();
    if !is_mine {
        return Ok(None);
    }
    let capacity = holders::of_actor(cx, &record.secondment, step).await?.ok();
    let lead = match capacity.and_then(super::super::access::Capacity::in_place_of) {
        Some(other) => {
            format!("You decide this for {}, by {due}.", people::store::brief(cx, other).await?.name)
        }
        None => format!("This waits for you as {}, by {due}.", step.by.label()),
    };
    Ok(Some(Notice::new(Tone::Warn, lead).text(step.reason.clone())))
}

async fn timeline(cx: &mut Cx, questions: &[Question]) -> Result<Option<Timeline>> {
    let today = cx.today();
    let mut items = Vec::new();
    for one in questions {
        let by = people::store::brief(cx, one.asked_by).await?.name;
        items.push(TimelineItem {
            title: format!("{by} asks"),
            by: format::near(one.asked_at.date_naive(), today),
            quote: Some(one.question.clone()),
            ..TimelineItem::default()
        });
        if let Some((words, by, at)) = &one.answer {
            let by = people::store::brief(cx, *by).await?.name;
            items.push(TimelineItem {
                title: format!("{by} answers"),
                by: format::near(at.date_naive(), today),
                quote: Some(words.clone()),
                ..TimelineItem::default()
            });
        }
    }
    Ok((!items.is_empty()).then_some(Timeline { items }))
}
