//! The register as a file.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Search;

use super::super::api::RegisterQuery;
use super::super::store::{self, Line, Wanted};
use super::list::{readers, wanted};
use crate::door::Door;
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, WHOLE, lines};

const SHEET: Sheet = Sheet {
    name: "interests",
    columns: &["number", "wish", "person", "unit", "type", "place", "from", "weeks", "status", "read_by"],
};

list_files!(door: Door, query: Search<RegisterQuery>);

async fn export(format: Format, door: Door, Search(query): Search<RegisterQuery>) -> Result<Response> {
    let mut cx = door.read().await?;
    let wanted = Wanted { before: None, ..wanted(&query)? };
    let (found, _) = store::page(&mut cx, &wanted, WHOLE + 1).await?;
    lines(&cx, format, &SHEET, found.iter().map(cells).collect())
}

fn cells(line: &Line) -> Vec<Cell> {
    let (i, w) = (&line.interest, &line.interest.wish);
    vec![
        Cell::text(&i.number),
        Cell::text(&w.wish),
        Cell::text(&line.person),
        Cell::or_empty(line.unit.clone()),
        Cell::text(w.kind.map_or("Any", |kind| kind.label())),
        Cell::text(&w.place),
        Cell::day(w.from_on),
        w.weeks.map_or(Cell::Empty, Cell::count),
        Cell::text(i.status.label()),
        Cell::text(readers(line)),
    ]
}
