//! The lists as files.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Search;

use super::model::{By, Decision, Kind, Line, ListQuery, Outcome, View};
use super::store::lists;
use crate::door::Door;
use crate::features::proposals::model::DecisionKind;
use crate::spreadsheet::{Cell, Format, Sheet, file};

const SHEET: Sheet = Sheet {
    name: "approvals",
    columns: &[
        "number",
        "person",
        "title",
        "kind",
        "asked_as",
        "reason",
        "since",
        "due",
        "first_day",
        "last_day",
        "decision",
        "in_place_of",
    ],
};

/// `GET /approvals.csv`: the list that the page shows, all of it.
pub async fn csv(door: Door, Search(query): Search<ListQuery>) -> Result<Response> {
    export(door, query, Format::Csv).await
}

/// `GET /approvals.xlsx`: the same as a workbook.
pub async fn xlsx(door: Door, Search(query): Search<ListQuery>) -> Result<Response> {
    export(door, query, Format::Xlsx).await
}

async fn export(door: Door, query: ListQuery, format: Format) -> Result<Response> {
    let cx = door.read().await?;
    let view: View = query.view()?;
    let statement = lists::export(&cx, view);
    file(cx, format, &SHEET, statement, |row| Ok(cells(&lists::line(row)?)))
}

/// What was decided, as screens say it.
#[must_use]
pub fn decision(line: &Line) -> &'static str {
    match line.kind {
        Kind::Step => Decision::parse(&line.decision).map_or("", Decision::label),
        Kind::Release => DecisionKind::parse(&line.decision).map_or("", DecisionKind::label),
        Kind::Appeal => Outcome::parse(&line.decision).map_or("", Outcome::label),
    }
}

fn cells(line: &Line) -> Vec<Cell> {
    vec![
        Cell::text(&line.number),
        Cell::text(&line.person),
        Cell::text(&line.title),
        Cell::text(line.kind.label()),
        Cell::text(By::parse(&line.by).map_or("", By::label)),
        Cell::text(&line.reason),
        Cell::day(Some(line.cursor.at.date_naive())),
        Cell::day(line.due_on),
        Cell::day(line.dates.0),
        Cell::day(line.dates.1),
        Cell::text(decision(line)),
        Cell::or_empty(line.in_place_of.clone()),
    ]
}
