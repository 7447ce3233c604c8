//! The changes of a record as a file.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Route;

use crate::door::Door;
use crate::features::changes::{actions, panel, store};
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, lines};

const SHEET: Sheet = Sheet { name: "changes", columns: &["number", "change", "asked_by", "asked", "status"] };

list_files!(door: Door, number: Route<String>);

async fn export(format: Format, door: Door, Route(number): Route<String>) -> Result<Response> {
    let mut cx = door.read().await?;
    let record = actions::followed(&mut cx, &number).await?;
    let changes = store::all(&mut cx, record.secondment.id).await?;
    let cells = changes.iter().map(|change| {
        vec![
            Cell::Number(change.number),
            Cell::text(panel::in_words(change)),
            Cell::text(&change.asked_by_name),
            Cell::at(change.asked_at),
            Cell::text(change.status.label()),
        ]
    });
    lines(&cx, format, &SHEET, cells.collect())
}
