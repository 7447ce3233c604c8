//! The calendar as a page, and how many people a team needs.

use askama::Template;
use axum::http::StatusCode;
use chrono::{Months, NaiveDate};
use serde::Deserialize;
use sojourn_calendar::format;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route, Search};
use utoipa::IntoParams;

use super::access::may_set_minimum;
use super::actions::{self, MinimumInput};
use super::model::{Team, Window};
use super::views::{self, GapBox, RowView, Scale};
use super::{access, store};
use crate::actor::UnitId;
use crate::cx::Cx;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::words::{capital, spelled};
use crate::shell::{
    Cell, Column, Crumbs, Empty, ErrorSummary, FieldView, Frame, Link, Pager, Place, Row, Table, Width,
};

/// Teams on one page.
pub(super) const TEAMS: usize = 20;
/// Months that the page moves by.
const MOVE: u32 = 3;
/// Boxes of the summary: more would push the drawing off the screen.
const BOXES: usize = 3;

/// What part of the calendar is wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct CalendarQuery {
    /// The first month, such as `2026-11`; this month without it.
    pub from: Option<String>,
    /// `team` (the usual), `person` or `list`.
    pub by: Option<String>,
    /// The teams that come after this unit.
    pub after: Option<String>,
}

crate::word_enum!(
    /// How the calendar is read.
    #[schema(as = CalendarBy)]
    By {
        /// Row by row of teams.
        Team => "team", "By team";
        /// Row by row of people.
        Person => "person", "By person";
        /// As a table.
        List => "list", "List";
    }
);

/// The query, understood.
pub(super) struct Asked {
    pub(super) window: Window,
    pub(super) month: NaiveDate,
    pub(super) by: By,
    pub(super) after: Option<UnitId>,
}

impl CalendarQuery {
    /// Understands the words of the address.
    ///
    /// # Errors
    /// Invalid, naming the part that means nothing.
    pub(super) fn check(&self, today: NaiveDate) -> Result<Asked> {
        let given = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let month = match given(&self.from) {
            Some(text) => NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d")
                .map_err(|_| Error::field("from", "Write a month such as 2026-11."))?,
            None => today,
        };
        let by = match given(&self.by) {
            Some(word) => {
                By::parse(&word).ok_or_else(|| Error::field("by", "Choose team, person or list."))?
            }
            None => By::Team,
        };
        let after = match given(&self.after) {
            Some(id) => {
                Some(id.parse().map_err(|_| Error::field("after", "This is no page of the calendar."))?)
            }
            None => None,
        };
        Ok(Asked { window: Window::from_month_of(month), month, by, after })
    }
}

#[derive(Template)]
#[template(path = "features/calendar/calendar.html")]
struct CalendarPage {
    frame: Frame,
    lede: String,
    views: Vec<View>,
    boxes: Vec<GapBox>,
    range: String,
    earlier: String,
    later: String,
    label: String,
    scale: Scale,
    rows: Vec<RowView>,
    list: Option<Table>,
    empty: Empty,
    pager: Pager,
}

struct View {
    label: &'static str,
    href: String,
    current: bool,
}

/// `GET /calendar`
pub(super) async fn calendar(door: Door, Search(query): Search<CalendarQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let asked = query.check(cx.today())?;
    let (mut teams, has_more) = store::teams(&mut cx, asked.window, asked.after, TEAMS).await?;
    let last = teams.last().map(|team| team.unit);
    // who runs short comes first; the sort keeps the order of names otherwise
    teams.sort_by_key(|team| team.gaps(asked.window).is_empty());
    let range = months(asked.window);
    let page = CalendarPage {
        frame: frame(&door, "Calendar", Some(Place::Calendar)),
        lede: lede(&teams, asked.window),
        views: By::ALL.iter().map(|by| view(*by, &asked)).collect(),
        boxes: boxes(&teams, asked.window),
        earlier: address(asked.by, moved(asked.month, false), None),
        later: address(asked.by, moved(asked.month, true), None),
        label: format!("Who is away and who visits, {range}"),
        range,
        scale: Scale::of(asked.window, cx.today()),
        rows: rows(&cx, &asked, &teams),
        list: (asked.by == By::List && views::entries(&teams).next().is_some()).then(|| table(&teams)),
        empty: Empty {
            title: "No one is away in these months".to_owned(),
            text: "Secondments appear here as soon as they are sent for approval.".to_owned(),
            action: None,
        },
        pager: Pager {
            newer: asked.after.map(|_| address(asked.by, asked.month, None)),
            older: last.filter(|_| has_more).map(|unit| address(asked.by, asked.month, Some(unit))),
        },
    };
    render(&page)
}

fn moved(month: NaiveDate, ahead: bool) -> NaiveDate {
    let moved = if ahead {
        month.checked_add_months(Months::new(MOVE))
    } else {
        month.checked_sub_months(Months::new(MOVE))
    };
    moved.unwrap_or(month)
}

fn address(by: By, month: NaiveDate, after: Option<UnitId>) -> String {
    let after = after.map_or_else(String::new, |unit| format!("&after={unit}"));
    format!("/calendar?by={}&from={}{after}", by.as_str(), month.format("%Y-%m"))
}

fn view(by: By, asked: &Asked) -> View {
    View { label: by.label(), href: address(by, asked.month, None), current: by == asked.by }
}

fn months(window: Window) -> String {
    format!("{} to {}", window.first().format("%b %Y"), window.last().format("%b %Y"))
}

pub(super) fn lede(teams: &[Team], window: Window) -> String {
    let short = teams.iter().filter(|team| !team.gaps(window).is_empty()).count() as u64;
    let until = window.last().format("%B");
    match short {
        0 if teams.iter().all(|team| team.minimum.is_none()) => {
            "Say how many people a team needs, and weeks below that stand out here.".to_owned()
        }
        0 => format!("No team runs short until {until}."),
        1 => format!("One team runs short between now and {until}."),
        many => format!("{} teams run short between now and {until}.", capital(&spelled(many))),
    }
}

pub(super) fn boxes(teams: &[Team], window: Window) -> Vec<GapBox> {
    teams.iter().filter_map(|team| views::gap_box(team, window)).take(BOXES).collect()
}

fn rows(cx: &Cx, asked: &Asked, teams: &[Team]) -> Vec<RowView> {
    match asked.by {
        By::Person => views::person_rows(teams, asked.window),
        By::Team | By::List => {
            // whoever covers no organisation sees the teams of those they manage: their own to set
            let keeps = access::whole_organisations(&cx.actor).is_empty()
                || may_set_minimum(&cx.actor, cx.actor.organisation, false);
            let minimum = |team: &Team| {
                let label = if team.minimum.is_some() { "Change the minimum" } else { "Set a minimum" };
                keeps.then(|| Link::new(label, format!("/calendar/teams/{}/minimum", team.unit)))
            };
            teams.iter().map(|team| views::team_row(team, asked.window, minimum(team))).collect()
        }
    }
}

fn table(teams: &[Team]) -> Table {
    let rows = views::entries(teams).map(|entry| Row {
        cells: vec![
            Cell::Link(Link::new(entry.seen.person.clone(), format!("/secondments/{}", entry.seen.number))),
            Cell::Text(views::title(entry.team)),
            Cell::Text(entry.stay.direction.label().to_owned()),
            Cell::Text(entry.seen.other.clone()),
            Cell::Text(format::long(entry.stay.dates.start())),
            Cell::Text(format::long(entry.stay.dates.end())),
            Cell::Text(entry.stay.certainty.label().to_owned()),
        ],
    });
    Table {
        caption: "Who is away and who visits, by team".to_owned(),
        hide_caption: true,
        columns: ["Person", "Team", "Way", "From or to", "First day", "Last day", "State"]
            .map(Column::text)
            .into(),
        rows: rows.collect(),
        foot: None,
    }
}

#[derive(Template)]
#[template(path = "features/calendar/minimum.html")]
struct MinimumPage {
    frame: Frame,
    crumbs: Crumbs,
    lede: String,
    errors: ErrorSummary,
    minimum: FieldView,
    version: i64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SentMinimum {
    minimum: String,
    version: i64,
}

fn unit(id: &str) -> Result<UnitId> {
    id.parse().map_err(|_| Error::NotFound)
}

/// `GET /calendar/teams/{id}/minimum`
pub(super) async fn minimum(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let team = actions::settable(&mut cx, unit(&id)?).await?;
    let typed = team.minimum.map_or_else(String::new, |minimum| minimum.to_string());
    render(&form(&door, &team, typed, &FieldErrors::default()))
}

fn form(door: &Door, team: &store::Minimum, typed: String, errors: &FieldErrors) -> MinimumPage {
    let minimum = FieldView::new("minimum", "People needed in every week")
        .hint(format!(
            "{} belong to the team. Weeks below this number stand out in the calendar.",
            team.people
        ))
        .width(Width::Short)
        .value(typed)
        .error(errors.get("minimum"));
    let summary = ErrorSummary::of([&minimum]);
    MinimumPage {
        frame: frame(door, "How many people the team needs", Some(Place::Calendar))
            .with_errors(!summary.is_empty()),
        crumbs: Crumbs::new(vec![Link::new("Calendar", "/calendar")], team.name.clone()),
        lede: format!("{}. With fewer, the calendar warns before anybody says yes.", team.name),
        errors: summary,
        minimum,
        version: team.version,
    }
}

/// `POST /calendar/teams/{id}/minimum`
pub(super) async fn set_minimum(
    door: Door,
    Route(id): Route<String>,
    Fields(sent): Fields<SentMinimum>,
) -> Result<Reply> {
    let id = unit(&id)?;
    let mut cx = door.write().await?;
    let typed = sent.minimum.trim();
    let made = match typed.parse() {
        Ok(minimum) => {
            actions::set_minimum(&mut cx, id, &MinimumInput { minimum, version: sent.version }).await
        }
        Err(_) => match actions::settable(&mut cx, id).await {
            Ok(_) => Err(Error::field("minimum", "Give a whole number of people, such as 14")),
            Err(error) => Err(error),
        },
    };
    match made {
        Ok(team) => cx.finish(Reply::see("/calendar").flash(&format!("Saved for {}.", team.name))).await,
        Err(Error::Invalid(errors)) => {
            let team = actions::settable(&mut cx, id).await?;
            let page = render(&form(&door, &team, typed.to_owned(), &errors))?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}
