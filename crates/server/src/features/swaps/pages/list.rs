//! The swaps that somebody is part of or looks after.

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Search};

use super::super::api::SwapsQuery;
use super::super::model::{Status, Swap};
use super::super::store;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::words::day_range;
use crate::shell::{
    Cell, Column, Crumbs, Downloads, Empty, Frame, Link, Pager, Place, Row, Table, Tag, Tone,
};

/// Lines on one page.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "features/swaps/pages/list.html")]
struct ListPage {
    frame: Frame,
    crumbs: Crumbs,
    table: Option<Table>,
    empty: Empty,
    downloads: Downloads,
    pager: Pager,
}

/// `GET /swaps`
pub async fn list(door: Door, Search(query): Search<SwapsQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (swaps, has_more) = store::page(&mut cx, query.key()?, PAGE).await?;
    let older = swaps.last().filter(|_| has_more).map(|swap| swap.id.to_string());
    let page = ListPage {
        frame: frame(&door, "Swaps", Some(Place::Secondments)),
        crumbs: Crumbs::new(vec![Link::new("Start a secondment", "/start")], "Swaps"),
        table: (!swaps.is_empty()).then(|| table(&swaps)),
        empty: Empty {
            title: "No swaps".to_owned(),
            text: "Two people change places for some weeks. Both, and both managers, say yes first."
                .to_owned(),
            action: Some(Link::new("Propose a swap", "/swaps/new")),
        },
        downloads: Downloads::whole("/swaps"),
        pager: crate::typed::pager("/swaps", &[], query.before.is_some(), older),
    };
    render(&page)
}

fn table(swaps: &[Swap]) -> Table {
    let row = |swap: &Swap| Row {
        cells: vec![
            Cell::Link(Link::new(swap.names(), format!("/swaps/{}", swap.number))),
            Cell::Text(swap.title.clone()),
            Cell::Text(day_range(swap.starts_on, swap.ends_on).replace(' ', "\u{a0}")),
            Cell::Tag(Tag::new(swap.status.label(), tone(swap.status))),
            Cell::Text(swap.number.clone()),
        ],
    };
    Table {
        caption: "Swaps".to_owned(),
        hide_caption: true,
        columns: ["Who", "What", "Dates", "Status", "Number"].map(Column::text).into(),
        rows: swaps.iter().map(row).collect(),
        foot: None,
    }
}

/// What the status of a swap means.
pub(super) const fn tone(status: Status) -> Tone {
    match status {
        Status::Asking => Tone::Info,
        Status::Opened => Tone::Good,
        Status::Suspended => Tone::Warn,
        Status::OneWay => Tone::Host,
        Status::Refused | Status::Withdrawn | Status::Ended => Tone::Quiet,
    }
}
