//! The objectives that count as a file, with what was last said of each.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Route;

use super::super::model::{Status, rules};
use super::super::{actions, store};
use crate::door::Door;
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, lines};

const SHEET: Sheet = Sheet {
    name: "objectives",
    columns: &["objective", "measure", "kind", "phase", "weight", "due", "percent", "status", "note"],
};

list_files!(door: Door, number: Route<String>);

async fn export(format: Format, door: Door, Route(number): Route<String>) -> Result<Response> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, &number).await?;
    let plans = store::plans(&mut cx, &record).await?;
    let notes = store::newest_notes(&mut cx, &record).await?;
    let items = actions::in_force(&plans).map(|plan| plan.items.as_slice()).unwrap_or_default();
    let cells = items.iter().map(|item| {
        let note = notes.get(&item.id);
        vec![
            Cell::text(&item.title),
            Cell::text(&item.measure),
            Cell::text(item.kind.label()),
            Cell::text(item.phase.label()),
            Cell::count(item.weight),
            Cell::day(item.due_on),
            Cell::count(rules::reached(note).unwrap_or(0)),
            Cell::text(note.map_or(Status::ToDo, |note| note.status).label()),
            Cell::or_empty(note.map(|note| note.note.clone())),
        ]
    });
    lines(&cx, format, &SHEET, cells.collect())
}
