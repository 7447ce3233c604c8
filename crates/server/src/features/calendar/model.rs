//! Weeks, teams and who is there: whether a team falls below what it needs, and what would mend it. Pure.

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;
use sojourn_calendar::Period;
use utoipa::ToSchema;

use crate::actor::UnitId;
use crate::features::secondments::Workflow;

/// How many weeks one calendar shows.
pub const WEEKS: usize = 26;
/// A whole post, in ten-thousandths.
const WHOLE: i64 = 10_000;
/// How many weeks later a start is tried before the calendar gives up.
const LATEST: u64 = 12;

/// The weeks that a calendar shows, each by its Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    first: NaiveDate,
}

impl Window {
    /// The weeks from the first Monday of the month that holds `day`.
    #[must_use]
    pub fn from_month_of(day: NaiveDate) -> Self {
        let first = day.with_day(1).unwrap_or(day);
        let ahead = (7 - u64::from(first.weekday().num_days_from_monday())) % 7;
        Self { first: later(first, ahead) }
    }

    /// The first Monday.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// All of it.
    #[must_use]
    pub fn period(self) -> Option<Period> {
        Period::try_new(self.first, self.last()).ok()
    }

    /// The last Sunday.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        later(self.first, WEEKS as u64 * 7 - 1)
    }

    /// The Monday of week `at`, from 0.
    #[must_use]
    pub fn monday(self, at: usize) -> NaiveDate {
        later(self.first, at as u64 * 7)
    }

    /// Every Monday, in order.
    pub fn mondays(self) -> impl Iterator<Item = NaiveDate> {
        (0..WEEKS).map(move |at| self.monday(at))
    }

    /// The week that holds `day`, from 0; none outside the window.
    #[must_use]
    pub fn week_of(self, day: NaiveDate) -> Option<usize> {
        let days = (day - self.first).num_days();
        usize::try_from(days).ok().map(|days| days / 7).filter(|week| *week < WEEKS)
    }

    /// The first and the last week that a stay touches, both from 0; none when it lies outside.
    #[must_use]
    pub fn span(self, stay: Period) -> Option<(usize, usize)> {
        let shown = self.period()?.overlap(stay)?;
        Some((self.week_of(shown.start())?, self.week_of(shown.end())?))
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

crate::word_enum!(
    /// How sure an absence or a visit is.
    Certainty {
        /// Still to be decided or signed.
        Proposed => "proposed", "Proposed";
        /// Signed by all, under way or over.
        Firm => "firm", "Agreed";
    }
);

impl Certainty {
    /// What a state of the record means for the calendar; none for drafts and for what will not happen.
    /// The states stand in the order of a life, the side exits last.
    #[must_use]
    pub fn of(workflow: Workflow) -> Option<Self> {
        if workflow < Workflow::ReleasePending || workflow > Workflow::Closed {
            None
        } else if workflow < Workflow::Executed {
            Some(Self::Proposed)
        } else {
            Some(Self::Firm)
        }
    }
}

crate::word_enum!(
    /// Which way somebody moves, seen from the team.
    Direction {
        /// Away from the team.
        Away => "away", "Away from team";
        /// In the team for a while.
        Visiting => "visiting", "Visiting team";
    }
);

/// Somebody away from a team or visiting it.
#[derive(Debug, Clone)]
pub struct Stay {
    /// The record; none when the reader does not see it: then it only counts.
    pub seen: Option<Seen>,
    /// Which way.
    pub direction: Direction,
    /// How sure it is.
    pub certainty: Certainty,
    /// First and last day, both counted in.
    pub dates: Period,
    /// Share of working time, in ten-thousandths.
    pub fte_bp: i64,
    /// Whether somebody is hired for the time.
    pub is_covered: bool,
}

/// What a reader who sees the record reads on its bar.
#[derive(Debug, Clone)]
pub struct Seen {
    /// `SO-0312`.
    pub number: String,
    /// The person's name.
    pub person: String,
    /// The other side: where they go, or where they come from.
    pub other: String,
}

/// A team, how many people it has and how many it needs.
#[derive(Debug, Clone)]
pub struct Team {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: Option<String>,
    /// People who belong to it.
    pub people: i64,
    /// How many it needs; none when nobody has said.
    pub minimum: Option<i64>,
    /// Who is away or visits.
    pub stays: Vec<Stay>,
}

/// Weeks in a row in which a team has fewer people than it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Gap {
    /// The Monday of the first week.
    pub first: NaiveDate,
    /// The Sunday of the last week.
    pub last: NaiveDate,
    /// The fewest people there in these weeks.
    pub present: i64,
    /// How many it needs.
    pub minimum: i64,
    /// Whether what is already agreed leaves the team short, without anything proposed.
    pub is_agreed: bool,
}

/// A later start that leaves no gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Whose record.
    pub number: String,
    /// The person's name.
    pub person: String,
    /// How many weeks later.
    pub weeks: u64,
}

impl Team {
    /// How many people are there in the week that begins on `monday`: those who belong to it, less those away, and
    /// those who visit or are hired as cover. With `proposed`, as if all that is proposed happened. Part-time
    /// shares add up, and what is not a whole person is not counted.
    #[must_use]
    pub fn present(&self, monday: NaiveDate, proposed: bool) -> i64 {
        let Ok(week) = Period::try_new(monday, later(monday, 6)) else { return self.people };
        let moved: i64 = self
            .stays
            .iter()
            .filter(|stay| proposed || stay.certainty == Certainty::Firm)
            .filter(|stay| stay.dates.overlap(week).is_some())
            .map(Stay::weight)
            .sum();
        (self.people * WHOLE + moved).div_euclid(WHOLE)
    }

    /// The weeks in which the team is short, merged where they follow each other.
    #[must_use]
    pub fn gaps(&self, window: Window) -> Vec<Gap> {
        self.gaps_in(window.mondays())
    }

    /// The weeks that a stay touches in which the team is short, merged where they follow each other.
    #[must_use]
    pub fn gaps_during(&self, stay: Period) -> Vec<Gap> {
        let back = u64::from(stay.start().weekday().num_days_from_monday());
        let first = stay.start().checked_sub_days(Days::new(back)).unwrap_or(stay.start());
        let weeks = first.iter_weeks().take_while(|monday| *monday <= stay.end());
        self.gaps_in(weeks)
    }

    fn gaps_in(&self, mondays: impl Iterator<Item = NaiveDate>) -> Vec<Gap> {
        let Some(minimum) = self.minimum else { return Vec::new() };
        let mut gaps: Vec<Gap> = Vec::new();
        for monday in mondays {
            let present = self.present(monday, true);
            if present >= minimum {
                continue;
            }
            let is_agreed = self.present(monday, false) < minimum;
            match gaps.last_mut() {
                Some(gap) if later(gap.last, 1) == monday && gap.is_agreed == is_agreed => {
                    gap.last = later(monday, 6);
                    gap.present = gap.present.min(present);
                }
                _ => gaps.push(Gap { first: monday, last: later(monday, 6), present, minimum, is_agreed }),
            }
        }
        gaps
    }

    /// The same team with the person away as asked, in the place of what the calendar shows of that record already.
    #[must_use]
    pub fn with_away(&self, number: &str, dates: Period, fte_bp: i64, is_covered: bool) -> Self {
        let mut team = self.clone();
        team.stays.retain(|stay| stay.seen.as_ref().is_none_or(|seen| seen.number != number));
        let seen = Seen { number: number.to_owned(), person: String::new(), other: String::new() };
        team.stays.push(Stay {
            seen: Some(seen),
            direction: Direction::Away,
            certainty: Certainty::Proposed,
            dates,
            fte_bp,
            is_covered,
        });
        team
    }

    /// Proposed absences in the gap that the reader sees.
    pub fn proposed_in<'a>(&'a self, gap: &Gap) -> impl Iterator<Item = (&'a Stay, &'a Seen)> {
        let weeks = Period::try_new(gap.first, gap.last).ok();
        self.stays.iter().filter_map(move |stay| {
            let is_cause = stay.certainty == Certainty::Proposed && stay.direction == Direction::Away;
            let is_then = weeks.is_some_and(|weeks| stay.dates.overlap(weeks).is_some());
            stay.seen.as_ref().filter(|_| is_cause && is_then).map(|seen| (stay, seen))
        })
    }

    /// The shortest later start of one proposed absence that leaves the team no shorter than it would be without
    /// it, within twelve weeks; none when there is no such start.
    #[must_use]
    pub fn later_start(&self, window: Window, gap: &Gap) -> Option<Fix> {
        let minimum = self.minimum?;
        let (cause, seen) = self.proposed_in(gap).next()?;
        let others = Self {
            stays: self.stays.iter().filter(|stay| !is_same(stay, seen)).cloned().collect(),
            ..self.clone()
        };
        (1..=LATEST).find_map(|weeks| {
            let dates =
                Period::try_new(later(cause.dates.start(), weeks * 7), later(cause.dates.end(), weeks * 7))
                    .ok()?;
            let mut moved = others.clone();
            moved.stays.push(Stay { dates, ..cause.clone() });
            let (first, last) = window.span(dates)?;
            let fits = (first..=last)
                .map(|at| window.monday(at))
                .all(|monday| moved.present(monday, true) >= minimum.min(others.present(monday, true)));
            fits.then(|| Fix { number: seen.number.clone(), person: seen.person.clone(), weeks })
        })
    }
}

fn is_same(stay: &Stay, seen: &Seen) -> bool {
    stay.seen.as_ref().is_some_and(|other| other.number == seen.number)
}

impl Stay {
    /// What the stay adds to the team or takes from it, in ten-thousandths of a person.
    const fn weight(&self) -> i64 {
        match (self.direction, self.is_covered) {
            (Direction::Visiting, _) => self.fte_bp,
            (Direction::Away, true) => 0,
            (Direction::Away, false) => -self.fte_bp,
        }
    }
}

/// Places each bar on the first lane where its label has room. `spans` are first and last week from 0, and how
/// many weeks the label needs; answered are the lanes, in order.
#[must_use]
pub fn lanes(spans: &[(usize, usize, usize)]) -> Vec<usize> {
    let mut free_from: Vec<usize> = Vec::new();
    spans
        .iter()
        .map(|(first, last, label)| {
            let end = (*last).max(first + label.saturating_sub(1));
            let lane = free_from.iter().position(|free| free <= first);
            let lane = lane.unwrap_or_else(|| {
                free_from.push(0);
                free_from.len() - 1
            });
            free_from[lane] = end + 1;
            lane
        })
        .collect()
}
