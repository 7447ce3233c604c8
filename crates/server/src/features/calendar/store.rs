//! Every SQL statement for the calendar.

use std::collections::HashMap;

use chrono::NaiveDate;
use sojourn_calendar::Period;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::access::whole_organisations;
use super::model::{Certainty, Direction, Seen, Stay, Team, Window};
use crate::actor::{OrganisationId, UnitId};
use crate::cx::Cx;
use crate::features::secondments::list::store::{Condition, scope};
use crate::features::secondments::{Workflow, store::word};

/// States that the calendar shows.
fn shown() -> impl Iterator<Item = &'static str> {
    Workflow::ALL.iter().filter(|state| Certainty::of(**state).is_some()).map(|state| state.as_str())
}

/// The units `u` in which people report to the actor.
fn managed(c: &mut Condition, cx: &Cx) -> String {
    let me = c.value(cx.actor.person);
    format!("u.id IN (SELECT m.unit_id FROM people m WHERE m.manager_id = {me} AND m.status = 'active')")
}

/// The units `u` that the actor sees as teams.
fn reach(c: &mut Condition, cx: &Cx) -> String {
    let managed = managed(c, cx);
    let whole = whole_organisations(&cx.actor);
    if whole.is_empty() {
        return managed;
    }
    let whole = c.values(whole);
    format!("(u.organisation_id IN ({whole}) OR {managed})")
}

/// Teams of one manager: nobody has more.
const MANAGED: usize = 20;
const TEAM: &str = "u.id, u.name, u.place, u.organisation_id, m.minimum, m.version,
    (SELECT COUNT(*) FROM people p WHERE p.unit_id = u.id AND p.status = 'active') AS people";

/// One page of the teams that have somebody away or visiting in these weeks, or a minimum; those with a minimum
/// first, then by name. `after` is the last team of the page before. Answers whether there are more.
///
/// # Errors
/// When the database does not answer.
pub async fn teams(
    cx: &mut Cx,
    window: Window,
    after: Option<UnitId>,
    most: usize,
) -> Result<(Vec<Team>, bool)> {
    let mut c = Condition::default();
    let reach = reach(&mut c, cx);
    page(cx, c, &reach, window, after, most).await
}

/// The teams of those who report to the actor, as [`teams`].
///
/// # Errors
/// When the database does not answer.
pub async fn managed_teams(cx: &mut Cx, window: Window) -> Result<Vec<Team>> {
    let mut c = Condition::default();
    let managed = managed(&mut c, cx);
    Ok(page(cx, c, &managed, window, None, MANAGED).await?.0)
}

async fn page(
    cx: &mut Cx,
    mut c: Condition,
    reach: &str,
    window: Window,
    after: Option<UnitId>,
    most: usize,
) -> Result<(Vec<Team>, bool)> {
    let (first, last) = (c.value(window.first()), c.value(window.last()));
    let states = c.values(shown());
    let seen = scope(&mut c, &cx.actor, cx.today());
    let then = format!(
        "s.ends_on >= {first} AND s.starts_on <= {last} AND s.workflow IN ({states})
           AND (NOT s.is_confidential OR {seen})"
    );
    let key = "CASE WHEN m.minimum IS NULL THEN 1 ELSE 0 END";
    let bound = after.map(|unit| {
        let unit = c.value(unit);
        format!(
            "AND ({key}, u.name, u.id) > (SELECT CASE WHEN km.minimum IS NULL THEN 1 ELSE 0 END, k.name, k.id
               FROM units k LEFT JOIN team_minimums km ON km.unit_id = k.id WHERE k.id = {unit})"
        )
    });
    let limit = c.value(i64::try_from(most + 1).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT {TEAM} FROM units u LEFT JOIN team_minimums m ON m.unit_id = u.id
         WHERE {reach} AND (m.minimum IS NOT NULL
             OR EXISTS (SELECT 1 FROM secondments s WHERE s.home_unit_id = u.id AND {then})
             OR EXISTS (SELECT 1 FROM secondments s WHERE s.host_unit_id = u.id AND {then}))
           {} ORDER BY {key}, u.name, u.id LIMIT {limit}",
        bound.unwrap_or_default()
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    let has_more = rows.len() > most;
    let mut teams = rows.iter().take(most).map(team).collect::<Result<Vec<Team>>>()?;
    if let Some(dates) = window.period() {
        fill(cx, dates, &mut teams).await?;
    }
    Ok((teams, has_more))
}

/// The team that a record takes somebody from, with everybody who is away from it or visits it in these days; none when
/// nobody has said how many it needs. Callers hold the record and show of the others only how many they are.
///
/// # Errors
/// When the database does not answer.
pub async fn team_of(cx: &mut Cx, unit: UnitId, dates: Period) -> Result<Option<Team>> {
    let sql = format!("SELECT {TEAM} FROM units u JOIN team_minimums m ON m.unit_id = u.id WHERE u.id = $1");
    let Some(row) = cx.tx.one(&sql, args![unit]).await? else { return Ok(None) };
    let mut teams = [team(&row)?];
    fill(cx, dates, &mut teams).await?;
    let [team] = teams;
    Ok(Some(team))
}

fn team(row: &Row) -> Result<Team> {
    Ok(Team {
        unit: row.get("id")?,
        name: row.get("name")?,
        place: row.get("place")?,
        people: row.get("people")?,
        minimum: row.get("minimum")?,
        stays: Vec::new(),
    })
}

/// Puts everybody who is away from the teams or visits them into the teams. Everybody counts; whom the actor may
/// not see has no name, and what is confidential does not even count for others.
async fn fill(cx: &mut Cx, dates: Period, teams: &mut [Team]) -> Result<()> {
    if teams.is_empty() {
        return Ok(());
    }
    let mut found: HashMap<UnitId, Vec<Stay>> = HashMap::new();
    for direction in [Direction::Away, Direction::Visiting] {
        let units: Vec<UnitId> = teams.iter().map(|team| team.unit).collect();
        for (unit, stay) in stays(cx, dates, &units, direction).await? {
            found.entry(unit).or_default().push(stay);
        }
    }
    for team in teams {
        let mut stays = found.remove(&team.unit).unwrap_or_default();
        stays.sort_by_key(|stay| (stay.dates.start(), stay.dates.end()));
        team.stays = stays;
    }
    Ok(())
}

async fn stays(
    cx: &mut Cx,
    dates: Period,
    units: &[UnitId],
    direction: Direction,
) -> Result<Vec<(UnitId, Stay)>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let scope = scope(&mut c, &cx.actor, today);
    let units = c.values(units.iter().copied());
    let (first, last) = (c.value(dates.start()), c.value(dates.end()));
    let states = c.values(shown());
    let (own, other) = match direction {
        Direction::Away => ("home", "host"),
        Direction::Visiting => ("host", "home"),
    };
    let sql = format!(
        "SELECT s.{own}_unit_id AS unit_id, s.number, s.workflow, s.starts_on, s.ends_on, s.fte_bp, p.given_name,
            p.family_name, COALESCE(x.name, y.name) AS other, r.cover_plan,
            CAST(CASE WHEN {scope} THEN 1 ELSE 0 END AS BIGINT) AS seen
         FROM secondments s JOIN people p ON p.id = s.secondee_id
         LEFT JOIN units x ON x.id = s.{other}_unit_id LEFT JOIN organisations y ON y.id = s.{other}_organisation_id
         LEFT JOIN proposals r ON r.secondment_id = s.id
         WHERE s.{own}_unit_id IN ({units}) AND s.ends_on >= {first} AND s.starts_on <= {last} AND s.workflow IN ({states})
           AND (NOT s.is_confidential OR {scope})
           AND (s.{other}_unit_id IS NULL OR s.{other}_unit_id <> s.{own}_unit_id)
         ORDER BY s.starts_on, s.number"
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(stay) = stay(row, direction)? {
            found.push((row.get("unit_id")?, stay));
        }
    }
    Ok(found)
}

fn stay(row: &Row, direction: Direction) -> Result<Option<Stay>> {
    let (first, last): (NaiveDate, NaiveDate) = (row.get("starts_on")?, row.get("ends_on")?);
    // an end before the beginning is caught where dates are written; here it would only be no bar
    let Ok(dates) = Period::try_new(first, last) else { return Ok(None) };
    let Some(certainty) = Certainty::of(word(row, "workflow", Workflow::parse)?) else { return Ok(None) };
    let seen = if row.get::<i64>("seen")? == 1 {
        let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
        let other: Option<String> = row.get("other")?;
        Some(Seen {
            number: row.get("number")?,
            person: format!("{given} {family}"),
            other: other.unwrap_or_else(|| "a host to be chosen".to_owned()),
        })
    } else {
        None
    };
    Ok(Some(Stay {
        seen,
        direction,
        certainty,
        dates,
        fte_bp: row.get("fte_bp")?,
        is_covered: row.get::<Option<String>>("cover_plan")?.as_deref() == Some("recruit"),
    }))
}

/// A team with what is known of its minimum.
#[derive(Debug)]
pub struct Minimum {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Whose unit.
    pub organisation: OrganisationId,
    /// People in it.
    pub people: i64,
    /// How many it needs.
    pub minimum: Option<i64>,
    /// Grows with each change; 0 before the first.
    pub version: i64,
    /// Whether people of the team report to the actor.
    pub manages: bool,
}

/// A team that the actor sees.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not theirs".
pub async fn load(cx: &mut Cx, unit: UnitId) -> Result<Minimum> {
    let mut c = Condition::default();
    let reach = reach(&mut c, cx);
    let (unit, me) = (c.value(unit), c.value(cx.actor.person));
    let sql = format!(
        "SELECT {TEAM}, (SELECT COUNT(*) FROM people q WHERE q.unit_id = u.id AND q.manager_id = {me}
            AND q.status = 'active') AS managed
         FROM units u LEFT JOIN team_minimums m ON m.unit_id = u.id WHERE u.id = {unit} AND {reach}"
    );
    let row = cx.tx.one(&sql, c.args).await?.ok_or(Error::NotFound)?;
    Ok(Minimum {
        unit: row.get("id")?,
        name: row.get("name")?,
        organisation: row.get("organisation_id")?,
        people: row.get("people")?,
        minimum: row.get("minimum")?,
        version: row.get::<Option<i64>>("version")?.unwrap_or(0),
        manages: row.get::<i64>("managed")? > 0,
    })
}

/// Writes how many people the team needs; `version` is the one that was read, 0 for the first time.
///
/// # Errors
/// [`Error::Stale`] when somebody else was quicker.
pub async fn set_minimum(cx: &mut Cx, unit: UnitId, minimum: i64, version: i64) -> Result<()> {
    let (by, at) = (cx.actor.person, cx.now());
    let touched = cx
        .tx
        .run(
            "INSERT INTO team_minimums (unit_id, minimum, version, set_by, set_at) VALUES ($1, $2, 1, $3, $4)
             ON CONFLICT (unit_id) DO UPDATE SET minimum = $2, version = team_minimums.version + 1, set_by = $3, set_at = $4
             WHERE team_minimums.version = $5",
            args![unit, minimum, by, at, version],
        )
        .await?;
    if touched == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Somebody who reports to the actor.
#[derive(Debug)]
pub struct Report {
    /// The stable id.
    pub id: crate::actor::PersonId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub job_title: String,
    /// Their unit.
    pub unit: Option<String>,
}

/// One page of the people who report to the actor, by name, and whether there are more.
///
/// # Errors
/// When the database does not answer.
pub async fn reports(
    cx: &mut Cx,
    after: Option<crate::actor::PersonId>,
    most: usize,
) -> Result<(Vec<Report>, bool)> {
    let mut c = Condition::default();
    let me = c.value(cx.actor.person);
    let bound = after.map(|id| {
        let id = c.value(id);
        format!("AND (p.search, p.id) > (SELECT k.search, k.id FROM people k WHERE k.id = {id} AND k.manager_id = {me})")
    });
    let limit = c.value(i64::try_from(most + 1).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT p.id, p.given_name, p.family_name, p.job_title, u.name AS unit FROM people p
         LEFT JOIN units u ON u.id = p.unit_id WHERE p.manager_id = {me} AND p.status = 'active' {}
         ORDER BY p.search, p.id LIMIT {limit}",
        bound.unwrap_or_default()
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    let has_more = rows.len() > most;
    let reports = rows
        .iter()
        .take(most)
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            Ok(Report {
                id: row.get("id")?,
                name: format!("{given} {family}"),
                job_title: row.get("job_title")?,
                unit: row.get("unit")?,
            })
        })
        .collect::<Result<Vec<Report>>>()?;
    Ok((reports, has_more))
}
