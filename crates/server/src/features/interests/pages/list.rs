//! The register: one's own interests, and those that others share.

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Search};

use super::super::access::Sight;
use super::super::api::RegisterQuery;
use super::super::model::{InterestId, Status};
use super::super::store::{self, Line, Wanted};
use crate::actor::Role;
use crate::door::Door;
use crate::features::secondments::Kind;
use crate::page::{frame, render};
use crate::shell::{
    Cell, Column, Crumbs, Downloads, Empty, FieldOption, FieldView, Frame, Link, Pager, Place, Row, Table,
    Tag, Tone,
};

/// Lines on one page.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "features/interests/pages/list.html")]
struct ListPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: &'static str,
    lede: &'static str,
    filters: Option<[FieldView; 3]>,
    is_narrowed: bool,
    table: Option<Table>,
    empty: Empty,
    downloads: Downloads,
    pager: Pager,
}

/// The words of the address, understood.
///
/// # Errors
/// Invalid, naming the part that means nothing.
pub fn wanted(query: &RegisterQuery) -> Result<Wanted> {
    let given =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let wrong = |field: &'static str| Error::field(field, "Choose from the list.");
    let kind = given(&query.kind).map(|w| Kind::parse(&w).ok_or_else(|| wrong("kind"))).transpose()?;
    let status =
        given(&query.status).map(|w| Status::parse(&w).ok_or_else(|| wrong("status"))).transpose()?;
    let before = given(&query.before)
        .map(|id| {
            id.parse::<InterestId>().map_err(|_| Error::field("before", "This is no place in the list."))
        })
        .transpose()?;
    Ok(Wanted { kind, status, before, words: query.q.as_deref().unwrap_or_default().trim().to_lowercase() })
}

/// `GET /interests`
pub async fn list(door: Door, Search(query): Search<RegisterQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let wanted = wanted(&query)?;
    let (lines, has_more) = store::page(&mut cx, &wanted, PAGE).await?;
    let covers = [Role::ProgrammeAdmin, Role::Hr].into_iter().any(|role| cx.actor.holds_anywhere(role));
    let is_narrowed = wanted.kind.is_some() || wanted.status.is_some() || !wanted.words.is_empty();
    let heading = if covers { "Interests" } else { "What I’d like" };
    let page = ListPage {
        frame: frame(&door, heading, Some(if covers { Place::Secondments } else { Place::MySecondments })),
        crumbs: Crumbs::new(vec![Link::new("Start a secondment", "/start")], heading),
        heading,
        lede: if covers {
            "What people would like and let you read. Nothing here is promised."
        } else {
            "Your own wishes, and those that others share with you."
        },
        filters: covers.then(|| filters(&query)),
        is_narrowed,
        table: (!lines.is_empty()).then(|| table(&lines)),
        empty: empty(is_narrowed),
        downloads: Downloads::of(|file| crate::typed::address(file, &kept(&query), None), "/interests"),
        pager: pager(&query, &lines, has_more),
    };
    render(&page)
}

fn filters(query: &RegisterQuery) -> [FieldView; 3] {
    let any = |label: &str| std::iter::once(FieldOption::new("", label));
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Swap);
    let kinds = any("Any type").chain(kinds.map(|k| FieldOption::new(k.as_str(), k.label()))).collect();
    let states = Status::ALL.iter().map(|s| FieldOption::new(s.as_str(), s.label()));
    let states = any("Any status").chain(states).collect();
    let value = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        FieldView::new("q", "Name, wish or place").value(value(&query.q)),
        FieldView::new("kind", "Type").select(kinds).value(value(&query.kind)),
        FieldView::new("status", "Status").select(states).value(value(&query.status)),
    ]
}

fn table(lines: &[Line]) -> Table {
    Table {
        caption: "Interests".to_owned(),
        hide_caption: true,
        columns: ["Wish", "Person", "Type", "Where", "When", "Status", "Read by"].map(Column::text).into(),
        rows: lines.iter().map(row).collect(),
        foot: None,
    }
}

/// Who reads it, as far as its reader may know.
pub(super) fn readers(line: &Line) -> &'static str {
    let i = &line.interest;
    match (line.sight, i.with_mobility, i.with_manager) {
        (Sight::Own, false, false) => "Only you",
        (Sight::Own, true, true) => "Mobility and your manager",
        (Sight::Own, true, false) => "Mobility",
        (Sight::Own, false, true) => "Your manager",
        (_, true, _) => "Mobility",
        (..) => "You",
    }
}

fn row(line: &Line) -> Row {
    let (i, w) = (&line.interest, &line.interest.wish);
    let person = match &line.unit {
        Some(unit) => format!("{}, {unit}", line.person),
        None => line.person.clone(),
    };
    let tone = if i.status == Status::Open { Tone::Info } else { Tone::Quiet };
    Row {
        cells: vec![
            Cell::Link(Link::new(w.wish.clone(), format!("/interests/{}", i.number))),
            Cell::Text(person),
            Cell::Text(w.kind.map_or("Any", |kind| kind.label()).to_owned()),
            Cell::Text(if w.place.is_empty() { "Anywhere".to_owned() } else { w.place.clone() }),
            Cell::Text(w.when()),
            Cell::Tag(Tag::new(i.status.label(), tone)),
            Cell::Text(readers(line).to_owned()),
        ],
    }
}

fn empty(is_narrowed: bool) -> Empty {
    if is_narrowed {
        return Empty {
            title: "Nothing matches".to_owned(),
            text: "No interest that you can read fits this search.".to_owned(),
            action: Some(Link::new("Show all", "/interests")),
        };
    }
    Empty {
        title: "Nothing said yet".to_owned(),
        text: "Say what you’d like without asking for anything. Only you see it until you share it."
            .to_owned(),
        action: Some(Link::new("Say what you’d like", "/interests/new")),
    }
}

/// The filters of the address.
fn kept(query: &RegisterQuery) -> [(&'static str, &Option<String>); 3] {
    [("kind", &query.kind), ("status", &query.status), ("q", &query.q)]
}

fn pager(query: &RegisterQuery, lines: &[Line], has_more: bool) -> Pager {
    let kept = kept(query);
    let older = lines.last().filter(|_| has_more).map(|line| line.interest.id.to_string());
    crate::typed::pager("/interests", &kept, query.before.is_some(), older)
}
