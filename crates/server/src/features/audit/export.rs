//! The history of a record as a file.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Route;

use super::pages::seen;
use super::store;
use crate::door::Door;
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, WHOLE, lines};

const SHEET: Sheet = Sheet { name: "history", columns: &["number", "at", "who", "what", "quote"] };

list_files!(door: Door, number: Route<String>);

async fn export(format: Format, door: Door, Route(number): Route<String>) -> Result<Response> {
    let mut cx = door.read().await?;
    let record = seen(&mut cx, &number).await?;
    let most = i64::try_from(WHOLE + 1).unwrap_or(i64::MAX);
    let events = store::history(&mut cx, &record, None, most).await?;
    let cells = events.iter().map(|event| {
        let told = event.told(&record.standing);
        vec![
            Cell::Number(told.seq),
            Cell::at(told.at),
            Cell::text(told.who),
            Cell::text(told.sentence),
            Cell::or_empty(told.quote),
        ]
    });
    lines(&cx, format, &SHEET, cells.collect())
}
