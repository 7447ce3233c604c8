//! The outbox as a file: what its reader sees on the page, never the text of a letter.

use axum::response::Response;
use sojourn_kit::error::{Error, Result};

use super::model::Sight;
use super::store;
use crate::door::Door;
use crate::spreadsheet::{Cell, Format, Sheet, file};

const SHEET: Sheet = Sheet {
    name: "outbox",
    columns: &["written", "kind", "subject", "to_name", "to_address", "state", "tries", "sent", "trouble"],
};

/// `GET /outbox.csv`: the letters that the list shows, all of them.
pub async fn csv(door: Door) -> Result<Response> {
    export(door, Format::Csv).await
}

/// `GET /outbox.xlsx`: the same as a workbook.
pub async fn xlsx(door: Door) -> Result<Response> {
    export(door, Format::Xlsx).await
}

async fn export(door: Door, format: Format) -> Result<Response> {
    let cx = door.read().await?;
    let sight = Sight::of(&cx.actor, cx.app.demo).ok_or(Error::Forbidden)?;
    let statement = store::export(&cx, &sight);
    let reads = sight.reads_texts();
    file(cx, format, &SHEET, statement, move |row| {
        let letter = store::envelope(row)?;
        let at =
            |instant: chrono::DateTime<chrono::Utc>| Cell::text(instant.format("%Y-%m-%d %H:%M").to_string());
        Ok(vec![
            at(letter.created_at),
            Cell::text(letter.kind),
            if reads { Cell::text(letter.subject) } else { Cell::Empty },
            Cell::text(letter.to_name),
            Cell::text(letter.to_address),
            Cell::text(letter.state.as_str()),
            Cell::Number(letter.attempts),
            letter.sent_at.map_or(Cell::Empty, at),
            Cell::or_empty(letter.last_error),
        ])
    })
}
