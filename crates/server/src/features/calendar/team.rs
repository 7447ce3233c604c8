//! One's own team: who is home and who is away, who visits, and where it runs short.

use std::collections::HashMap;

use askama::Template;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Search};
use utoipa::{IntoParams, ToSchema};

use super::model::{Team, Window};
use super::store::{self, Report};
use super::{pages, views::GapBox};
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::list::Line;
use crate::features::secondments::list::store::{Condition, lines_where, scope};
use crate::features::secondments::{Status, Workflow, steps};
use crate::page::{frame, render};
use crate::shell::{Cell, Column, Empty, Frame, Link, Pager, Place, Row, Table, Tag, Tone, away};

/// People on one page.
const PAGE: usize = 50;
/// Guests shown: nobody has more at once.
const GUESTS: i64 = 100;

/// Which page of the team.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct TeamQuery {
    /// The people that come after this person.
    pub after: Option<String>,
}

/// One's own team.
pub(super) struct OwnTeam {
    pub(super) reports: Vec<(Report, Vec<Line>)>,
    pub(super) has_more: bool,
    pub(super) guests: Vec<Line>,
    pub(super) teams: Vec<Team>,
    pub(super) window: Window,
}

/// Everybody who reports to the actor with their secondments that are not over, and everybody who works with
/// them as host manager.
///
/// # Errors
/// Invalid for a page that is none; when the database does not answer.
pub(super) async fn own_team(cx: &mut Cx, query: &TeamQuery) -> Result<OwnTeam> {
    let after = match query.after.as_deref().map(str::trim).filter(|id| !id.is_empty()) {
        Some(id) => {
            Some(id.parse::<PersonId>().map_err(|_| Error::field("after", "This is no page of the team."))?)
        }
        None => None,
    };
    let (people, has_more) = store::reports(cx, after, PAGE).await?;
    let mut lines = of_people(cx, &people).await?;
    let reports = people.into_iter().map(|person| {
        let own = lines.remove(&person.id).unwrap_or_default();
        (person, own)
    });
    let reports = reports.collect();
    let window = Window::from_month_of(cx.today());
    let teams = store::managed_teams(cx, window).await?;
    Ok(OwnTeam { reports, has_more, guests: guests(cx).await?, teams, window })
}

async fn of_people(cx: &mut Cx, people: &[Report]) -> Result<HashMap<PersonId, Vec<Line>>> {
    let mut found: HashMap<PersonId, Vec<Line>> = HashMap::new();
    if people.is_empty() {
        return Ok(found);
    }
    let (mut c, today) = (Condition::default(), cx.today());
    let scope = scope(&mut c, &cx.actor, today);
    let ids = c.values(people.iter().map(|person| person.id));
    let over = c.values(Workflow::ALL.iter().filter(|state| state.is_final()).map(|state| state.as_str()));
    let condition = format!("s.secondee_id IN ({ids}) AND s.workflow NOT IN ({over}) AND {scope}");
    for line in lines_where(cx, c, &condition, "ORDER BY s.starts_on, s.number").await? {
        found.entry(line.record.secondment.secondee).or_default().push(line);
    }
    Ok(found)
}

async fn guests(cx: &mut Cx) -> Result<Vec<Line>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let own = c.own(&cx.actor, today, &[Role::HostManager]);
    let over = c.values(Workflow::ALL.iter().filter(|state| state.is_final()).map(|state| state.as_str()));
    let limit = c.value(GUESTS);
    let condition = format!("{own} AND s.workflow <> 'idea' AND s.workflow NOT IN ({over})");
    lines_where(cx, c, &condition, &format!("ORDER BY s.starts_on, s.number LIMIT {limit}")).await
}

/// Somebody of one's own team, as JSON.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MemberView {
    /// The person.
    id: PersonId,
    /// Their name.
    name: String,
    /// What they do.
    job_title: String,
    /// Their unit.
    unit: Option<String>,
    /// Their secondments that are not over, as far as the caller sees them.
    secondments: Vec<StayView>,
}

/// A secondment in a team's view.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StayView {
    /// `SO-0312`.
    number: String,
    /// Whose.
    person: String,
    /// What was decided.
    workflow: Workflow,
    /// From where.
    home: String,
    /// Where to.
    host: String,
    /// First day.
    starts_on: Option<chrono::NaiveDate>,
    /// Last day, counted in.
    ends_on: Option<chrono::NaiveDate>,
}

impl StayView {
    pub(super) fn of(line: &Line) -> Self {
        let s = &line.record.secondment;
        Self {
            number: s.number.clone(),
            person: line.person.clone(),
            workflow: s.workflow,
            home: line.home().to_owned(),
            host: line.host().to_owned(),
            starts_on: s.starts_on,
            ends_on: s.ends_on,
        }
    }
}

impl MemberView {
    pub(super) fn of(person: &Report, lines: &[Line]) -> Self {
        Self {
            id: person.id,
            name: person.name.clone(),
            job_title: person.job_title.clone(),
            unit: person.unit.clone(),
            secondments: lines.iter().map(StayView::of).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "features/calendar/team.html")]
struct TeamPage {
    frame: Frame,
    lede: String,
    boxes: Vec<GapBox>,
    reports: Option<Table>,
    pager: Pager,
    guests: Option<Table>,
    empty: Option<Empty>,
}

/// `GET /team`
pub(super) async fn team(door: Door, Search(query): Search<TeamQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let own = own_team(&mut cx, &query).await?;
    let is_nobody = own.reports.is_empty() && own.guests.is_empty();
    let last = own.reports.last().map(|(person, _)| person.id);
    let page = TeamPage {
        frame: frame(&door, "My team", Some(Place::Team)),
        lede: lede(&own),
        boxes: pages::boxes(&own.teams, own.window),
        reports: (!own.reports.is_empty()).then(|| reports(&cx, &own)),
        pager: Pager {
            newer: query.after.as_ref().map(|_| "/team".to_owned()),
            older: last.filter(|_| own.has_more).map(|id| format!("/team?after={id}")),
        },
        guests: (!own.guests.is_empty()).then(|| guest_table(&cx, &own.guests)),
        empty: is_nobody.then(|| Empty {
            title: "Nobody reports to you here".to_owned(),
            text: "When people report to you, or work with you for a while, you find them here.".to_owned(),
            action: None,
        }),
    };
    render(&page)
}

fn is_away(line: &Line) -> bool {
    line.record.secondment.workflow.is_under_way()
}

fn lede(own: &OwnTeam) -> String {
    let away = own.reports.iter().filter(|(_, lines)| lines.iter().any(is_away)).count();
    let visiting = own.guests.iter().filter(|line| is_away(line)).count();
    let away = match away {
        0 => "Nobody is away".to_owned(),
        1 => "One person is away".to_owned(),
        many => format!("{many} people are away"),
    };
    match visiting {
        0 => format!("{away}."),
        1 => format!("{away}, one is with you for a while."),
        many => format!("{away}, {many} are with you for a while."),
    }
}

fn reports(cx: &Cx, own: &OwnTeam) -> Table {
    let rows = own.reports.iter().flat_map(|(person, lines)| {
        let at_home = lines.is_empty().then(|| at_home(person));
        at_home
            .into_iter()
            .chain(lines.iter().map(|line| row(cx, &person.name, &person.job_title, line.host(), line)))
    });
    Table {
        caption: "People who report to you".to_owned(),
        hide_caption: false,
        columns: ["Person", "Job", "Where now", "At", "Dates", "Next"].map(Column::text).into(),
        rows: rows.collect(),
        foot: None,
    }
}

fn at_home(person: &Report) -> Row {
    let unit = person.unit.clone().unwrap_or_default();
    let cells = [person.name.clone(), person.job_title.clone()].map(Cell::Text).into_iter();
    let rest = [Cell::Tag(Tag::new("At home", Tone::Quiet)), Cell::Text(unit)];
    let none = [String::new(), String::new()].map(Cell::Text);
    Row { cells: cells.chain(rest).chain(none).collect() }
}

fn row(cx: &Cx, person: &str, job: &str, place: &str, line: &Line) -> Row {
    let s = &line.record.secondment;
    let status = Status::of(s, cx.today());
    Row {
        cells: vec![
            Cell::Link(Link::new(person, format!("/secondments/{}", s.number))),
            Cell::Text(job.to_owned()),
            Cell::Status(away(status.progress), status.tag()),
            Cell::Text(place.to_owned()),
            Cell::Text(line.dates().replace(' ', "\u{a0}")),
            Cell::Text(steps::next_step(s.workflow).to_owned()),
        ],
    }
}

fn guest_table(cx: &Cx, guests: &[Line]) -> Table {
    Table {
        caption: "People with you for a while".to_owned(),
        hide_caption: false,
        columns: ["Person", "As", "Where now", "From", "Dates", "Next"].map(Column::text).into(),
        rows: guests
            .iter()
            .map(|line| row(cx, &line.person, &line.record.secondment.title, line.home(), line))
            .collect(),
        foot: None,
    }
}
