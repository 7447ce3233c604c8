//! The list as a file.

use axum::response::Response;
use sojourn_kit::error::{Error, Result};

use super::access::Sight;
use super::store;
use crate::door::Door;
use crate::spreadsheet::{Cell, Format, Sheet, file};

const SHEET: Sheet =
    Sheet { name: "organisations", columns: &["name", "legal_name", "kind", "country", "currency", "units"] };

/// `GET /organisations.csv`: the organisations that the list shows.
pub async fn csv(door: Door) -> Result<Response> {
    export(door, Format::Csv).await
}

/// `GET /organisations.xlsx`: the same as a workbook.
pub async fn xlsx(door: Door) -> Result<Response> {
    export(door, Format::Xlsx).await
}

async fn export(door: Door, format: Format) -> Result<Response> {
    let cx = door.read().await?;
    if cx.actor.roles.is_empty() {
        return Err(Error::NotFound);
    }
    let statement = store::export(&cx.actor);
    let actor = cx.actor.clone();
    file(cx, format, &SHEET, statement, move |row| {
        let (organisation, units) = store::line(row)?;
        // the statement yields the same; this is the rule itself
        if Sight::of(&actor, &organisation).is_none() {
            return Err(Error::internal("an export would show what the list does not"));
        }
        Ok(vec![
            Cell::text(organisation.name),
            Cell::text(organisation.legal_name),
            Cell::text(organisation.kind.as_str()),
            Cell::text(organisation.country),
            Cell::text(organisation.currency),
            Cell::Number(units),
        ])
    })
}
