//! What the reader posted, decides about, applied for or saved.

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::Reply;

use super::crumbs;
use super::show::tone;
use crate::door::Door;
use crate::features::opportunities::model::Opportunity;
use crate::features::opportunities::store;
use crate::page;
use crate::shell::{Cell, Column, Crumbs, Frame, Link, Place, Row, Table, Tag};

#[derive(Template)]
#[template(path = "features/opportunities/pages/mine.html")]
struct MinePage {
    frame: Frame,
    crumbs: Crumbs,
    posted: Option<Table>,
    applied: Option<Table>,
    saved: Option<Table>,
}

/// The most postings on the page.
const MOST: i64 = 60;

/// `GET /opportunities/mine`
pub async fn show(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let today = cx.today();
    let posted = store::mine(&mut cx, MOST).await?;
    let applied = store::applied(&mut cx).await?;
    let saved = store::starred(&mut cx).await?;
    let row = |o: &Opportunity, last: Cell, part: &str| Row {
        cells: vec![
            Cell::Link(Link::new(o.title.clone(), format!("/opportunities/{}{part}", o.number))),
            Cell::Tag(Tag::new(o.state.label(), tone(o.state))),
            Cell::Text(o.host()),
            Cell::Text(o.when(today)),
            last,
        ],
    };
    let table = |caption: &str, last: Column, rows: Vec<Row>| {
        let columns = ["Opportunity", "State", "Host", "When"].map(Column::text);
        (!rows.is_empty()).then(|| Table {
            caption: caption.to_owned(),
            hide_caption: true,
            columns: columns.into_iter().chain([last]).collect(),
            rows,
            foot: None,
        })
    };
    let page = MinePage {
        frame: page::frame(&door, "Your opportunities", Some(Place::Opportunities)),
        crumbs: crumbs(Vec::new(), "Yours"),
        posted: table(
            "Postings",
            Column::number("Applied"),
            posted.iter().map(|o| row(o, Cell::Number(o.applied.to_string()), "")).collect(),
        ),
        applied: table(
            "Applications",
            Column::text("Yours"),
            applied
                .into_iter()
                .map(|(o, state)| row(&o, Cell::Text(readable(&state)), "/application"))
                .collect(),
        ),
        saved: table(
            "Saved",
            Column::text("Number"),
            saved.iter().map(|o| row(o, Cell::Text(o.number.clone()), "")).collect(),
        ),
    };
    page::render(&page)
}

/// A stored word of an application's state as people read it: "not_selected" is "Not selected".
fn readable(state: &str) -> String {
    let words = state.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
