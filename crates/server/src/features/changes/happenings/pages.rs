//! “Something happened”: what was reported, what can be, and what follows before it is confirmed.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::routing::get;
use chrono::NaiveDate;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::actions;
use super::model::{Happening, HappeningInput, HappeningKind};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::changes::actions::followed;
use crate::features::secondments::{self, Head, Record, RecordTab, head};
use crate::page;
use crate::shell::{
    Empty, ErrorSummary, FieldKind, FieldView, Frame, Link, Place, SummaryList, SummaryRow, SummaryValue,
};
use crate::typed::{Form, invalid, unprocessable};

/// The pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/happenings", get(list))
        .route("/secondments/{number}/happenings/new/{happening}", get(show).post(send))
}

#[derive(Template)]
#[template(path = "features/changes/happenings/list.html")]
struct ListPage {
    frame: Frame,
    head: Head,
    facts: Option<SummaryList>,
    empty: Empty,
    ways: Vec<Link>,
}

#[derive(Template)]
#[template(path = "features/changes/happenings/report.html")]
struct ReportPage {
    frame: Frame,
    head: Head,
    heading: &'static str,
    errors: ErrorSummary,
    follows: &'static [&'static str],
    fields: Vec<FieldView>,
    back: String,
}

/// Shows what was reported, and what the reader may report.
async fn list(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = followed(&mut cx, &number).await?;
    let all = actions::seen(&mut cx, &record).await?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let is_host = record.standing.parties.iter().all(|party| party.is_host());
    let is_told = |kind: HappeningKind| {
        kind == HappeningKind::EndEvent && all.iter().any(|one| one.kind == HappeningKind::EndEvent)
    };
    let ways = HappeningKind::ALL
        .iter()
        .filter(|kind| actions::may_report(&record, **kind).is_ok() && !is_told(**kind));
    let way = |kind: &HappeningKind| {
        Link::new(kind.label(), format!("/secondments/{number}/happenings/new/{}", kind.as_str()))
    };
    let page = ListPage {
        frame: page::frame(&door, format!("Something happened, {}", head.title), Some(Place::Secondments)),
        facts: (!all.is_empty()).then(|| facts(&all, is_host, &cx)),
        empty: Empty {
            title: "Nothing was reported".to_owned(),
            text: "Absences, changes at home or the end of an employment are kept here, with their dates."
                .to_owned(),
            action: None,
        },
        ways: ways.map(way).collect(),
        head,
    };
    page::render(&page)
}

fn facts(all: &[Happening], is_host: bool, cx: &Cx) -> SummaryList {
    let row = |one: &Happening| {
        let to = one.to.map_or_else(String::new, |day| format!(" to {}", long(day)));
        let what = if is_host { one.kind.public_word() } else { one.kind.label() };
        let mut lines = vec![what.to_owned()];
        if !one.note.is_empty() {
            lines.push(one.note.clone());
        }
        lines.push(format!("Reported by {}, {}", one.by, near(one.at.date_naive(), cx.today())));
        SummaryRow::new(format!("{}{to}", long(one.from)), SummaryValue::Lines(lines))
    };
    SummaryList { rows: all.iter().rev().map(row).collect(), tight: false }
}

fn kind_of(word: &str) -> Result<HappeningKind> {
    HappeningKind::parse(word).ok_or(Error::NotFound)
}

/// Shows what follows from one kind, and its form.
async fn show(door: Door, Route((number, kind)): Route<(String, String)>) -> Result<Reply> {
    view(&door, &number, kind_of(&kind)?, Form::default()).await
}

/// Adds the fact.
async fn send(
    door: Door,
    Route((number, kind)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let kind = kind_of(&kind)?;
    let mut sent = Form::sent(fields);
    match invalid(report(&door, &number, kind, &mut sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, kind, sent.with(errors)).await,
    }
}

async fn report(door: &Door, number: &str, kind: HappeningKind, sent: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let today = cx.today();
    let from = sent.day("from", today);
    let input = HappeningInput {
        kind,
        from: from.unwrap_or(today),
        to: sent.day("to", today),
        note: sent.text("note"),
        fair_process: sent.get("fair_process") == "yes",
        home_released: sent.get("home_released") == "yes",
        evidence: sent.text("evidence"),
    };
    if from.is_none() && sent.errors.get("from").is_none() {
        sent.errors.add("from", "Write the day");
    }
    sent.errors.clone().check()?;
    actions::report(&mut cx, number, &input).await?;
    let is_seen = secondments::store::load(&mut cx, number).await.is_ok();
    let onward =
        if is_seen { format!("/secondments/{number}/happenings") } else { "/secondments".to_owned() };
    cx.finish(Reply::see(onward).flash("Noted")).await
}

async fn view(door: &Door, number: &str, kind: HappeningKind, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record: Record = followed(&mut cx, number).await?;
    actions::may_report(&record, kind)?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let fields = fields(kind, &sent, cx.today());
    let mut errors = ErrorSummary::of(&fields);
    errors.items.extend(sent.errors.get("").map(|sentence| (None, sentence.to_owned())));
    let page = ReportPage {
        frame: page::frame(door, format!("{}, {}", kind.label(), head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        head,
        heading: kind.label(),
        errors,
        follows: kind.follows(),
        fields,
        back: format!("/secondments/{number}/happenings"),
    };
    Ok(unprocessable(page::render(&page)?, &sent.errors))
}

fn fields(kind: HappeningKind, sent: &Form, today: NaiveDate) -> Vec<FieldView> {
    let day = |name: &str, label: &str, proposed: &str| {
        FieldView::new(name, label)
            .date()
            .hint("For example, 7 December 2026")
            .value(sent.or(name, proposed))
            .error(sent.error(name))
    };
    let tick = |name: &str, label: &str| {
        FieldView::new(name, label).kind(FieldKind::Tick).value(sent.or(name, "")).error(sent.error(name))
    };
    let mut all = vec![day("from", kind.day_label(), &long(today))];
    match kind {
        HappeningKind::FamilyLeave => all.push(day("to", "Last day, as it is planned now", "")),
        HappeningKind::LongSickness => all.push(day("to", "Last day, if it is known", "").optional()),
        HappeningKind::Conversion => {
            all.push(tick("fair_process", "A fair process was held"));
            all.push(tick("home_released", "Home releases the person"));
            all.push(
                FieldView::new("evidence", "Where is the signed contract kept?")
                    .value(sent.or("evidence", ""))
                    .error(sent.error("evidence")),
            );
        }
        _ => {}
    }
    if !kind.is_absence() {
        let label = match kind {
            HappeningKind::Conversion => "Which fair process was held?",
            HappeningKind::UnsignedStart => "Why did they start before all have signed?",
            HappeningKind::Conflict => "What is it, and what have you agreed so far?",
            _ => "What should be noted?",
        };
        let note = FieldView::new("note", label).lines().value(sent.or("note", "")).error(sent.error("note"));
        let needs = kind == HappeningKind::Conversion || kind.asks_why();
        all.push(if needs { note } else { note.optional() });
    }
    all
}
