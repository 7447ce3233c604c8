//! The invitations as a file.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Search;

use super::super::api::ListQuery;
use super::super::store::{self, Line, Wanted};
use super::list::wanted;
use crate::door::Door;
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, WHOLE, lines};

const SHEET: Sheet = Sheet {
    name: "invitations",
    columns: &["number", "what", "who", "where", "first_day", "last_day", "status", "answer_by"],
};

list_files!(door: Door, query: Search<ListQuery>);

async fn export(format: Format, door: Door, Search(query): Search<ListQuery>) -> Result<Response> {
    let mut cx = door.read().await?;
    let wanted = Wanted { before: None, ..wanted(&query)? };
    let (found, _) = store::page(&mut cx, &wanted, WHOLE + 1).await?;
    lines(&cx, format, &SHEET, found.iter().map(cells).collect())
}

fn cells(line: &Line) -> Vec<Cell> {
    let i = &line.invitation;
    let names: Vec<&str> = line.people.iter().map(|person| person.name.as_str()).collect();
    vec![
        Cell::text(&i.number),
        Cell::text(&i.title),
        Cell::text(names.join(", ")),
        Cell::text(&line.host),
        Cell::Day(i.starts_on),
        Cell::Day(i.ends_on),
        Cell::text(i.status.label()),
        Cell::Day(i.answer_by),
    ]
}
