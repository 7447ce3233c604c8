//! The check-ins of a record as a file.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Route;

use crate::door::Door;
use crate::features::placements::{store, talks};
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, WHOLE, lines};

const SHEET: Sheet = Sheet {
    name: "check-ins",
    columns: &["held", "noted_by", "goals", "support", "next_step", "agrees", "would_change_it"],
};

list_files!(door: Door, number: Route<String>);

async fn export(format: Format, door: Door, Route(number): Route<String>) -> Result<Response> {
    let mut cx = door.read().await?;
    let record = talks::seen(&mut cx, &number).await?;
    let (mut held, mut next) = store::check_ins(&mut cx, &record, None).await?;
    while let Some(before) = next.filter(|_| held.len() <= WHOLE) {
        let (more, after) = store::check_ins(&mut cx, &record, Some(before)).await?;
        held.extend(more);
        next = after;
    }
    let cells = held.iter().map(|talk| {
        let those = |agrees: bool| {
            let names = talk.replies.iter().filter(|reply| reply.agrees == agrees).map(|reply| &*reply.by);
            names.collect::<Vec<_>>().join(", ")
        };
        vec![
            Cell::Day(talk.held_on),
            Cell::text(&talk.by),
            Cell::text(&talk.goals),
            Cell::text(&talk.support),
            Cell::text(&talk.next_step),
            Cell::text(those(true)),
            Cell::text(those(false)),
        ]
    });
    lines(&cx, format, &SHEET, cells.collect())
}
