//! What waits for the reader's decision, and what they decided.

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Search};

use super::super::model::{By, Line, ListQuery, View};
use super::super::{export, store, waiting};
use crate::door::Door;
use crate::features::secondments::list::model::dates;
use crate::page::{frame, render};
use crate::shell::{
    Cell, Column, Downloads, Empty, Frame, Link, Pager, Place, Row, Tab, Table, Tabs, WorkList,
};

/// Lines on one page.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "features/approvals/pages/list.html")]
struct ListPage {
    frame: Frame,
    tabs: Tabs,
    work: Option<WorkList>,
    table: Option<Table>,
    empty: Empty,
    pager: Pager,
    downloads: Downloads,
}

/// `GET /approvals`
pub async fn list(door: Door, Search(query): Search<ListQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let view = query.view()?;
    let today = cx.today();
    let (lines, has_more) = store::lists::page(&mut cx, view, query.place()?, PAGE).await?;
    let next = lines.last().filter(|_| has_more).map(|line| line.cursor.text());
    let kept = [("view", &query.view)];
    let is_empty = lines.is_empty();
    let page = ListPage {
        frame: frame(&door, "Approvals", Some(Place::Approvals)),
        tabs: tabs(view),
        work: (view == View::Waiting && !is_empty).then(|| work(&lines, today)),
        table: (view == View::Decided && !is_empty).then(|| table(&lines, today)),
        empty: empty(view),
        pager: crate::typed::pager("/approvals", &kept, query.before.is_some(), next),
        downloads: Downloads::of(|page| format!("{page}?view={}", view.as_str()), "/approvals"),
    };
    render(&page)
}

fn tabs(view: View) -> Tabs {
    let tab = |one: &View| Tab {
        label: one.label().to_owned(),
        href: format!("/approvals?view={}", one.as_str()),
        current: *one == view,
    };
    let mut items: Vec<Tab> = View::ALL.iter().map(tab).collect();
    items.push(Tab {
        label: "In your place".to_owned(),
        href: "/approvals/delegations".to_owned(),
        current: false,
    });
    Tabs { label: "Approvals".to_owned(), items }
}

fn work(lines: &[Line], today: NaiveDate) -> WorkList {
    let rows = lines.iter().map(|line| {
        let mut row = waiting::row(line, today);
        row.meta.push(dates(line.dates.0, line.dates.1));
        if !line.reason.is_empty() {
            row.meta.push(line.reason.clone());
        }
        row
    });
    let rows: Vec<_> = rows.collect();
    WorkList {
        id: "waiting",
        heading: "Waiting for you".to_owned(),
        total: rows.len() as u64,
        all: None,
        rows,
    }
}

fn table(lines: &[Line], today: NaiveDate) -> Table {
    let row = |line: &Line| {
        let whose = match &line.in_place_of {
            Some(name) => format!("For {name}"),
            None => By::parse(&line.by).map_or(line.kind.label(), By::label).to_owned(),
        };
        // whoever stood in for somebody may have no further part in the record
        let person = match line.in_place_of {
            Some(_) => Cell::Text(line.person.clone()),
            None => Cell::Link(Link::new(line.person.clone(), format!("/secondments/{}", line.number))),
        };
        let what = export::decision(line).to_owned();
        let day = format::near(line.cursor.at.date_naive(), today);
        Row {
            cells: vec![
                person,
                Cell::Text(line.title.clone()),
                Cell::Text(what),
                Cell::Text(whose),
                Cell::Text(day),
            ],
        }
    };
    Table {
        caption: "Decided by you".to_owned(),
        hide_caption: true,
        columns: ["Who", "What", "Your decision", "As", "When"].map(Column::text).into(),
        rows: lines.iter().map(row).collect(),
        foot: None,
    }
}

fn empty(view: View) -> Empty {
    let (title, text) = match view {
        View::Waiting => ("Nothing to approve", "What waits for your decision appears here and on Home."),
        View::Decided => ("Nothing decided yet", "Each of your decisions stays here, with its day."),
    };
    Empty { title: title.to_owned(), text: text.to_owned(), action: None }
}
