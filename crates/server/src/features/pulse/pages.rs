//! The pulse as pages: one's own, the averages of one's people, and the calls to make.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::routing::get;
use sojourn_calendar::format::near;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::averages::Average;
use super::home::row;
use super::model::{CallInput, PulseInput, Week};
use super::trend::trend;
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::{Parties, Record, mine, steps};
use crate::page::{frame, part, render};
use crate::shell::{Cell, Column, ErrorSummary, FieldView, Frame, Markup, Place, Row, Table, WorkList};
use crate::typed::{Form, invalid, unprocessable};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/pulse", get(own).post(send))
        .route("/pulse/team", get(team))
        .route("/pulse/calls", get(calls))
        .route("/pulse/calls/{id}", get(call).post(call_done))
}

/// One of the two questions.
struct Question {
    name: &'static str,
    label: String,
    value: String,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "features/pulse/card.html")]
struct Card {
    form_id: String,
    from: &'static str,
    questions: Option<[Question; 2]>,
    call_me: bool,
    caller: String,
    sent: String,
    trend: Option<Markup>,
}

/// The pulse of somebody who is away, as a card: the form, or that it is sent; below it their own trend.
///
/// # Errors
/// When the database does not answer.
pub async fn card(
    cx: &mut Cx,
    frame: &Frame,
    record: &Record,
    sent: &Form,
    from: &'static str,
) -> Result<Markup> {
    let pulses = store::own(cx).await?;
    let week = Week::of(cx.today());
    let done = pulses.last().filter(|pulse| pulse.week == week);
    let parties = Parties::of(cx, record).await?;
    let host = parties.host_name().unwrap_or("the host");
    let ask = |name: &'static str, label: String| Question {
        name,
        label,
        value: sent.or(name, ""),
        error: sent.error(name),
    };
    let questions = [
        ask("at_host", format!("I feel part of my team at {host}")),
        ask("at_home", "I feel part of my team back home".to_owned()),
    ];
    let card = Card {
        form_id: frame.form_id.clone(),
        from,
        call_me: sent.ticked("call_me"),
        caller: caller(cx, record).await?,
        sent: done.map_or_else(String::new, |pulse| near(pulse.sent_at.date_naive(), cx.today())),
        questions: done.is_none().then_some(questions),
        trend: trend(&pulses)?,
    };
    part(&card)
}

/// The first name of the one who calls.
async fn caller(cx: &mut Cx, record: &Record) -> Result<String> {
    let desk = mine::store::mobility(cx, record.secondment.home_organisation).await?;
    let Some(person) = desk.into_iter().find(|person| *person != record.secondment.secondee) else {
        return Ok("the mobility team".to_owned());
    };
    let name = people::store::brief(cx, person).await?.name;
    Ok(steps::first_name(&name).to_owned())
}

#[derive(Template)]
#[template(path = "features/pulse/own.html")]
struct OwnPage {
    frame: Frame,
    errors: ErrorSummary,
    card: Option<Markup>,
}

async fn own(door: Door) -> Result<Reply> {
    view(&door, Form::default()).await
}

async fn send(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let sent = Form::sent(fields);
    match invalid(keep(&door, &sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, sent.with(errors)).await,
    }
}

async fn keep(door: &Door, sent: &Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let score = |name| sent.get(name).parse().unwrap_or(0);
    let input =
        PulseInput { at_host: score("at_host"), at_home: score("at_home"), call_me: sent.ticked("call_me") };
    actions::send(&mut cx, &input).await?;
    let back = if sent.get("from") == "placement" { "/my/placement" } else { "/pulse" };
    let words =
        if input.call_me { "Sent. You will be called within two working days" } else { "Sent. Thank you" };
    cx.finish(Reply::see(back).flash(words)).await
}

async fn view(door: &Door, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let frame = frame(door, "Weekly pulse", Some(Place::MySecondments)).with_errors(!sent.errors.is_empty());
    let errors = ["at_host", "at_home"].into_iter().filter_map(|name| Some((name, sent.errors.get(name)?)));
    let items = errors.map(|(name, words)| (Some(format!("#f-{name}")), words.to_owned())).collect();
    let card = match actions::away(&mut cx).await? {
        Some(record) => Some(card(&mut cx, &frame, &record, &sent, "pulse").await?),
        None => None,
    };
    let page = OwnPage { errors: ErrorSummary { items }, card, frame };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

#[derive(Template)]
#[template(path = "features/pulse/team.html")]
struct TeamPage {
    frame: Frame,
    groups: Vec<(&'static str, Option<Table>)>,
}

/// Weeks of one table, the newest first.
const WEEKS: usize = 12;

async fn team(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let [away_from, working_for] = actions::team_averages(&mut cx).await?;
    let page = TeamPage {
        groups: vec![
            ("Away from your team", table("Away from your team", &away_from)),
            ("Working for you", table("Working for you", &working_for)),
        ],
        frame: frame(&door, "How your people feel", Some(Place::Home)),
    };
    render(&page)
}

fn table(caption: &str, averages: &[Average]) -> Option<Table> {
    let tenths = |value: u32| format!("{}.{}", value / 10, value % 10);
    let rows: Vec<Row> = averages
        .iter()
        .rev()
        .take(WEEKS)
        .map(|average| Row {
            cells: vec![
                Cell::Text(format!("Week {} of {}", average.week.week, average.week.year)),
                Cell::Number(tenths(average.at_host_tenths)),
                Cell::Number(tenths(average.at_home_tenths)),
            ],
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        caption: caption.to_owned(),
        hide_caption: true,
        columns: vec![Column::text("Week"), Column::number("At the host"), Column::number("Back home")],
        rows,
        foot: None,
    })
}

#[derive(Template)]
#[template(path = "features/pulse/calls.html")]
struct CallsPage {
    frame: Frame,
    list: Option<WorkList>,
}

/// Calls on one page.
const MOST: i64 = 100;

async fn calls(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let today = cx.today();
    let rows: Vec<_> = store::open_calls(&mut cx, MOST).await?.iter().map(|call| row(call, today)).collect();
    let list = (!rows.is_empty()).then(|| WorkList {
        id: "calls",
        heading: "To call".to_owned(),
        total: rows.len() as u64,
        all: None,
        rows,
    });
    render(&CallsPage { frame: frame(&door, "Calls to make", Some(Place::Home)), list })
}

#[derive(Template)]
#[template(path = "features/pulse/call.html")]
struct CallPage {
    frame: Frame,
    errors: ErrorSummary,
    name: String,
    why: String,
    number: String,
    note: FieldView,
}

async fn call(door: Door, Route(id): Route<String>) -> Result<Reply> {
    call_view(&door, &id, Form::default()).await
}

async fn call_done(
    door: Door,
    Route(id): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    match invalid(note_call(&door, &id, &sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => call_view(&door, &id, sent.with(errors)).await,
    }
}

async fn note_call(door: &Door, id: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    actions::finish_call(&mut cx, id, &CallInput { note: sent.text("note") }).await?;
    cx.finish(Reply::see("/").flash("Call noted")).await
}

async fn call_view(door: &Door, id: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let call = store::load_call(&mut cx, id.parse().map_err(|_| Error::NotFound)?).await?;
    let note = FieldView::new("note", "What did you agree?")
        .lines()
        .hint("For the mobility team. Not what was confided to you.")
        .value(sent.or("note", ""))
        .error(sent.error("note"));
    let page = CallPage {
        frame: frame(door, format!("Call {}", call.name), Some(Place::Home))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of([&note]),
        why: format!(
            "{} in the weekly pulse. Call by {}.",
            call.reason.label(),
            near(call.due_on, cx.today())
        ),
        number: call.number,
        name: call.name,
        note,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}
