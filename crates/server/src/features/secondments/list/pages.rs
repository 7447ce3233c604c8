//! The list as a page and as CSV.

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Search};

use super::model::{Line, ListQuery, Page, StatusGroup, Wanted};
use super::store;
use crate::actor::Role;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::lifecycle;
use crate::features::secondments::status::Status;
use crate::features::secondments::steps::{self, next_step};
use crate::page::{frame, render};
use crate::shell::{
    Cell, Column, Downloads, Empty, FieldOption, FieldView, Frame, Link, Pager, Place, Row, Table, Width,
    away,
};

/// Lines on one page.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "features/secondments/list/list.html")]
struct ListPage {
    frame: Frame,
    heading: &'static str,
    lede: String,
    /// Whether the reader runs secondments, and follows what became of them.
    follows: bool,
    status: FieldView,
    q: FieldView,
    is_narrowed: bool,
    table: Option<Table>,
    empty: Empty,
    pager: Pager,
    downloads: Downloads,
}

/// `GET /secondments`
pub async fn list(door: Door, Search(query): Search<ListQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let wanted = query.check()?;
    let (lines, has_more) = store::page(&mut cx, &wanted, PAGE).await?;
    let covers = !cx.actor.covered_organisations().is_empty();
    let (heading, place) =
        if covers { ("Secondments", Place::Secondments) } else { ("My secondments", Place::MySecondments) };
    let page = ListPage {
        frame: frame(&door, heading, Some(place)),
        heading,
        follows: [Role::ProgrammeAdmin, Role::Hr].into_iter().any(|role| cx.actor.holds_anywhere(role)),
        lede: lede(&wanted, &lines, covers),
        status: status_field(&query),
        q: FieldView::new("q", "Name, number or title").value(query.q.clone().unwrap_or_default()),
        is_narrowed: wanted.status.is_some() || !wanted.words.is_empty(),
        table: (!lines.is_empty()).then(|| table(&cx, &lines)),
        empty: empty(&wanted),
        pager: pager(&query, &wanted, &lines, has_more),
        downloads: Downloads::of(|file| address(file, &query, &[]), "/secondments"),
    };
    render(&page)
}

fn lede(wanted: &Wanted, lines: &[Line], covers: bool) -> String {
    match (wanted.status, lines.is_empty()) {
        (_, true) => String::new(),
        (Some(group), false) => format!("{}. Latest change first.", group.label()),
        (None, false) if covers => "The ones you cover, latest change first.".to_owned(),
        (None, false) => "The ones you are part of, latest change first.".to_owned(),
    }
}

fn status_field(query: &ListQuery) -> FieldView {
    let groups = StatusGroup::ALL.iter().map(|group| FieldOption::new(group.as_str(), group.label()));
    let options = std::iter::once(FieldOption::new("", "Any status")).chain(groups).collect();
    FieldView::new("status", "Status")
        .select(options)
        .width(Width::Full)
        .value(query.status.clone().unwrap_or_default())
}

fn table(cx: &Cx, lines: &[Line]) -> Table {
    Table {
        caption: "Secondments".to_owned(),
        hide_caption: true,
        columns: ["Person", "Status", "Next", "From", "To", "Dates", "Number"].map(Column::text).into(),
        rows: lines.iter().map(|line| row(cx, line)).collect(),
        foot: None,
    }
}

fn row(cx: &Cx, line: &Line) -> Row {
    let s = &line.record.secondment;
    let status = Status::of(s, cx.today());
    let allowed = lifecycle::allowed(s, &line.record.standing);
    let next = match steps::main_action(&allowed) {
        Some(action) => Cell::Link(Link::new(steps::label(action), steps::href(action, &s.number))),
        None => Cell::Text(next_step(s.workflow).to_owned()),
    };
    Row {
        cells: vec![
            Cell::Link(Link::new(line.person.clone(), format!("/secondments/{}", s.number))),
            Cell::Status(away(status.progress), status.tag()),
            next,
            Cell::Text(line.home().to_owned()),
            Cell::Text(line.host().to_owned()),
            // days stay on one line, also on a phone
            Cell::Text(line.dates().replace(' ', "\u{a0}")),
            Cell::Text(s.number.clone()),
        ],
    }
}

fn empty(wanted: &Wanted) -> Empty {
    let is_narrowed = wanted.status.is_some() || !wanted.words.is_empty();
    if is_narrowed || wanted.page != Page::First {
        return Empty {
            title: "Nothing matches".to_owned(),
            text: "No secondment that you can see fits this search.".to_owned(),
            action: Some(Link::new("Show all", "/secondments")),
        };
    }
    Empty {
        title: "No secondments yet".to_owned(),
        text: "Describe the one you want: why, where, when, and what you would bring back.".to_owned(),
        action: Some(Link::new("Start a secondment", "/start")),
    }
}

fn pager(query: &ListQuery, wanted: &Wanted, lines: &[Line], has_more: bool) -> Pager {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Pager::default() };
    let (has_newer, has_older) = match wanted.page {
        Page::First => (false, has_more),
        Page::Before(_) => (true, has_more),
        Page::After(_) => (has_more, true),
    };
    let link = |key, line: &Line| address("/secondments", query, &[(key, line.cursor().text())]);
    Pager { newer: has_newer.then(|| link("after", first)), older: has_older.then(|| link("before", last)) }
}

/// The address of the same search with other paging.
fn address(path: &str, query: &ListQuery, paging: &[(&str, String)]) -> String {
    let kept = [("status", &query.status), ("q", &query.q)];
    let kept = kept.into_iter().filter_map(|(key, value)| Some((key, value.clone()?)));
    let pairs: Vec<String> = kept
        .chain(paging.iter().cloned())
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| {
            let value = percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC);
            format!("{key}={value}")
        })
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}
