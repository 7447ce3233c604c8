//! The list of people as a page.

use askama::Template;
use axum::Router;
use axum::routing::get;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Search};

use super::{From, PeopleQuery, PersonLine, Standing, Wanted, export, store};
use crate::actor::Role;
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::organisations;
use crate::features::people::access::{kept_organisations, may_edit};
use crate::page::{frame, render};
use crate::shell::{
    Cell, Column, Downloads, Empty, FieldOption, FieldView, Frame, Link, Place, Row, Table, Tag, Tone,
};

/// People on one page.
const PAGE: usize = 50;

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/people", get(list))
        .route("/people.csv", get(export::csv))
        .route("/people.xlsx", get(export::xlsx))
}

#[derive(Template)]
#[template(path = "features/people/directory/list.html")]
struct ListPage {
    frame: Frame,
    lede: String,
    may_edit: bool,
    finds_by_skill: bool,
    organisation: Option<FieldView>,
    q: FieldView,
    unit: FieldView,
    status: FieldView,
    is_narrowed: bool,
    table: Option<Table>,
    empty: Empty,
    previous: Option<String>,
    next: Option<String>,
    downloads: Downloads,
}

async fn list(door: Door, Search(query): Search<PeopleQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let wanted = query.check(&cx.actor)?;
    let (lines, has_more) = store::page(&mut cx, &wanted, PAGE).await?;
    let home = organisations::store::load(&mut cx, wanted.organisation).await?;
    let organisation = organisation_field(&mut cx, &wanted).await?;
    let unit = unit_field(&mut cx, &wanted).await?;
    let (previous, next) = turns(&query, &wanted, &lines, has_more);
    let table = (!lines.is_empty()).then(|| table(lines));
    let page = ListPage {
        frame: frame(&door, "People", Some(Place::People)),
        lede: format!("{}, by family name.", home.name),
        may_edit: may_edit(&cx.actor, home.id),
        finds_by_skill: [Role::ProgrammeAdmin, Role::Hr]
            .into_iter()
            .any(|role| cx.actor.holds_anywhere(role)),
        organisation,
        q: FieldView::new("q", "Name or number").value(query.q.clone().unwrap_or_default()),
        unit,
        status: FieldView::new("status", "Status")
            .select(Standing::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect())
            .value(wanted.standing.as_str()),
        is_narrowed: is_narrowed(&wanted),
        table,
        empty: empty(&wanted),
        previous,
        next,
        downloads: Downloads::of(|file| address(file, &query, None), "/people"),
    };
    render(&page)
}

fn is_narrowed(wanted: &Wanted) -> bool {
    !wanted.words.is_empty() || wanted.unit.is_some() || wanted.standing != Standing::Active
}

/// A choice of organisation, only for those who keep several.
async fn organisation_field(cx: &mut Cx, wanted: &Wanted) -> Result<Option<FieldView>> {
    let kept = kept_organisations(&cx.actor);
    if kept.len() < 2 {
        return Ok(None);
    }
    let mut options = Vec::with_capacity(kept.len());
    for id in kept {
        let one = organisations::store::load(cx, id).await?;
        options.push(FieldOption::new(id.to_string(), one.name));
    }
    let field = FieldView::new("organisation", "Organisation").select(options);
    Ok(Some(field.value(wanted.organisation.to_string())))
}

async fn unit_field(cx: &mut Cx, wanted: &Wanted) -> Result<FieldView> {
    let units = organisations::store::units(cx, wanted.organisation).await?;
    let units = units.into_iter().map(|unit| FieldOption::new(unit.id.to_string(), unit.name));
    let options = std::iter::once(FieldOption::new("", "All units")).chain(units).collect();
    let chosen = wanted.unit.map(|id| id.to_string()).unwrap_or_default();
    Ok(FieldView::new("unit", "Unit").select(options).value(chosen))
}

fn table(lines: Vec<PersonLine>) -> Table {
    Table {
        caption: "People".to_owned(),
        hide_caption: true,
        columns: ["Name", "Number", "Job title", "Unit", "Manager", "Status"].map(Column::text).into(),
        rows: lines.into_iter().map(row).collect(),
        foot: None,
    }
}

fn row(line: PersonLine) -> Row {
    let text = |text: Option<String>| Cell::Text(text.unwrap_or_default());
    let tag =
        if line.status == "left" { Tag::new("Left", Tone::Quiet) } else { Tag::new("Active", Tone::Good) };
    let name = format!("{} {}", line.given_name, line.family_name);
    Row {
        cells: vec![
            Cell::Link(Link::new(name, format!("/people/{}", line.id))),
            text(line.employee_number),
            Cell::Text(line.job_title),
            text(line.unit_name),
            text(line.manager_name),
            Cell::Tag(tag),
        ],
    }
}

fn empty(wanted: &Wanted) -> Empty {
    if is_narrowed(wanted) || wanted.from != From::Start {
        return Empty {
            title: "Nobody matches".to_owned(),
            text: "Try a part of the name, or another status.".to_owned(),
            action: Some(Link::new("Show all", "/people")),
        };
    }
    Empty {
        title: "Nobody here yet".to_owned(),
        text: "Bring people in from a file of your HR system.".to_owned(),
        action: Some(Link::new("Import people", "/imports/new")),
    }
}

/// Addresses of the page before and the page after.
fn turns(
    query: &PeopleQuery,
    wanted: &Wanted,
    lines: &[PersonLine],
    has_more: bool,
) -> (Option<String>, Option<String>) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return (None, None) };
    let (before, after) = match wanted.from {
        From::Start => (false, has_more),
        From::After(_) => (true, has_more),
        From::Before(_) => (has_more, true),
    };
    let link = |key, line: &PersonLine| address("/people", query, Some((key, line.id.to_string())));
    (before.then(|| link("before", first)), after.then(|| link("after", last)))
}

/// The address of the same search with other paging.
fn address(path: &str, query: &PeopleQuery, turn: Option<(&str, String)>) -> String {
    let kept = [
        ("organisation", &query.organisation),
        ("q", &query.q),
        ("unit", &query.unit),
        ("status", &query.status),
    ];
    let kept = kept.into_iter().filter_map(|(key, value)| Some((key, value.clone()?)));
    let pairs: Vec<String> = kept
        .chain(turn)
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| {
            let value = percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC);
            format!("{key}={value}")
        })
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}
