//! A refusal, what was offered instead, and its appeal.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::actions::{self, AppealStanding};
use super::super::model::{AppealInput, Outcome, OutcomeInput};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::{self, Parties};
use crate::page::{frame, render};
use crate::shell::{
    Crumbs, ErrorSummary, FieldOption, FieldView, Frame, Link, Notice, Place, Timeline, TimelineItem, Tone,
};
use crate::typed::{Form, both, invalid};

#[derive(Template)]
#[template(path = "features/approvals/pages/appeal.html")]
struct AppealPage {
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    errors: ErrorSummary,
    notice: Option<Notice>,
    said: Timeline,
    address: String,
    ask: Option<FieldView>,
    decide: Option<[FieldView; 2]>,
}

/// `GET /secondments/{number}/appeal`
pub async fn open(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, &Form::default()).await
}

/// `POST /secondments/{number}/appeal`
pub async fn appeal(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let sent = Form::sent(fields);
    let input = AppealInput { reason: sent.text("reason") };
    match invalid(actions::appeal(&mut cx, &number, &input).await)? {
        Ok(_) => {
            let reply = Reply::see(format!("/secondments/{number}/appeal"));
            cx.finish(reply.flash("Sent. Mobility or HR looks at it and answers you both.")).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

/// `POST /secondments/{number}/appeal/answer`
pub async fn answer(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut sent = Form::sent(fields);
    let outcome = Outcome::parse(&sent.text("outcome"));
    if outcome.is_none() {
        sent.errors.add("outcome", "Choose what becomes of it");
    }
    let input = OutcomeInput { outcome: outcome.unwrap_or(Outcome::Upheld), reason: sent.text("reason") };
    let unread = sent.errors.clone();
    match invalid(both(unread, actions::answer_appeal(&mut cx, &number, &input).await))? {
        Ok(_) => {
            let reply = Reply::see(format!("/secondments/{number}/appeal"));
            cx.finish(reply.flash("Answered. Both of them have your reason.")).await
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
    let standing = actions::appeal_standing(&mut cx, &record).await?;
    let parties = Parties::of(&mut cx, &record).await?;
    let ask = standing.may_appeal.then(|| {
        sent.field("reason", "Why should somebody else look at it again?")
            .lines()
            .hint("The mobility team reads it, and so does whoever declined.")
    });
    let outcomes = Outcome::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    let decide = standing.may_answer.then(|| {
        [
            sent.field("outcome", "What becomes of it?").radios(outcomes),
            sent.field("reason", "Why?").lines().hint("Both of them read it."),
        ]
    });
    let fields: Vec<&FieldView> = ask.iter().chain(decide.iter().flatten()).collect();
    let errors = sent.summary(&fields);
    let page = AppealPage {
        frame: frame(door, format!("Appeal, {}", parties.title()), Some(Place::Approvals))
            .with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(
            vec![
                Link::new("Secondments", "/secondments"),
                Link::new(number.to_owned(), format!("/secondments/{number}")),
            ],
            "Appeal",
        ),
        title: parties.title(),
        errors,
        notice: notice(&cx, &standing),
        said: said(&mut cx, &standing).await?,
        address: format!("/secondments/{number}/appeal"),
        ask,
        decide,
    };
    Ok(sent.status(render(&page)?))
}

fn notice(cx: &Cx, standing: &AppealStanding) -> Option<Notice> {
    let near = |day| format::near(day, cx.today());
    match (&standing.refusal, &standing.appeal) {
        (_, Some(appeal)) => Some(match &appeal.answer {
            Some((Outcome::Overturned, ..)) => {
                Notice::new(Tone::Good, "The appeal went through: the person may go.")
            }
            Some((Outcome::Upheld, ..)) => {
                Notice::new(Tone::Info, "The appeal is answered: the refusal stays.")
            }
            None => Notice::new(Tone::Warn, "The appeal waits for mobility or HR."),
        }),
        (Some(_), None) => {
            let until = standing.until?;
            Some(match cx.today() <= until {
                true => Notice::new(Tone::Info, format!("It can be appealed once, until {}.", near(until))),
                false => Notice::new(Tone::Info, format!("The time for an appeal ended on {}.", near(until))),
            })
        }
        (None, None) => Some(Notice::new(Tone::Info, "There is no refusal that could be appealed.")),
    }
}

/// Refusal, offer, appeal and answer, in the order in which they were said.
async fn said(cx: &mut Cx, standing: &AppealStanding) -> Result<Timeline> {
    let today = cx.today();
    let mut items = Vec::new();
    let mut push = |title: String, by: String, quote: &str| {
        items.push(TimelineItem { title, by, quote: Some(quote.to_owned()), ..TimelineItem::default() });
    };
    if let Some(one) = &standing.refusal {
        let mut by = people::store::brief(cx, one.by).await?.name;
        if let Some(other) = one.in_place_of {
            by = format!("{by}, for {}", people::store::brief(cx, other).await?.name);
        }
        let day = format::near(one.at.date_naive(), today);
        let title = match (&one.step, one.code) {
            (Some(step), _) => format!("{by}, declined as {}", step.by.label()),
            (None, code) => {
                let why = code.map_or("Declined", |code| code.label());
                format!("{by}, declined: {}", why.to_lowercase())
            }
        };
        push(title, day.clone(), &one.reason);
        if !one.alternative.is_empty() {
            push("Offered instead".to_owned(), day, &one.alternative);
        }
    }
    if let Some(appeal) = &standing.appeal {
        push("The appeal".to_owned(), format::near(appeal.made_at.date_naive(), today), &appeal.reason);
        if let Some((outcome, words, by, at)) = &appeal.answer {
            let by = people::store::brief(cx, *by).await?.name;
            push(format!("{by}: {}", outcome.label()), format::near(at.date_naive(), today), words);
        }
    }
    Ok(Timeline { items })
}
