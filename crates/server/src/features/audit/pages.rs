//! The history of a record, as a page, as a few lines for the record page, and as JSON.

use askama::Template;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Problem, Reply, Route, Search};
use utoipa::ToSchema;

use super::model::{Happened, Told};
use super::{store, words};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Head, Record, RecordTab, Slice, head, store as records};
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{Downloads, Frame, Pager, Place, Timeline, TimelineItem};

/// Events on one page.
const PAGE: i64 = 50;

/// Which part of the history.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HistoryQuery {
    /// Only events before this one: the next page.
    #[serde(default)]
    pub before: Option<i64>,
}

#[derive(Template)]
#[template(path = "features/audit/history.html")]
struct HistoryPage {
    frame: Frame,
    head: Head,
    timeline: Timeline,
    is_empty: bool,
    downloads: Downloads,
    pager: Pager,
}

/// `GET /secondments/{number}/history`
pub async fn history(
    door: Door,
    Route(number): Route<String>,
    Search(query): Search<HistoryQuery>,
) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = seen(&mut cx, &number).await?;
    let head = head(&mut cx, &record, RecordTab::History).await?;
    let (events, next) = one_page(&mut cx, &record, query.before).await?;
    let address = format!("/secondments/{number}/history");
    let page = HistoryPage {
        frame: frame(&door, format!("History, {}", head.title), Some(Place::Secondments)),
        head,
        timeline: timeline(&events, &record, cx.today()),
        is_empty: events.is_empty(),
        downloads: Downloads::whole(&address),
        pager: Pager {
            newer: query.before.map(|_| address.clone()),
            older: next.map(|seq| format!("{address}?before={seq}")),
        },
    };
    render(&page)
}

/// Small steps that the record page shows elsewhere: the whole history has them.
const SMALL: &[&str] = &["task.started", "task.done", "task.reopened", "task.assigned"];
/// How many events are read for each that is shown, so that the small ones can be left out.
const FEW: i64 = 8;

/// The last few things that happened, for the record page; nothing for those who do not see the history.
///
/// # Errors
/// When the database does not answer.
pub async fn recent(cx: &mut Cx, record: &Record, most: i64) -> Result<Option<Timeline>> {
    if !record.standing.sees(Slice::History) {
        return Ok(None);
    }
    let mut events = store::history(cx, record, None, most * FEW).await?;
    events.retain(|event| !SMALL.contains(&event.kind.as_str()));
    events.truncate(usize::try_from(most).unwrap_or(0));
    Ok(Some(timeline(&events, record, cx.today())))
}

/// The record, for those who see its history.
///
/// # Errors
/// Forbidden for those who see the record but not its history; the one 404.
pub(super) async fn seen(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = records::load(cx, number).await?;
    if record.standing.sees(Slice::History) { Ok(record) } else { Err(Error::Forbidden) }
}

async fn one_page(cx: &mut Cx, record: &Record, before: Option<i64>) -> Result<(Vec<Happened>, Option<i64>)> {
    let mut events = store::history(cx, record, before, PAGE + 1).await?;
    let has_more = i64::try_from(events.len()).is_ok_and(|found| found > PAGE);
    if has_more {
        events.pop();
    }
    let next = events.last().filter(|_| has_more).map(|event| event.seq);
    Ok((events, next))
}

fn timeline(events: &[Happened], record: &Record, today: NaiveDate) -> Timeline {
    let items = events.iter().map(|event| {
        let told = event.told(&record.standing);
        TimelineItem {
            title: told.sentence,
            by: moment(told.at, today),
            side: words::find(&told.kind).and_then(|wording| wording.side),
            next: false,
            quote: told.quote.map(|text| format!("“{text}”")),
        }
    });
    Timeline { items: items.collect() }
}

fn moment(at: DateTime<Utc>, today: NaiveDate) -> String {
    format!("{}, {} UTC", short_day(at.date_naive(), today), at.format("%H:%M"))
}

/// What happened to a record.
#[derive(Debug, Serialize, ToSchema)]
pub struct HistoryView {
    /// The events, newest first.
    pub data: Vec<Told>,
    /// Give it as `before` for the next page; absent on the last one.
    pub next: Option<i64>,
}

/// What happened to a record, newest first.
#[utoipa::path(get, path = "/secondments/{number}/history", tag = "secondments",
    params(("number" = String, Path, description = "The number, such as SO-0312"), HistoryQuery),
    responses((status = 200, body = HistoryView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn api_history(
    door: Door,
    Route(number): Route<String>,
    Search(query): Search<HistoryQuery>,
) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = seen(&mut cx, &number).await?;
    let (events, next) = one_page(&mut cx, &record, query.before).await?;
    let data = events.iter().map(|event| event.told(&record.standing)).collect();
    Ok(Reply::json(StatusCode::OK, &HistoryView { data, next }))
}
