//! The search by skill or earlier team, for mobility and HR.

use askama::Template;
use serde::Deserialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Search};

use crate::door::Door;
use crate::features::skills::{actions, store};
use crate::page;
use crate::shell::{Cell, Column, Empty, FieldView, Frame, Link, Place, Row, Table};

#[derive(Template)]
#[template(path = "features/skills/find.html")]
struct FindPage {
    frame: Frame,
    q: FieldView,
    table: Option<Table>,
    empty: Option<Empty>,
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct FindQuery {
    #[serde(default)]
    q: String,
}

/// `GET /skills`
pub async fn show(door: Door, Search(query): Search<FindQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let organisations = actions::searched_organisations(&cx)?;
    let is_asked = !query.q.trim().is_empty();
    let found = if is_asked { store::find(&mut cx, &organisations, &query.q).await? } else { Vec::new() };
    let rows: Vec<Row> = found
        .into_iter()
        .map(|one| Row {
            cells: vec![
                Cell::Link(Link::new(one.name, format!("/people/{}", one.id))),
                Cell::Text(one.by),
                Cell::Text(one.job_title),
                Cell::Text(one.unit_name.unwrap_or_default()),
            ],
        })
        .collect();
    let page = FindPage {
        frame: page::frame(&door, "Find by skill", Some(Place::People)),
        q: FieldView::new("q", "Skill or team").value(query.q.clone()),
        empty: (is_asked && rows.is_empty()).then(|| Empty {
            title: "Nobody matches".to_owned(),
            text: "Nobody of your organisation offers this skill or worked in a team of that name."
                .to_owned(),
            action: None,
        }),
        table: (!rows.is_empty()).then(|| Table {
            caption: "People found".to_owned(),
            hide_caption: true,
            columns: ["Person", "Found by", "Post", "Unit"].map(Column::text).into(),
            rows,
            foot: None,
        }),
    };
    page::render(&page)
}
