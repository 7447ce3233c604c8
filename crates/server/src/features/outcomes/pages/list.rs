//! What became of all secondments, for those who run them.

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format::near;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Search};

use super::super::api::{FollowUpsQuery, lists};
use super::super::model::{Line, State, after};
use super::super::store;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::{
    Cell, Column, Crumbs, Downloads, Empty, FieldOption, FieldView, Frame, Link, Pager, Place, Row, Table,
    Tag, Tone,
};

/// Lines on one page.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "features/outcomes/pages/list.html")]
struct ListPage {
    frame: Frame,
    crumbs: Crumbs,
    state: FieldView,
    is_narrowed: bool,
    table: Option<Table>,
    downloads: Downloads,
    pager: Pager,
    empty: Empty,
}

/// `GET /follow-ups`
pub async fn list(door: Door, Search(query): Search<FollowUpsQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    if !lists(&cx.actor) {
        return Err(Error::Forbidden);
    }
    let wanted = query.wanted()?;
    let today = cx.today();
    let (lines, has_more) = store::page(&mut cx, wanted, PAGE).await?;
    let older = lines.last().filter(|_| has_more).map(|line| line.id.to_string());
    let narrowed = |path: &str| match wanted.state {
        Some(state) => format!("{path}?state={}", state.as_str()),
        None => path.to_owned(),
    };
    let options = std::iter::once(FieldOption::new("", "Any state"))
        .chain(State::ALL.iter().map(|state| FieldOption::new(state.as_str(), state.label())));
    let page = ListPage {
        frame: frame(&door, "What became of it", Some(Place::Secondments)),
        crumbs: Crumbs::new(vec![Link::new("Secondments", "/secondments")], "What became of it"),
        state: FieldView::new("state", "State")
            .select(options.collect())
            .value(wanted.state.map_or("", |state| state.as_str())),
        is_narrowed: wanted.state.is_some(),
        table: (!lines.is_empty()).then(|| table(&lines, today)),
        downloads: Downloads::of(narrowed, "/follow-ups"),
        pager: crate::typed::pager("/follow-ups", &[("state", &query.state)], query.before.is_some(), older),
        empty: Empty {
            title: "Nothing yet".to_owned(),
            text:
                "Follow-ups are planned when a return is confirmed, or when a time away ends in another way."
                    .to_owned(),
            action: Some(Link::new("Secondments", "/secondments")),
        },
    };
    render(&page)
}

fn table(lines: &[Line], today: NaiveDate) -> Table {
    let columns =
        ["Person", "After", "Day", "State", "Still here", "Promoted", "Uses the skills", "In touch", "Again"];
    Table {
        caption: "Follow-ups".to_owned(),
        hide_caption: true,
        columns: columns.map(Column::text).into(),
        rows: lines.iter().map(|line| row(line, today)).collect(),
        foot: None,
    }
}

/// A follow-up's state as a tag.
pub(super) fn tag(state: State) -> Tag {
    let tone = match state {
        State::Later => Tone::Line,
        State::Open => Tone::Info,
        State::Answered => Tone::Good,
    };
    Tag::new(state.label(), tone)
}

fn row(line: &Line, today: NaiveDate) -> Row {
    let said = |yes: Option<bool>| match yes {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "",
    };
    let cell = |yes| Cell::Text(said(yes).to_owned());
    let name = if line.has_left { format!("{} (has left)", line.person) } else { line.person.clone() };
    Row {
        cells: vec![
            Cell::Link(Link::new(name, format!("/secondments/{}/follow-ups/{}", line.number, line.months))),
            Cell::Text(after(line.months).to_owned()),
            Cell::Text(near(line.due_on, today)),
            Cell::Tag(tag(line.state)),
            cell(line.retained),
            cell(line.promoted),
            Cell::Text(line.uses_skills.map_or("", |uses| uses.label()).to_owned()),
            cell(line.in_touch),
            cell(line.again),
        ],
    }
}
