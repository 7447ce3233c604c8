//! The home manager's answer: the evidence first, then the buttons.

use askama::Template;
use axum::http::StatusCode;
use sojourn_calendar::{Period, WorkingPattern, format};
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{CoverPlan, Decision, Proposal, RefusalCode};
use super::super::{actions, deadline, store};
use super::answers;
use super::estimate::{self, Payers};
use super::form::Form;
use super::summary::{self, Section};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{self, Action, Parties, Record, Workflow, steps::first_name};
use crate::features::{calendar, organisations};
use crate::page::{frame, render};
use crate::shell::{
    Crumbs, ErrorSummary, Estimate, Fact, Facts, FieldOption, FieldView, Frame, Link, Notice, Place,
};
use crate::typed;

#[derive(Template)]
#[template(path = "features/proposals/pages/release.html")]
struct ReleasePage {
    frame: Frame,
    crumbs: Crumbs,
    heading: String,
    ask: String,
    facts: Facts,
    team: Option<Notice>,
    errors: ErrorSummary,
    estimate: Estimate,
    sections: Vec<Section>,
    version: i64,
    action: String,
    name: String,
    note: FieldView,
    send_back_reason: FieldView,
    code: FieldView,
    refuse_reason: FieldView,
    alternative: FieldView,
}

/// `GET /secondments/{number}/release`
pub async fn open(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, &number).await?;
    secondments::lifecycle::decide(&record.secondment, Action::Release, &record.standing)?;
    show(&door, &mut cx, &record, &typed::Form::default(), &FieldErrors::default()).await
}

/// `POST /secondments/{number}/release`
pub async fn decide(
    door: Door,
    Route(number): Route<String>,
    Fields(typed): Fields<typed::Form>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let outcome = match read(&typed) {
        Ok(decision) => actions::decide_release(&mut cx, &number, answers::version(&typed)?, decision).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(record) => {
            let (onward, words) = done(&typed, &record);
            cx.finish(Reply::see(onward).flash(words)).await
        }
        Err(Error::Invalid(errors)) => {
            drop(cx);
            let mut cx = door.read().await?;
            let record = secondments::store::load(&mut cx, &number).await?;
            let page = show(&door, &mut cx, &record, &typed, &renamed(&typed, errors)).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

fn done(typed: &typed::Form, record: &Record) -> (String, &'static str) {
    let record_page = format!("/secondments/{}", record.secondment.number);
    match typed.get("decision") {
        "send_back" => {
            ("/".to_owned(), "Sent back. It is a draft again until they send it to you once more.")
        }
        "refuse" => (record_page, "Declined. They get your reason and what you offer instead."),
        _ if record.secondment.workflow == Workflow::PendingApproval => {
            (record_page, "Released. It goes on to those who have to approve it.")
        }
        _ => (record_page, "Released. The agreement can now be drafted."),
    }
}

fn read(typed: &typed::Form) -> Result<Decision> {
    match typed.get("decision") {
        "release" => Ok(Decision::Release { note: typed.text("note") }),
        "send_back" => Ok(Decision::SendBack { reason: typed.text("send_back_reason") }),
        "refuse" => {
            let code = RefusalCode::parse(typed.get("refuse_code"))
                .ok_or_else(|| Error::field("refuse_code", "Choose the kind of reason"))?;
            let (reason, alternative) = (typed.text("refuse_reason"), typed.text("alternative"));
            Ok(Decision::Refuse { code, reason, alternative })
        }
        _ => Err(Error::field("", "Choose whether to release, send back or decline")),
    }
}

/// The verb says `reason`; the page has one field for each way to give one.
fn renamed(typed: &typed::Form, errors: FieldErrors) -> FieldErrors {
    let mut here = FieldErrors::default();
    for (field, sentence) in errors.0 {
        let name = match (field.as_str(), typed.get("decision")) {
            ("reason", "refuse") => "refuse_reason".to_owned(),
            ("reason", _) => "send_back_reason".to_owned(),
            _ => field,
        };
        here.add(name, sentence);
    }
    here
}

async fn show(
    door: &Door,
    cx: &mut Cx,
    record: &Record,
    typed: &typed::Form,
    errors: &FieldErrors,
) -> Result<Reply> {
    let form = Form { typed, errors };
    let s = &record.secondment;
    let proposal = store::load(cx, record).await?;
    let parties = Parties::of(cx, record).await?;
    let payers = Payers::of(cx, record).await?;
    let home = organisations::store::load(cx, s.home_organisation).await?;
    let currency = sojourn_money::currency(&home.currency).map_err(Error::internal)?;
    let mut estimate = estimate::draw(s, &payers, &proposal.lines, proposal.cover_plan, currency)?;
    estimate.working = None;
    let name = first_name(&parties.secondee.name).to_owned();
    let codes = RefusalCode::ALL.iter().map(|code| FieldOption::new(code.as_str(), code.label())).collect();
    let note = form.field("note", "A note").lines().optional();
    let send_back_reason = form.field("send_back_reason", "What is missing or should change?").lines();
    let code = form.field("refuse_code", "Why not?").radios(codes).bare();
    let refuse_reason = form.field("refuse_reason", "The reason in your words").lines();
    let alternative = form.field("alternative", "What do you offer instead?").lines();
    let alternative = alternative.hint("Another time, a shorter stay, a course, a project at home.");
    let errors = form.summary([&note, &send_back_reason, &code, &refuse_reason, &alternative]);
    let page = ReleasePage {
        frame: frame(door, format!("Release {name}?"), Some(Place::Secondments))
            .with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(
            vec![
                Link::new("Secondments", "/secondments"),
                Link::new(s.number.clone(), format!("/secondments/{}", s.number)),
            ],
            "Release",
        ),
        heading: format!("Release {}?", parties.secondee.name),
        ask: ask(record, &parties),
        facts: facts(cx, record, &proposal, &estimate),
        team: calendar::cover_note(cx, record, proposal.cover_plan == Some(CoverPlan::Recruit))
            .await?
            .map(|note| note.notice()),
        errors,
        estimate,
        sections: summary::sections(cx, record, &proposal, false).await?,
        version: s.version,
        action: format!("/secondments/{}/release", s.number),
        name,
        note: note.hint("They read it with your answer."),
        send_back_reason,
        code,
        refuse_reason,
        alternative,
    };
    render(&page)
}

/// The ask in one sentence.
fn ask(record: &Record, parties: &Parties) -> String {
    let s = &record.secondment;
    let period = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    let when = period.map_or_else(String::new, |period| {
        let length = format::length(period, WorkingPattern::STANDARD);
        format!(" for {length}, {}", format::range(period))
    });
    let host = parties.host_name().unwrap_or("a host");
    let title = s.title.trim();
    let until = secondments::until(s).map(|until| format!("{until}. ")).unwrap_or_default();
    format!("{} asks to go to {host} as “{title}”{when}. {until}{}", parties.secondee.name, s.purpose)
}

fn facts(cx: &Cx, record: &Record, proposal: &Proposal, estimate: &Estimate) -> Facts {
    let share = u16::try_from(record.secondment.fte_bp).ok();
    let share = share.and_then(|bp| sojourn_calendar::Fte::try_new(bp).ok());
    let day = proposal.sent_at.map(|sent| format::near(deadline(sent.date_naive()), cx.today()));
    let fact = |term: &str, value: String| Fact { term: term.to_owned(), value };
    Facts {
        items: vec![
            fact("Cost to you", estimate.home_pays.clone()),
            fact("Cover", proposal.cover_plan.map_or("Not chosen", |plan| plan.label()).to_owned()),
            fact(
                "Share of the week",
                share.map(|share| summary::capitalised(&share.in_days())).unwrap_or_default(),
            ),
            fact("Answer by", day.unwrap_or_default()),
        ],
    }
}
