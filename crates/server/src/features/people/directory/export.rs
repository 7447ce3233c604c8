//! The list as a file. No pay.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Search;

use super::{PeopleQuery, PersonLine, store};
use crate::door::Door;
use crate::spreadsheet::{Cell, Format, Sheet, file};

/// Named as an import reads them, so that a file that was taken out can be brought in again.
const SHEET: Sheet = Sheet {
    name: "people",
    columns: &[
        "employee_number",
        "first_name",
        "last_name",
        "email",
        "hire_date",
        "department",
        "job_title",
        "manager_number",
        "status",
    ],
};

/// `GET /people.csv`: the people that the list shows, all of them.
pub async fn csv(door: Door, Search(query): Search<PeopleQuery>) -> Result<Response> {
    export(door, query, Format::Csv).await
}

/// `GET /people.xlsx`: the same as a workbook.
pub async fn xlsx(door: Door, Search(query): Search<PeopleQuery>) -> Result<Response> {
    export(door, query, Format::Xlsx).await
}

async fn export(door: Door, query: PeopleQuery, format: Format) -> Result<Response> {
    let cx = door.read().await?;
    let wanted = query.check(&cx.actor)?;
    file(cx, format, &SHEET, store::export(&wanted), |row| Ok(cells(store::line(row)?)))
}

fn cells(line: PersonLine) -> Vec<Cell> {
    vec![
        Cell::or_empty(line.employee_number),
        Cell::text(line.given_name),
        Cell::text(line.family_name),
        Cell::or_empty(line.email),
        Cell::day(line.hired_on),
        Cell::or_empty(line.unit_name),
        Cell::text(line.job_title),
        Cell::or_empty(line.manager_number),
        Cell::text(line.status),
    ]
}
