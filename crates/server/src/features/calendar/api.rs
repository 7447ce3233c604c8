//! The calendar as JSON.

use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use utoipa::ToSchema;

use super::actions::{self, MinimumInput};
use super::model::{Certainty, Direction, Gap, Team, Window};
use super::pages::{CalendarQuery, TEAMS};
use super::store;
use super::team::{MemberView, StayView, TeamQuery, own_team};
use crate::actor::{PersonId, UnitId};
use crate::door::Door;

/// Half a year of the teams that the caller sees.
#[derive(Debug, Serialize, ToSchema)]
struct CalendarView {
    /// The first Monday.
    first: chrono::NaiveDate,
    /// The last Sunday.
    last: chrono::NaiveDate,
    /// The teams; those with a minimum first, then by name.
    data: Vec<TeamView>,
    /// Give it as `after` for the next page; absent on the last one.
    next: Option<UnitId>,
}

/// A team in these weeks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarTeamView)]
struct TeamView {
    /// The unit.
    unit: UnitId,
    /// Its name.
    name: String,
    /// Where it is.
    place: Option<String>,
    /// People who belong to it.
    people: i64,
    /// How many it needs; absent when nobody has said.
    minimum: Option<i64>,
    /// How many are there in each week, if all that is proposed happens.
    present: Vec<i64>,
    /// Weeks below the minimum.
    gaps: Vec<Gap>,
    /// Who is away or visits, as far as the caller sees them.
    stays: Vec<TeamStay>,
    /// How many more count without being shown to the caller.
    not_shown: usize,
}

/// Somebody away or visiting.
#[derive(Debug, Serialize, ToSchema)]
struct TeamStay {
    /// `SO-0312`.
    number: String,
    /// Their name.
    person: String,
    /// Where to, or where from.
    other: String,
    /// Which way, seen from the team.
    direction: Direction,
    /// How sure it is.
    certainty: Certainty,
    /// First day.
    starts_on: chrono::NaiveDate,
    /// Last day, counted in.
    ends_on: chrono::NaiveDate,
    /// Whether somebody is hired for the time.
    is_covered: bool,
}

impl TeamView {
    fn of(team: &Team, window: Window) -> Self {
        let stays: Vec<TeamStay> = team
            .stays
            .iter()
            .filter_map(|stay| {
                let seen = stay.seen.as_ref()?;
                Some(TeamStay {
                    number: seen.number.clone(),
                    person: seen.person.clone(),
                    other: seen.other.clone(),
                    direction: stay.direction,
                    certainty: stay.certainty,
                    starts_on: stay.dates.start(),
                    ends_on: stay.dates.end(),
                    is_covered: stay.is_covered,
                })
            })
            .collect();
        Self {
            unit: team.unit,
            name: team.name.clone(),
            place: team.place.clone(),
            people: team.people,
            minimum: team.minimum,
            present: window.mondays().map(|monday| team.present(monday, true)).collect(),
            gaps: team.gaps(window),
            not_shown: team.stays.len() - stays.len(),
            stays,
        }
    }
}

/// Who is away from which team and who visits it, and where a team runs short.
#[utoipa::path(get, path = "/calendar", tag = "calendar", params(CalendarQuery),
    responses((status = 200, body = CalendarView), (status = 422, body = Problem)))]
pub(super) async fn calendar(door: Door, Search(query): Search<CalendarQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let asked = query.check(cx.today())?;
    let (teams, has_more) = store::teams(&mut cx, asked.window, asked.after, TEAMS).await?;
    let view = CalendarView {
        first: asked.window.first(),
        last: asked.window.last(),
        next: teams.last().filter(|_| has_more).map(|team| team.unit),
        data: teams.iter().map(|team| TeamView::of(team, asked.window)).collect(),
    };
    cx.finish_json(&view).await
}

/// How many people a team needs, after it was said.
#[derive(Debug, Serialize, ToSchema)]
struct MinimumView {
    /// The unit.
    unit: UnitId,
    /// Its name.
    name: String,
    /// People who belong to it.
    people: i64,
    /// How many it needs.
    minimum: Option<i64>,
    /// Send it back with the next change.
    version: i64,
}

/// Says how many people a team needs.
#[utoipa::path(put, path = "/calendar/teams/{id}/minimum", tag = "calendar",
    params(("id" = String, Path, description = "The unit")), request_body = MinimumInput,
    responses((status = 200, body = MinimumView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn set_minimum(
    door: Door,
    Route(id): Route<String>,
    Body(input): Body<MinimumInput>,
) -> Result<Reply> {
    let unit = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    let team = actions::set_minimum(&mut cx, unit, &input).await?;
    let view = MinimumView {
        unit: team.unit,
        name: team.name,
        people: team.people,
        minimum: team.minimum,
        version: team.version,
    };
    cx.finish_json(&view).await
}

/// The caller's own team.
#[derive(Debug, Serialize, ToSchema)]
struct OwnTeamView {
    /// People who report to the caller, by name.
    data: Vec<MemberView>,
    /// Give it as `after` for the next page; absent on the last one.
    next: Option<PersonId>,
    /// People who work with the caller for a while.
    guests: Vec<StayView>,
}

/// Who reports to the caller and where they are, and who works with them for a while.
#[utoipa::path(get, path = "/team", tag = "calendar", params(TeamQuery),
    responses((status = 200, body = OwnTeamView), (status = 422, body = Problem)))]
pub(super) async fn team(door: Door, Search(query): Search<TeamQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let own = own_team(&mut cx, &query).await?;
    let view = OwnTeamView {
        next: own.reports.last().filter(|_| own.has_more).map(|(person, _)| person.id),
        data: own.reports.iter().map(|(person, lines)| MemberView::of(person, lines)).collect(),
        guests: own.guests.iter().map(StayView::of).collect(),
    };
    cx.finish_json(&view).await
}
