//! All heads, with what stands in agreements here; and the schedules.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::Reply;
use sojourn_papers::Head;

use super::{HERE, address};
use crate::door::Door;
use crate::features::accounts::settings::tabs;
use crate::features::clauses::actions;
use crate::features::clauses::model::{Setting, heads, mandatory, schedules};
use crate::page::{frame, render};
use crate::shell::{Cell, Column, Frame, Link, Place, Row, Table, Tabs, Tag, Tone};

#[derive(Template)]
#[template(path = "features/clauses/pages/list.html")]
struct ListPage {
    frame: Frame,
    tabs: Tabs,
    organisation: String,
    clauses: Table,
    schedules: Table,
}

/// `GET /settings/clauses`
pub async fn open(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let said: BTreeMap<Head, Setting> =
        actions::list(&mut cx).await?.into_iter().map(|one| (one.head, one)).collect();
    let columns = ["Clause", "What it is for", "An agreement must have it", "In use here"];
    let clauses = Table {
        caption: "Clauses".to_owned(),
        hide_caption: true,
        columns: columns.map(Column::text).into(),
        rows: heads().map(|head| row(head, said.get(&head))).collect(),
        foot: None,
    };
    let listed = schedules().into_iter().map(|(id, title, purpose)| Row {
        cells: vec![Cell::Text(format!("{id} {title}")), Cell::Text(purpose.to_owned())],
    });
    let schedules = Table {
        caption: "Schedules".to_owned(),
        hide_caption: true,
        columns: ["Schedule", "What it is for"].map(Column::text).into(),
        rows: listed.collect(),
        foot: None,
    };
    let page = ListPage {
        frame: frame(&door, "Clauses", Some(Place::Settings)),
        tabs: tabs(&door.actor, HERE),
        organisation: door.actor.organisation_name.clone(),
        clauses,
        schedules,
    };
    render(&page)
}

fn row(head: Head, said: Option<&Setting>) -> Row {
    let in_use = said.map_or_else(|| "Standard".to_owned(), Setting::in_use);
    let tone = if said.is_some_and(|one| one.own.is_some()) { Tone::Info } else { Tone::Quiet };
    Row {
        cells: vec![
            Cell::Link(Link::new(format!("{} {}", head.code(), head.title()), address(head))),
            Cell::Text(head.purpose().to_owned()),
            Cell::Text(mandatory(head)),
            Cell::Tag(Tag::new(in_use, tone)),
        ],
    }
}
