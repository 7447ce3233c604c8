//! The business needs that somebody is part of or looks after.

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Search};

use super::super::api::NeedsQuery;
use super::super::model::Need;
use super::super::{actions, store};
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::words::day_range;
use crate::shell::{Cell, Column, Crumbs, Downloads, Empty, Frame, Link, Pager, Place, Row, Table};

/// Lines on one page.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "features/needs/pages/list.html")]
struct ListPage {
    frame: Frame,
    crumbs: Crumbs,
    may_start: bool,
    table: Option<Table>,
    empty: Empty,
    downloads: Downloads,
    pager: Pager,
}

/// `GET /needs`
pub async fn list(door: Door, Search(query): Search<NeedsQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (needs, has_more) = store::page(&mut cx, query.key()?, PAGE).await?;
    let may_start = actions::may_start(&mut cx).await?;
    let older = needs.last().filter(|_| has_more).map(|(need, _)| need.id.to_string());
    let page = ListPage {
        frame: frame(&door, "Business needs", Some(Place::Secondments)),
        crumbs: Crumbs::new(vec![Link::new("Start a secondment", "/start")], "Business needs"),
        may_start,
        table: (!needs.is_empty()).then(|| table(&needs)),
        empty: Empty {
            title: "No business needs".to_owned(),
            text: "A manager names somebody without an advert, says why, and talks with them first."
                .to_owned(),
            action: may_start.then(|| Link::new("State a business need", "/needs/new")),
        },
        downloads: Downloads::whole("/needs"),
        pager: crate::typed::pager("/needs", &[], query.before.is_some(), older),
    };
    render(&page)
}

fn table(needs: &[(Need, String)]) -> Table {
    let row = |(need, name): &(Need, String)| Row {
        cells: vec![
            Cell::Link(Link::new(name.clone(), format!("/needs/{}", need.number))),
            Cell::Text(if need.is_confidential {
                format!("{} (confidential)", need.title)
            } else {
                need.title.clone()
            }),
            Cell::Text(need.kind.label().to_owned()),
            Cell::Text(day_range(need.starts_on, need.ends_on).replace(' ', "\u{a0}")),
            Cell::Text(need.number.clone()),
        ],
    };
    Table {
        caption: "Business needs".to_owned(),
        hide_caption: true,
        columns: ["Who", "What", "Type", "Dates", "Number"].map(Column::text).into(),
        rows: needs.iter().map(row).collect(),
        foot: None,
    }
}
