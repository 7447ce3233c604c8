//! The applicants for an opportunity as a file: what the shortlist shows, names hidden as they are there.

use axum::response::Response;
use sojourn_kit::error::Result;
use sojourn_kit::web::Route;

use super::shortlist::{conflicts, of_kind, views};
use crate::door::Door;
use crate::features::applications::{actions, store};
use crate::features::opportunities::fit::ReasonKind;
use crate::list_files;
use crate::spreadsheet::{Cell, Format, Sheet, lines};

const SHEET: Sheet = Sheet {
    name: "applicants",
    columns: &[
        "applicant",
        "post",
        "unit",
        "state",
        "fit",
        "has",
        "would_learn",
        "why",
        "brings_back",
        "conflicts",
    ],
};

list_files!(door: Door, opportunity: Route<String>);

async fn export(format: Format, door: Door, Route(number): Route<String>) -> Result<Response> {
    let mut cx = door.read().await?;
    let seen = actions::inside(&mut cx, &number).await?;
    let conflicted = store::conflicted(&mut cx, seen.posting.opportunity.id).await?;
    let shown = views(&mut cx, &seen).await?;
    let cells = shown.iter().zip(&seen.candidacies).map(|(one, candidacy)| {
        let declared = conflicted.get(&candidacy.application.id).cloned().unwrap_or_default();
        vec![
            Cell::text(&one.label),
            Cell::or_empty(one.job_title.clone()),
            Cell::or_empty(one.unit_name.clone()),
            Cell::text(one.state.label()),
            Cell::text(one.fit.level.label()),
            Cell::text(of_kind(one, ReasonKind::Have)),
            Cell::text(of_kind(one, ReasonKind::Learn)),
            Cell::text(&one.why),
            Cell::text(&one.bring_back),
            Cell::text(conflicts(one, &declared)),
        ]
    });
    lines(&cx, format, &SHEET, cells.collect())
}
