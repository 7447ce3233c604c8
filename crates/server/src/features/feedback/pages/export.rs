//! The feedback that the reader may read as a file.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Route;

use super::super::{actions, store};
use crate::door::Door;
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, WHOLE, lines};

const SHEET: Sheet = Sheet { name: "feedback", columns: &["given", "by", "about", "words", "for_managers"] };

list_files!(door: Door, number: Route<String>);

async fn export(format: Format, door: Door, Route(number): Route<String>) -> Result<Response> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, &number).await?;
    let most = i64::try_from(WHOLE + 1).unwrap_or(i64::MAX);
    let cells = store::feedback(&mut cx, &record, most).await?.into_iter().map(|one| {
        vec![
            Cell::at(one.at),
            Cell::text(one.by),
            Cell::text(one.about),
            Cell::text(one.words),
            Cell::text(if one.for_managers { "yes" } else { "no" }),
        ]
    });
    lines(&cx, format, &SHEET, cells.collect())
}
