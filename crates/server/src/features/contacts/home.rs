//! Talks that are due, as rows of Home and of the page of those who keep in touch.

use chrono::{Duration, NaiveDate};
use sojourn_kit::error::Result;

use super::model::{ESCALATE_FROM, SHORTEST, is_over_a_year};
use super::store::{self, Watched};
use crate::cx::Cx;
use crate::features::secondments::steps::first_name;
use crate::shell::words::short_day;
use crate::shell::{self, Due, Tag, Tone, WorkRow};

/// People that are looked at for one reader.
const MOST: i64 = 200;
/// Rows of one kind on Home.
const ROWS: usize = 5;
/// Rows of the mobility team among them.
const DESK_ROWS: usize = 3;
/// Days before its day from which a talk is on Home.
const AHEAD: i64 = 2;

/// The talks that the actor should have, and for the mobility team those that were missed twice in a row.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    let mine = store::mine(cx, MOST).await?;
    let is_near = |one: &&Watched| {
        let standing = one.standing(today);
        !standing.missed.is_empty() || standing.next.is_some_and(|day| (day - today).num_days() <= AHEAD)
    };
    let mut rows: Vec<WorkRow> =
        mine.iter().filter(is_near).take(ROWS).map(|one| row(one, "/contacts", today)).collect();
    // who missed two talks has not been heard for twice the shortest time between them
    let unheard = store::unheard(cx, today - Duration::days(2 * SHORTEST), MOST).await?;
    let others = unheard.iter().filter(|one| mine.iter().all(|own| own.id != one.id));
    let twice = others.filter(|one| one.standing(today).missed.len() >= ESCALATE_FROM);
    rows.extend(twice.take(DESK_ROWS).map(|one| {
        let href = format!("/secondments/{}/contact", one.number);
        let mut row = row(one, &href, today);
        row.title = format!("See why nobody at home talks with {}", one.name);
        row.action = Some(shell::Action {
            label: "Look".to_owned(),
            href,
            about: format!("at how home keeps in touch with {}", one.name),
        });
        row
    }));
    Ok(rows)
}

/// A talk as a row of work.
#[must_use]
pub fn row(watched: &Watched, href: &str, today: NaiveDate) -> WorkRow {
    let standing = watched.standing(today);
    let last = match watched.talked {
        Some(day) => format!("Last talk {}", short_day(day, today)),
        None => "No talk noted yet".to_owned(),
    };
    let is_long = is_over_a_year(watched.stay.start(), today);
    WorkRow {
        line: None,
        title: format!("Talk with {}", watched.name),
        href: href.to_owned(),
        meta: vec![last, format!("Every {} days", standing.every)],
        tags: is_long.then(|| Tag::new("Away over a year", Tone::Warn)).into_iter().collect(),
        due: standing.missed.first().map(|day| late(*day, today)).or(standing.next.map(|day| by(day, today))),
        action: Some(shell::Action {
            label: "Open".to_owned(),
            href: href.to_owned(),
            about: format!("to note a talk with {}", first_name(&watched.name)),
        }),
    }
}

fn late(day: NaiveDate, today: NaiveDate) -> Due {
    match (today - day).num_days() {
        1 => Due::Late("1 day late".to_owned()),
        days => Due::Late(format!("{days} days late")),
    }
}

fn by(day: NaiveDate, today: NaiveDate) -> Due {
    if day == today {
        Due::Soon("Due today".to_owned())
    } else {
        Due::Later(format!("By {}", short_day(day, today)))
    }
}
