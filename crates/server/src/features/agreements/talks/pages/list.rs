//! Everything that was asked about the texts of a record, for people with an account.

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Route};

use super::Item;
use crate::door::Door;
use crate::features::agreements::pages::inside::framed;
use crate::features::agreements::talks::{Beside, Where, actions, beside};
use crate::features::secondments::{Head, RecordTab, head};
use crate::page::render;
use crate::shell::{Empty, Frame};

#[derive(Template)]
#[template(path = "features/agreements/talks/pages/list.html")]
struct ListPage {
    frame: Frame,
    head: Head,
    items: Vec<Item>,
    none: Empty,
    beside: Beside,
    back: String,
}

/// What the page says when nothing was asked.
pub(super) fn none() -> Empty {
    Empty {
        title: "Nothing was asked yet".to_owned(),
        text: "Questions about the text and changes that somebody asks for stand here, with their answers."
            .to_owned(),
        action: None,
    }
}

/// GET `/secondments/{number}/agreement/talks`.
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let table = actions::at(&mut cx, &number).await?;
    let place = Where::Inside(number);
    let today = cx.today();
    let mut talks = actions::read(&mut cx, &table).await?;
    // what waits first, then the newest
    talks.sort_by_key(|talk| (!talk.waits(), std::cmp::Reverse(talk.number)));
    let item = |talk| Item::of(talk, today).leading(&table.may(talk), place.talk(talk.number, ""));
    let items = talks.iter().map(item).collect();
    let head = head(&mut cx, &table.record, RecordTab::Agreement).await?;
    let beside = beside(&mut cx, &table.record, &table.agreement, place.clone(), None).await?;
    render(&ListPage {
        frame: framed(&door, &table.record),
        head,
        items,
        none: none(),
        beside,
        back: place.text(),
    })
}
