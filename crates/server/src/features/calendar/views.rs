//! The calendar as rows of bars: what the template draws.

use chrono::{Datelike, NaiveDate};
use sojourn_calendar::format;

use super::model::{Certainty, Direction, Fix, Gap, Seen, Stay, Team, WEEKS, Window, lanes};
use crate::features::secondments::steps::first_name;
use crate::shell::Link;
use crate::shell::words::{counted, day_range};

/// How many weeks a bar must span to hold its words.
const ROOMY: usize = 4;
/// How many letters of a label fit into one week's width.
const LETTERS: usize = 6;

/// The head of the drawing: months over weeks.
pub(super) struct Scale {
    pub(super) months: Vec<(String, usize)>,
    pub(super) weeks: Vec<u32>,
    /// The week of today, from 1.
    pub(super) today: Option<usize>,
}

impl Scale {
    pub(super) fn of(window: Window, today: NaiveDate) -> Self {
        let mut months: Vec<(String, usize)> = Vec::new();
        let mut last = None;
        for monday in window.mondays() {
            let month = (monday.year(), monday.month());
            match (last == Some(month), months.last_mut()) {
                (true, Some((_, weeks))) => *weeks += 1,
                _ => {
                    let is_named_whole = months.is_empty() || monday.month() == 1;
                    let label = monday.format(if is_named_whole { "%b %Y" } else { "%b" });
                    months.push((label.to_string(), 1));
                }
            }
            last = Some(month);
        }
        Self {
            months,
            weeks: window.mondays().map(|monday| monday.day()).collect(),
            today: window.week_of(today).map(|week| week + 1),
        }
    }
}

/// One bar: where it lies and what it says.
pub(super) struct Bar {
    pub(super) href: String,
    pub(super) label: String,
    /// The whole of it, for those who do not see the drawing.
    pub(super) words: String,
    pub(super) class: &'static str,
    /// First week and how many, from 1.
    pub(super) week: usize,
    pub(super) span: usize,
    pub(super) is_short: bool,
}

/// One row of the drawing: a team, or a person.
pub(super) struct RowView {
    pub(super) title: String,
    pub(super) note: String,
    pub(super) shortage: String,
    pub(super) is_short: bool,
    pub(super) minimum: Option<Link>,
    pub(super) lanes: Vec<Vec<Bar>>,
    /// Week from 1, how many are there.
    pub(super) gaps: Vec<(usize, i64)>,
}

/// One box of the summary above the drawing.
pub(super) struct GapBox {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) fixes: Vec<Link>,
}

/// One line of the list form.
pub(super) struct Entry<'a> {
    pub(super) team: &'a Team,
    pub(super) stay: &'a Stay,
    pub(super) seen: &'a Seen,
}

/// Everything that the reader sees by name, team by team in the order of dates.
pub(super) fn entries(teams: &[Team]) -> impl Iterator<Item = Entry<'_>> {
    teams.iter().flat_map(|team| {
        team.stays.iter().filter_map(move |stay| Some(Entry { team, stay, seen: stay.seen.as_ref()? }))
    })
}

pub(super) fn title(team: &Team) -> String {
    match team.place.as_deref().map(str::trim).filter(|place| !place.is_empty() && !team.name.contains(place))
    {
        Some(place) => format!("{}, {place}", team.name),
        None => team.name.clone(),
    }
}

pub(super) fn team_row(team: &Team, window: Window, minimum: Option<Link>) -> RowView {
    let gaps: Vec<(usize, i64)> = team.minimum.map_or_else(Vec::new, |needed| {
        let week = |(at, monday)| (at + 1, team.present(monday, true));
        window.mondays().enumerate().map(week).filter(|(_, present)| *present < needed).collect()
    });
    let hidden = team.stays.iter().filter(|stay| stay.seen.is_none()).count() as u64;
    let mut note = match team.minimum {
        Some(needed) => format!("Needs {needed} of {}.", team.people),
        None => format!("{}.", counted(u64::try_from(team.people).unwrap_or(0), "person", "people")),
    };
    if hidden > 0 {
        note = format!("{note} {} not shown to you.", counted(hidden, "stay", "stays"));
    }
    let shortage = match (team.minimum, gaps.len() as u64) {
        (None, _) => String::new(),
        (Some(_), 0) => "Covered".to_owned(),
        (Some(_), weeks) => format!("Short in {}", counted(weeks, "week", "weeks")),
    };
    RowView {
        title: title(team),
        note,
        is_short: !gaps.is_empty(),
        shortage,
        minimum,
        lanes: laid(team.stays.iter(), window),
        gaps,
    }
}

/// The same stays, one row for each person.
pub(super) fn person_rows(teams: &[Team], window: Window) -> Vec<RowView> {
    let mut people: Vec<(String, String, Vec<&Stay>)> = Vec::new();
    for entry in entries(teams).filter(|entry| entry.stay.direction == Direction::Away) {
        match people.iter_mut().find(|(name, ..)| *name == entry.seen.person) {
            Some((.., stays)) => stays.push(entry.stay),
            None => people.push((entry.seen.person.clone(), entry.team.name.clone(), vec![entry.stay])),
        }
    }
    people.sort_by(|a, b| a.0.cmp(&b.0));
    people
        .into_iter()
        .map(|(title, note, stays)| RowView {
            title,
            note,
            shortage: String::new(),
            is_short: false,
            minimum: None,
            lanes: laid(stays.into_iter(), window),
            gaps: Vec::new(),
        })
        .collect()
}

fn laid<'a>(stays: impl Iterator<Item = &'a Stay>, window: Window) -> Vec<Vec<Bar>> {
    let bars: Vec<Bar> = stays.filter_map(|stay| bar(stay, window)).collect();
    let spans: Vec<(usize, usize, usize)> = bars
        .iter()
        .map(|bar| {
            let first = bar.week - 1;
            let label =
                if bar.is_short { bar.span + bar.label.chars().count().div_ceil(LETTERS) } else { bar.span };
            (first, first + bar.span - 1, label)
        })
        .collect();
    let mut rows: Vec<Vec<Bar>> = Vec::new();
    for (lane, bar) in lanes(&spans).into_iter().zip(bars) {
        while rows.len() <= lane {
            rows.push(Vec::new());
        }
        rows[lane].push(bar);
    }
    rows
}

fn bar(stay: &Stay, window: Window) -> Option<Bar> {
    let seen = stay.seen.as_ref()?;
    let (first, last) = window.span(stay.dates)?;
    let first_name = first_name(&seen.person);
    let label = match stay.direction {
        Direction::Away => format!("{first_name} to {}", seen.other),
        Direction::Visiting => format!("{first_name} visiting"),
    };
    let whole = match stay.direction {
        Direction::Away => format!("{} to {}", seen.person, seen.other),
        Direction::Visiting => format!("{} visiting from {}", seen.person, seen.other),
    };
    let span = last - first + 1;
    // at the far edge a label beside the bar would hang over
    let is_short = span < ROOMY && last + ROOMY < WEEKS;
    Some(Bar {
        href: format!("/secondments/{}", seen.number),
        words: format!("{whole}, {}, {}", format::range(stay.dates), stay.certainty.label().to_lowercase()),
        label,
        class: match (stay.certainty, stay.direction) {
            (Certainty::Proposed, _) => "prop",
            (Certainty::Firm, Direction::Away) => "out",
            (Certainty::Firm, Direction::Visiting) => "in",
        },
        week: first + 1,
        span,
        is_short,
    })
}

/// The summary of a team's first gap: how short, when, who causes it, and what would mend it.
pub(super) fn gap_box(team: &Team, window: Window) -> Option<GapBox> {
    let gaps = team.gaps(window);
    let gap = gaps.first()?;
    let fix = team.later_start(window, gap);
    Some(GapBox { title: title(team), text: gap_words(team, gap), fixes: fixes(team, gap, fix) })
}

/// "13 of 14 from 11 to 22 Jan 2027, if Dana goes."
pub(super) fn gap_words(team: &Team, gap: &Gap) -> String {
    let when = day_range(gap.first, gap.last);
    let mut names: Vec<&str> = team.proposed_in(gap).map(|(_, seen)| first_name(&seen.person)).collect();
    names.dedup();
    let cause = match names.as_slice() {
        _ if gap.is_agreed => String::new(),
        [] => ", if what is proposed goes ahead".to_owned(),
        [one] => format!(", if {one} goes"),
        [most @ .., last] => format!(", if {} and {last} go", most.join(", ")),
    };
    format!("{} of {} from {when}{cause}.", gap.present, gap.minimum)
}

fn fixes(team: &Team, gap: &Gap, fix: Option<Fix>) -> Vec<Link> {
    let later = fix.map(|fix| {
        let weeks = counted(fix.weeks, "week", "weeks");
        Link::new(
            format!("{} could start {weeks} later", first_name(&fix.person)),
            format!("/secondments/{}", fix.number),
        )
    });
    let cover = team.stays.iter().find_map(|stay| {
        let seen = stay.seen.as_ref().filter(|_| stay.direction == Direction::Away && !stay.is_covered)?;
        let is_then = stay.dates.start() <= gap.last && stay.dates.end() >= gap.first;
        is_then.then(|| {
            let name = first_name(&seen.person);
            Link::new(format!("Look at {name}’s cover"), format!("/secondments/{}/proposal", seen.number))
        })
    });
    later.into_iter().chain(cover).collect()
}
