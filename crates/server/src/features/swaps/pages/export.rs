//! The swaps as a file.

use axum::response::Response;
use sojourn_kit::error::Result;

use super::super::store;
use crate::door::Door;
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, WHOLE, lines};

const SHEET: Sheet =
    Sheet { name: "swaps", columns: &["number", "who", "what", "first_day", "last_day", "status"] };

list_files!(door: Door);

async fn export(format: Format, door: Door) -> Result<Response> {
    let mut cx = door.read().await?;
    let (found, _) = store::page(&mut cx, None, WHOLE + 1).await?;
    let cells = found.iter().map(|swap| {
        vec![
            Cell::text(&swap.number),
            Cell::text(swap.names()),
            Cell::text(&swap.title),
            Cell::Day(swap.starts_on),
            Cell::Day(swap.ends_on),
            Cell::text(swap.status.label()),
        ]
    });
    lines(&cx, format, &SHEET, cells.collect())
}
