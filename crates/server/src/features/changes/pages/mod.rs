//! The pages of change, below the record they belong to.

mod ask;
mod export;
mod list;
mod show;

use axum::Router;
use axum::routing::{get, post};

use super::compare::Comparison;
use crate::app::App;
use crate::shell::{Cell, Column, Row, Table};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/changes", get(list::show))
        .route("/secondments/{number}/changes.csv", get(export::csv))
        .route("/secondments/{number}/changes.xlsx", get(export::xlsx))
        .route("/secondments/{number}/changes/new/{kind}", get(ask::show).post(ask::send))
        .route("/secondments/{number}/changes/{change}", get(show::show))
        .route("/secondments/{number}/changes/{change}/answers", post(show::answer))
        .route("/secondments/{number}/changes/{change}/withdrawal", post(show::withdraw))
        .route("/secondments/{number}/changes/{change}/lateness", post(show::explain))
        .route("/secondments/{number}/agreement/terms", get(super::terms::pages::show))
        .merge(super::happenings::pages::routes())
}

/// Before and after as a table; nothing when there is nothing to compare.
fn table(compared: &Comparison, then: &str) -> Option<Table> {
    let row = |one: &super::compare::Compared| Row {
        cells: vec![Cell::Text(one.what.clone()), Cell::Text(one.now.clone()), Cell::Text(one.then.clone())],
    };
    (!compared.rows.is_empty()).then(|| Table {
        caption: "Before and after".to_owned(),
        hide_caption: true,
        columns: vec![Column::text("What"), Column::text("As it stands"), Column::text(then)],
        rows: compared.rows.iter().map(row).collect(),
        foot: None,
    })
}
