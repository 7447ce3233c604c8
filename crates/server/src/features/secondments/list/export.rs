//! The list as a file.

use axum::response::Response;
use chrono::NaiveDate;
use sojourn_kit::error::Result;
use sojourn_kit::web::Search;

use super::model::{Line, ListQuery};
use super::store;
use crate::door::Door;
use crate::features::secondments::status::Status;
use crate::spreadsheet::{Cell, Format, Sheet, file};

const SHEET: Sheet = Sheet {
    name: "secondments",
    columns: &[
        "number",
        "person",
        "title",
        "home",
        "host",
        "first_day",
        "last_day",
        "status",
        "paper",
        "presence",
    ],
};

/// `GET /secondments.csv`: the records that the list shows, all of them.
pub async fn csv(door: Door, Search(query): Search<ListQuery>) -> Result<Response> {
    export(door, query, Format::Csv).await
}

/// `GET /secondments.xlsx`: the same as a workbook.
pub async fn xlsx(door: Door, Search(query): Search<ListQuery>) -> Result<Response> {
    export(door, query, Format::Xlsx).await
}

async fn export(door: Door, query: ListQuery, format: Format) -> Result<Response> {
    let cx = door.read().await?;
    let wanted = query.check()?;
    let statement = store::export(&cx, &wanted);
    let (actor, today) = (cx.actor.clone(), cx.today());
    let none = std::collections::HashMap::new();
    file(cx, format, &SHEET, statement, move |row| Ok(cells(&store::line(&actor, row, &none)?, today)))
}

fn cells(line: &Line, today: NaiveDate) -> Vec<Cell> {
    let s = &line.record.secondment;
    vec![
        Cell::text(&s.number),
        Cell::text(&line.person),
        Cell::text(&s.title),
        Cell::text(line.home()),
        Cell::text(line.host()),
        Cell::day(s.starts_on),
        Cell::day(s.ends_on),
        Cell::text(Status::of(s, today).word),
        Cell::text(s.paper.as_str()),
        Cell::text(s.presence.as_str()),
    ]
}
