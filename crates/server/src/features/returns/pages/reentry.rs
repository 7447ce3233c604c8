//! The checks of the first ninety days: all of them, and one.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{CallInput, Check, CheckDay, CheckInput, CheckView};
use super::super::{access, actions, store};
use super::typed;
use crate::door::Door;
use crate::features::secondments::{Head, Party, Record, RecordTab, Workflow, head};
use crate::page::{frame, render};
use crate::shell::{
    Cell, Column, ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Link, Place, Row, SummaryList,
    SummaryRow, Table, Tag, Tone,
};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/returns/pages/reentry.html")]
struct ListPage {
    frame: Frame,
    head: Head,
    table: Table,
    links: Vec<Link>,
}

#[derive(Template)]
#[template(path = "features/returns/pages/check.html")]
struct CheckPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    number: String,
    day: u32,
    heading: String,
    answers: Option<SummaryList>,
    waiting: String,
    form: Option<Vec<FieldView>>,
    call: Option<FieldView>,
}

/// Which check an address means.
pub(in super::super) fn day_of(text: &str) -> Result<CheckDay> {
    CheckDay::parse(text).ok_or(Error::NotFound)
}

/// `GET /secondments/{number}/reentry`
pub async fn list(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen_at_home(&mut cx, &number).await?;
    let head = head(&mut cx, &record, RecordTab::Return).await?;
    let (today, with_support) = (cx.today(), access::reads_support(&record));
    let checks = store::checks(&mut cx, &record).await?;
    let table = Table {
        caption: "Checks of the first 90 days".to_owned(),
        hide_caption: true,
        columns: ["Check", "Day", "State", "What would help"].map(Column::text).into(),
        rows: checks.into_iter().map(|check| line(check.seen(with_support), &number, today)).collect(),
        foot: None,
    };
    let links = vec![
        Link::new("Return plan", format!("/secondments/{number}/return-plan")),
        Link::new("Skills in use and passed on", format!("/secondments/{number}/skills-use")),
    ];
    let title = format!("First 90 days at home, {}", head.title);
    render(&ListPage { frame: frame(&door, title, Some(Place::Secondments)), head, table, links })
}

fn line(check: CheckView, number: &str, today: NaiveDate) -> Row {
    let label = CheckDay::of_days(i64::from(check.day)).map_or("Check", |day| day.label());
    let tag = if check.call_by.is_some() && check.called_at.is_none() {
        Tag::new("Call", Tone::Warn)
    } else if check.answered_at.is_some() {
        Tag::new("Answered", Tone::Good)
    } else if check.due_on <= today {
        Tag::new("Asked", Tone::Info)
    } else {
        Tag::new("Not yet", Tone::Line)
    };
    Row {
        cells: vec![
            Cell::Link(Link::new(label, format!("/secondments/{number}/reentry/{}", check.day))),
            Cell::Text(near(check.due_on, today)),
            Cell::Tag(tag),
            Cell::Text(check.words),
        ],
    }
}

/// `GET /secondments/{number}/reentry/{day}`
pub async fn show(door: Door, Route((number, day)): Route<(String, String)>) -> Result<Reply> {
    view(&door, &number, &day, Form::default()).await
}

/// `POST /secondments/{number}/reentry/{day}`
pub async fn send(
    door: Door,
    Route((number, day)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let score = |name: &str| sent.get(name).parse().unwrap_or(0);
    let input = CheckInput {
        mood: score("mood"),
        fits: score("fits"),
        words: sent.text("words"),
        support: sent.text("support"),
        call_me: sent.ticked("call_me"),
    };
    let outcome = async {
        let mut cx = door.write().await?;
        let record = actions::seen_at_home(&mut cx, &number).await?.secondment.number;
        actions::answer_check(&mut cx, &record, day_of(&day)?, &input).await?;
        cx.finish(Reply::see(format!("/secondments/{number}/reentry")).flash("Thank you. It is sent")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, &day, sent.with(errors)).await,
    }
}

/// `POST /secondments/{number}/reentry/{day}/call`
pub async fn call(
    door: Door,
    Route((number, day)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let input = CallInput { note: sent.text("note") };
    let outcome = async {
        let mut cx = door.write().await?;
        let record = actions::seen_at_home(&mut cx, &number).await?.secondment.number;
        actions::make_call(&mut cx, &record, day_of(&day)?, &input).await?;
        cx.finish(Reply::see(format!("/secondments/{number}/reentry/{day}")).flash("Call noted")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, &day, sent.with(errors)).await,
    }
}

async fn view(door: &Door, number: &str, day: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen_at_home(&mut cx, number).await?;
    let day = day_of(day)?;
    let check = store::check(&mut cx, &record, day).await?;
    let head = head(&mut cx, &record, RecordTab::Return).await?;
    let (today, with_support) = (cx.today(), access::reads_support(&record));
    let is_asked = is_asked(&record, &check, today);
    let waits_for_call = check.call_by.is_some() && check.called_at.is_none();
    let may_call = waits_for_call && access::is_desk(&record) && with_support;
    let errors = sent.errors.0.iter().map(|(name, words)| (Some(format!("#f-{name}")), words.clone()));
    let page = CheckPage {
        frame: frame(door, format!("{} at home, {}", day.label(), head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary { items: errors.collect() },
        number: number.to_owned(),
        day: day.days(),
        heading: format!("{} at home", day.label()),
        waiting: format!("It is asked on {}, and not answered yet.", long(check.due_on)),
        form: is_asked.then(|| fields(day, &sent)),
        call: may_call.then(|| {
            FieldView::new("note", "What was agreed?")
                .lines()
                .hint("What was agreed, not what was confided.")
                .value(typed(&sent, "note", ""))
                .error(sent.error("note"))
        }),
        answers: check.answered_at.is_some().then(|| answers(day, check.seen(with_support), today)),
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

/// Whether the reader can answer now.
fn is_asked(record: &Record, check: &Check, today: NaiveDate) -> bool {
    let is_back = matches!(record.secondment.workflow, Workflow::Returned | Workflow::Closed);
    record.standing.is(Party::Secondee) && is_back && check.answered_at.is_none() && check.due_on <= today
}

fn fields(day: CheckDay, sent: &Form) -> Vec<FieldView> {
    let scale = |low: &str, high: &str| {
        let label = |at: u8| match at {
            1 => format!("1, {low}"),
            5 => format!("5, {high}"),
            _ => at.to_string(),
        };
        (1..=5).map(|at: u8| FieldOption::new(at.to_string(), label(at))).collect::<Vec<_>>()
    };
    let score = |name: &str, label: &str, options| {
        FieldView::new(name, label).radios(options).value(typed(sent, name, "")).error(sent.error(name))
    };
    let area = |name: &str, label: &str, hint: &str| {
        FieldView::new(name, label)
            .lines()
            .hint(hint)
            .optional()
            .value(typed(sent, name, ""))
            .error(sent.error(name))
    };
    vec![
        score("mood", day.mood_question(), scale("hard", "good")),
        score("fits", day.fits_question(), scale("not at all", "fully")),
        area("words", "What would help?", "Your home manager and the mobility team read it."),
        area("support", "For the mobility team alone", "No manager of this secondment reads it."),
        FieldView::new("call_me", "Somebody of the mobility team should call me")
            .kind(FieldKind::Tick)
            .value(typed(sent, "call_me", "")),
    ]
}

fn answers(day: CheckDay, check: CheckView, today: NaiveDate) -> SummaryList {
    let mut rows = Vec::new();
    let score = |score: i64| format!("{score} of 5");
    rows.extend(check.mood.map(|mood| SummaryRow::text(day.mood_question(), score(mood))));
    rows.extend(check.fits.map(|fits| SummaryRow::text(day.fits_question(), score(fits))));
    let words = if check.words.is_empty() { "Nothing was written".to_owned() } else { check.words };
    rows.push(SummaryRow::text("What would help", words));
    rows.extend(check.support.map(|words| SummaryRow::text("For the mobility team alone", words)));
    if let Some(by) = check.call_by {
        let why = check.call_reason.map_or("", |reason| reason.label());
        let words = match check.called_at {
            Some(at) => format!("Called on {}", near(at.date_naive(), today)),
            None => format!("{why}. By {}", near(by, today)),
        };
        rows.push(SummaryRow::text("Call", words));
    }
    rows.extend(check.call_note.map(|note| SummaryRow::text("What was agreed", note)));
    rows.extend(check.answered_at.map(|at| SummaryRow::text("Answered", near(at.date_naive(), today))));
    SummaryList { rows, tight: false }
}
