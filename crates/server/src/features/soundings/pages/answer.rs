//! The host’s page behind a private link: what it is about, and three answers. A look changes nothing.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use sojourn_calendar::{Period, format};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::actions;
use super::super::link::{self, HostSees};
use super::super::model::{AnswerInput, HostSays, Sounding};
use crate::cx::Cx;
use crate::door::Guest;
use crate::outside_link::{note, unseen};
use crate::page::{guest_frame, render};
use crate::shell::{ErrorSummary, FieldOption, FieldView, Frame, SummaryList, SummaryRow, SummaryValue};
use crate::typed::{Form, both, invalid};

#[derive(Template)]
#[template(path = "features/soundings/pages/answer.html")]
struct AnswerPage {
    frame: Frame,
    heading: String,
    lede: String,
    words: String,
    facts: SummaryList,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
}

const CLOSED: &str =
    "It was answered already, was taken back, or the time for it is over. There is nothing left to do.";

/// `GET /host/for/{token}`
pub async fn show(guest: Guest, Route(token): Route<String>) -> Result<Reply> {
    view(&guest, &token, &Form::default()).await
}

async fn view(guest: &Guest, token: &str, sent: &Form) -> Result<Reply> {
    let mut cx = guest.read_as(link::actor()).await?;
    match link::find(guest, &mut cx, token).await?.open_or_page(guest, CLOSED)? {
        Err(why_not) => Ok(why_not),
        Ok(sounding) => open(guest, &mut cx, &sounding, sent).await,
    }
}

async fn open(guest: &Guest, cx: &mut Cx, sounding: &Sounding, sent: &Form) -> Result<Reply> {
    let shown = link::shown(cx, sounding).await?;
    let answers = HostSays::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    let fields = vec![
        sent.field("answer", "What do you say?").radios(answers),
        sent.field("words", "In your words")
            .lines()
            .hint("A question needs some; a yes or a no may do without."),
    ];
    let errors = sent.summary(&fields.iter().collect::<Vec<_>>());
    let page = AnswerPage {
        frame: guest_frame(guest, "Would you have them?").with_errors(!errors.is_empty()),
        heading: format!("Would you have {} for a while?", shown.person),
        lede: format!(
            "{} at {} asks. Your answer binds nobody: the agreement comes later.",
            shown.asked_by, shown.home
        ),
        words: shown.words.clone(),
        facts: facts(&shown),
        errors,
        fields,
    };
    Ok(unseen(sent.status(render(&page)?)))
}

fn facts(shown: &HostSees) -> SummaryList {
    let mut rows = vec![
        SummaryRow::text("Who", format!("{}, {}", shown.person, shown.home)),
        SummaryRow::text("As", shown.role.clone()),
    ];
    let period =
        shown.starts_on.zip(shown.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    rows.extend(period.map(|period| SummaryRow::text("When", format::range(period))));
    if !shown.ends_with.is_empty() {
        let words = format!("Until {}, and no later than the last of these days", shown.ends_with);
        rows.push(SummaryRow::text("Ends", words));
    }
    if !shown.place.is_empty() {
        rows.push(SummaryRow::text("Where", shown.place.clone()));
    }
    rows.push(SummaryRow::text("How much", shown.share.clone()));
    if !shown.goals.is_empty() {
        rows.push(SummaryRow::new("Goals", SummaryValue::Lines(shown.goals.clone())));
    }
    let mut costs: Vec<String> = shown
        .costs
        .lines
        .iter()
        .map(|line| match &line.host {
            Some(amount) => format!("{}: {}", line.description, amount.text),
            None => format!("{}: a share, agreed apart", line.description),
        })
        .collect();
    if costs.is_empty() {
        costs.push("Nothing".to_owned());
    }
    rows.push(SummaryRow::new("You would pay", SummaryValue::Lines(costs)));
    SummaryList { rows, tight: false }
}

/// `POST /host/for/{token}`
pub async fn send(
    guest: Guest,
    Route(token): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let mut cx = guest.write_as(link::actor()).await?;
    let sounding = match link::find(&guest, &mut cx, &token).await?.open_or_page(&guest, CLOSED)? {
        Err(why_not) => return Ok(why_not),
        Ok(sounding) => sounding,
    };
    let answer = HostSays::parse(&sent.text("answer"));
    if answer.is_none() {
        sent.errors.add("answer", "Choose an answer");
    }
    let input = AnswerInput { answer: answer.unwrap_or(HostSays::Question), words: sent.text("words") };
    let unread = sent.errors.clone();
    match invalid(both(unread, actions::answer(&mut cx, &sounding, &input).await))? {
        Ok(()) => {
            let lede = match input.answer {
                HostSays::Question => {
                    "Your question is on its way. You can answer by the same link afterwards."
                }
                _ => "They have it now. You can close this page.",
            };
            let reply = note(&guest, "Thank you", lede, StatusCode::OK)?;
            cx.finish(reply).await
        }
        Err(errors) => {
            drop(cx);
            view(&guest, &token, &sent.with(errors)).await
        }
    }
}
