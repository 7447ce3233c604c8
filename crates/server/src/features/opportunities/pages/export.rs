//! The open opportunities as a file, narrowed and sorted as the list is.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Search;

use super::list::sort_of;
use crate::door::Door;
use crate::features::opportunities::model::{ListQuery, Opportunity, Wanted};
use crate::features::opportunities::store;
use crate::features::skills;
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, WHOLE, lines};

const SHEET: Sheet = Sheet {
    name: "opportunities",
    columns: &[
        "number",
        "title",
        "host",
        "unit",
        "type",
        "place",
        "first_day",
        "last_day",
        "places",
        "apply_by",
        "who_pays",
    ],
};

list_files!(door: Door, query: Search<ListQuery>);

async fn export(format: Format, door: Door, Search(query): Search<ListQuery>) -> Result<Response> {
    let mut cx = door.read().await?;
    let wanted = Wanted { after: None, ..query.check()? };
    let me = cx.actor.person;
    let sort = sort_of(&wanted, &skills::store::candidate(&mut cx, me).await?);
    let (found, _) = store::page(&mut cx, &wanted, sort, WHOLE + 1).await?;
    lines(&cx, format, &SHEET, found.iter().map(|line| cells(&line.opportunity)).collect())
}

fn cells(o: &Opportunity) -> Vec<Cell> {
    vec![
        Cell::text(&o.number),
        Cell::text(&o.title),
        Cell::text(&o.host_organisation_name),
        Cell::or_empty(o.host_unit_name.clone()),
        Cell::text(o.kind.label()),
        Cell::text(&o.place),
        Cell::day(o.starts_on),
        Cell::day(o.ends_on),
        Cell::Number(o.seats),
        Cell::day(o.closes_on),
        Cell::text(o.payer.label()),
    ]
}
