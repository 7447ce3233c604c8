//! The business needs as a file.

use axum::response::Response;
use sojourn_kit::error::Result;

use super::super::store;
use crate::door::Door;
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, WHOLE, lines};

const SHEET: Sheet =
    Sheet { name: "needs", columns: &["number", "who", "what", "type", "first_day", "last_day"] };

list_files!(door: Door);

async fn export(format: Format, door: Door) -> Result<Response> {
    let mut cx = door.read().await?;
    let (found, _) = store::page(&mut cx, None, WHOLE + 1).await?;
    let cells = found.iter().map(|(need, name)| {
        vec![
            Cell::text(&need.number),
            Cell::text(name),
            Cell::text(&need.title),
            Cell::text(need.kind.label()),
            Cell::Day(need.starts_on),
            Cell::Day(need.ends_on),
        ]
    });
    lines(&cx, format, &SHEET, cells.collect())
}
