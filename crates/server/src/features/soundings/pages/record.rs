//! The questions to the host of one record: what was asked, what was said, and the form.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::near;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{AskInput, Given, Sounding, may_ask};
use super::super::{actions, store};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Head, Record, RecordTab, head};
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, FieldView, Frame, Place};
use crate::typed::{Form, invalid};

/// One question with its answers.
struct Line {
    lead: String,
    words: String,
    answers: Vec<String>,
    /// Where it is taken back, while it is open.
    withdraw: Option<String>,
}

#[derive(Template)]
#[template(path = "features/soundings/pages/record.html")]
struct RecordPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    lines: Vec<Line>,
    /// Why the host cannot be asked now.
    why_not: String,
    to: String,
    words: Option<FieldView>,
    action: String,
}

/// `GET /secondments/{number}/host-answer`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, &Form::default()).await
}

/// `POST /secondments/{number}/host-answer`
pub async fn ask(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let mut cx = door.write().await?;
    match invalid(actions::ask(&mut cx, &number, &AskInput { words: sent.text("words") }).await)? {
        Ok(_) => {
            let reply = Reply::see(format!("/secondments/{number}/host-answer"));
            cx.finish(reply.flash("Asked. The answer comes here and by email")).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

/// `POST /secondments/{number}/host-answer/{id}/withdrawal`
pub async fn withdraw(door: Door, Route((number, id)): Route<(String, String)>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::followed(&mut cx, &number).await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    actions::withdraw(&mut cx, &number, id).await?;
    cx.finish(Reply::see(format!("/secondments/{number}/host-answer")).flash("Taken back")).await
}

async fn view(door: &Door, number: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::followed(&mut cx, number).await?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let (to, why_not) = asked(&mut cx, &record).await?;
    let words = (!to.is_empty()).then(|| {
        let hint = "They see who would come, as what, when and where, the goals, and what they would pay. Never pay.";
        sent.field("words", "A few words to go with it").lines().optional().hint(hint)
    });
    let errors = sent.summary(&words.iter().collect::<Vec<_>>());
    let may_withdraw = may_ask(&record).is_ok();
    let all = store::all(&mut cx, record.secondment.id).await?;
    let page = RecordPage {
        frame: frame(door, format!("The host’s answer, {}", head.title), Some(Place::Secondments))
            .with_errors(!errors.is_empty()),
        lines: all.iter().map(|(one, given)| line(&cx, number, one, given, may_withdraw)).collect(),
        head,
        errors,
        why_not,
        to,
        words,
        action: format!("/secondments/{number}/host-answer"),
    };
    Ok(sent.status(render(&page)?))
}

/// Who would be asked; or nobody, and why not.
async fn asked(cx: &mut Cx, record: &Record) -> Result<(String, String)> {
    if let Err(refusal) = may_ask(record) {
        return Ok((String::new(), refusal.sentence()));
    }
    match actions::contact(cx, &record.secondment).await {
        Ok((contact, _)) => Ok((format!("{}, {}", contact.name, contact.organisation_name), String::new())),
        Err(refusal @ Error::Refused(_)) => Ok((String::new(), refusal.sentence())),
        Err(other) => Err(other),
    }
}

fn line(cx: &Cx, number: &str, one: &Sounding, given: &[Given], may_withdraw: bool) -> Line {
    let today = cx.today();
    let state = match (one.is_open(cx.now()), one.revoked_at, given.last()) {
        (true, ..) => format!("open until {}", near(one.expires_at.date_naive(), today)),
        (false, Some(at), _) => format!("taken back {}", near(at.date_naive(), today)),
        (false, None, Some(_)) => "answered".to_owned(),
        (false, None, None) => "not answered in time".to_owned(),
    };
    let answer = |one: &Given| {
        let words = if one.words.is_empty() { String::new() } else { format!(": “{}”", one.words) };
        format!("{}, {}{words}", one.answer.label(), near(one.at.date_naive(), today))
    };
    Line {
        lead: format!(
            "{} asked {}, {}: {state}.",
            one.asker,
            one.name,
            near(one.asked_at.date_naive(), today)
        ),
        words: one.words.clone(),
        answers: given.iter().map(answer).collect(),
        withdraw: (may_withdraw && one.is_open(cx.now()))
            .then(|| format!("/secondments/{number}/host-answer/{}/withdrawal", one.id)),
    }
}
