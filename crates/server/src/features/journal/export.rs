//! One's own journal as a file. Nobody else’s has one.

use axum::response::Response;
use sojourn_kit::error::Result;

use super::{pages, store};
use crate::door::Door;
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, WHOLE, lines};

const SHEET: Sheet = Sheet { name: "journal", columns: &["written", "words", "read_by"] };

list_files!(door: Door);

async fn export(format: Format, door: Door) -> Result<Response> {
    let mut cx = door.read().await?;
    let most = i64::try_from(WHOLE + 1).unwrap_or(i64::MAX);
    let entries = store::own(&mut cx, None, most).await?;
    let names = pages::readers(&mut cx, &entries).await?;
    let cells = entries.iter().map(|entry| {
        let readers: Vec<&str> =
            entry.shared_with.iter().filter_map(|reader| names.get(reader)).map(String::as_str).collect();
        vec![Cell::at(entry.written_at), Cell::text(&entry.words), Cell::text(readers.join(", "))]
    });
    lines(&cx, format, &SHEET, cells.collect())
}
