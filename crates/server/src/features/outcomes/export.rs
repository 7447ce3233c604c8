//! The list as a file.

use axum::response::Response;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::Search;

use super::api::FollowUpsQuery;
use super::model::Line;
use super::store;
use crate::door::Door;
use crate::spreadsheet::{Cell, Format, Sheet, file};

const SHEET: Sheet = Sheet {
    name: "follow-ups",
    columns: &[
        "number",
        "person",
        "left",
        "months",
        "due_on",
        "state",
        "retained",
        "promoted",
        "uses_skills",
        "in_touch",
        "again",
    ],
};

/// `GET /follow-ups.csv`: what the list shows, all of it.
pub async fn csv(door: Door, Search(query): Search<FollowUpsQuery>) -> Result<Response> {
    export(door, query, Format::Csv).await
}

/// `GET /follow-ups.xlsx`: the same as a workbook.
pub async fn xlsx(door: Door, Search(query): Search<FollowUpsQuery>) -> Result<Response> {
    export(door, query, Format::Xlsx).await
}

async fn export(door: Door, query: FollowUpsQuery, format: Format) -> Result<Response> {
    let cx = door.read().await?;
    if !super::api::lists(&cx.actor) {
        return Err(Error::Forbidden);
    }
    let statement = store::export(&cx, query.wanted()?);
    let today = cx.today();
    file(cx, format, &SHEET, statement, move |row| Ok(cells(store::line(row, today)?)))
}

fn cells(line: Line) -> Vec<Cell> {
    let yes = |said: Option<bool>| Cell::or_empty(said.map(|yes| if yes { "yes" } else { "no" }.to_owned()));
    vec![
        Cell::text(line.number),
        Cell::text(line.person),
        Cell::text(if line.has_left { "yes" } else { "no" }),
        Cell::Number(line.months),
        Cell::Day(line.due_on),
        Cell::text(line.state.as_str()),
        yes(line.retained),
        yes(line.promoted),
        Cell::or_empty(line.uses_skills.map(|uses| uses.as_str().to_owned())),
        yes(line.in_touch),
        yes(line.again),
    ]
}
