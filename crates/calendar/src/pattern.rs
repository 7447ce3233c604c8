//! On which weekdays, and for how long, a person works.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday, WeekdaySet};
use serde::{Deserialize, Serialize};

use crate::dates::accept;
use crate::{CalendarError, Period};

/// The weekdays worked and the time worked in a week. Public holidays are not part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
pub struct WorkingPattern {
    works: WeekdaySet,
    minutes_a_week: u16,
}

#[derive(Serialize, Deserialize)]
struct Fields {
    days: Vec<Weekday>,
    minutes_a_week: u16,
}

impl TryFrom<Fields> for WorkingPattern {
    type Error = CalendarError;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        Self::try_new(&fields.days, fields.minutes_a_week)
    }
}

impl From<WorkingPattern> for Fields {
    fn from(pattern: WorkingPattern) -> Self {
        Self { days: pattern.weekdays().collect(), minutes_a_week: pattern.minutes_a_week }
    }
}

impl WorkingPattern {
    /// Monday to Friday, 37.5 hours.
    pub const STANDARD: Self = Self {
        works: WeekdaySet::from_array([Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]),
        minutes_a_week: 2250,
    };

    /// A pattern of weekdays (order and repetition do not matter) and minutes worked in a whole week.
    ///
    /// # Errors
    /// [`CalendarError::NoWorkingDays`], or [`CalendarError::HoursDoNotFit`] when the minutes are zero or more than
    /// the chosen days hold.
    pub fn try_new(days: &[Weekday], minutes_a_week: u16) -> Result<Self, CalendarError> {
        let pattern = Self { works: days.iter().copied().collect(), minutes_a_week };
        if pattern.works.is_empty() {
            return Err(CalendarError::NoWorkingDays);
        }
        let hold = pattern.days_a_week() * 24 * 60;
        let fits = (1..=hold).contains(&u32::from(minutes_a_week));
        if fits { Ok(pattern) } else { Err(CalendarError::HoursDoNotFit) }
    }

    /// The weekdays worked, Monday first.
    pub fn weekdays(self) -> impl Iterator<Item = Weekday> {
        self.works.iter(Weekday::Mon)
    }

    /// Number of weekdays worked, 1 to 7.
    #[must_use]
    pub fn days_a_week(self) -> u32 {
        self.works.len().into()
    }

    /// Minutes worked in a whole week.
    #[must_use]
    pub fn minutes_a_week(self) -> u16 {
        self.minutes_a_week
    }

    /// Whether the person works on the weekday of `date`.
    #[must_use]
    pub fn works_on(self, date: NaiveDate) -> bool {
        self.works.contains(date.weekday())
    }

    /// Working days in a period, both ends included.
    #[must_use]
    pub fn working_days(self, period: Period) -> u32 {
        let left_over = usize::try_from(period.days() % 7).unwrap_or(0);
        let in_part_week =
            period.start().iter_days().take(left_over).map(|day| u32::from(self.works_on(day)));
        period.full_weeks() * self.days_a_week() + in_part_week.sum::<u32>()
    }

    /// The day on which `count` working days after `date` have passed; `date` itself is not counted. Public holidays
    /// are not known here.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] when the result leaves the accepted years.
    pub fn after(self, date: NaiveDate, count: u16) -> Result<NaiveDate, CalendarError> {
        let Some(nth) = usize::from(count).checked_sub(1) else { return accept(date) };
        let day = date.iter_days().skip(1).filter(|day| self.works_on(*day)).nth(nth);
        accept(day.ok_or(CalendarError::OutOfRange)?)
    }

    /// The day itself, or the next one that is worked on.
    #[must_use]
    pub fn on_or_after(self, date: NaiveDate) -> NaiveDate {
        date.iter_days().take(7).find(|day| self.works_on(*day)).unwrap_or(date)
    }

    /// First and last weekday when they follow each other without a gap.
    fn unbroken(self) -> Option<(Weekday, Weekday)> {
        let (first, last) = (self.works.first()?, self.works.last()?);
        (last.days_since(first) + 1 == self.days_a_week()).then_some((first, last))
    }
}

/// "Monday to Friday, 37.5 hours a week", "Tuesday and Thursday, 15 hours a week".
impl fmt::Display for WorkingPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unbroken() {
            Some((first, last)) if self.days_a_week() > 2 => write!(f, "{} to {}", name(first), name(last))?,
            _ => {
                let names: Vec<&str> = self.weekdays().map(name).collect();
                match names.split_last() {
                    Some((last, rest)) if !rest.is_empty() => write!(f, "{} and {last}", rest.join(", "))?,
                    _ => f.write_str(&names.concat())?,
                }
            }
        }
        let hundredths = u32::from(self.minutes_a_week) * 100 / 60;
        let hours = crate::format::hundredths(hundredths);
        write!(f, ", {hours} {} a week", if hundredths == 100 { "hour" } else { "hours" })
    }
}

/// English name of a weekday.
pub(crate) fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekend_moves_to_monday_and_a_working_day_stays() {
        let moved = |text: &str| WorkingPattern::STANDARD.on_or_after(text.parse().unwrap()).to_string();
        assert_eq!(moved("2026-11-27"), "2026-11-27");
        assert_eq!(moved("2026-11-28"), "2026-11-30");
        assert_eq!(moved("2026-11-29"), "2026-11-30");
    }
    use crate::testing::{day, period};

    #[test]
    fn working_days_by_walking() {
        for bits in 1..128_u8 {
            let days: Vec<Weekday> =
                (0..7).filter(|n| bits >> n & 1 == 1).filter_map(|n| Weekday::try_from(n).ok()).collect();
            let pattern = WorkingPattern::try_new(&days, 60).unwrap();
            for length in [1, 2, 5, 6, 7, 8, 13, 14, 31, 184, 366] {
                for start in day("2027-03-01").iter_days().take(7) {
                    let stay = Period::try_new(start, start.iter_days().nth(length - 1).unwrap()).unwrap();
                    let walked = start.iter_days().take(length).filter(|d| days.contains(&d.weekday()));
                    assert_eq!(pattern.working_days(stay) as usize, walked.count(), "{days:?} {stay:?}");
                }
            }
        }
    }

    #[test]
    fn days_after_a_day_skip_weekends_and_the_day_itself() {
        let after = |date, count| WorkingPattern::STANDARD.after(day(date), count);
        assert_eq!(after("2026-11-23", 0), Ok(day("2026-11-23")));
        assert_eq!(after("2026-11-23", 1), Ok(day("2026-11-24")));
        assert_eq!(after("2026-11-27", 1), Ok(day("2026-11-30")), "Friday to Monday");
        assert_eq!(after("2026-11-28", 1), Ok(day("2026-11-30")), "from a Saturday");
        assert_eq!(after("2026-11-23", 10), Ok(day("2026-12-07")), "ten working days are two weeks");
    }

    #[test]
    fn the_week_at_york_has_five_working_days() {
        let week = period("2026-12-07", "2026-12-11");
        assert_eq!(WorkingPattern::STANDARD.working_days(week), 5);
    }

    #[test]
    fn shown_as_people_say_it() {
        let said = |days: &[Weekday], minutes| WorkingPattern::try_new(days, minutes).unwrap().to_string();
        assert_eq!(WorkingPattern::STANDARD.to_string(), "Monday to Friday, 37.5 hours a week");
        assert_eq!(said(&[Weekday::Thu, Weekday::Tue], 900), "Tuesday and Thursday, 15 hours a week");
        assert_eq!(
            said(&[Weekday::Mon, Weekday::Tue, Weekday::Fri], 1335),
            "Monday, Tuesday and Friday, 22.25 hours a week"
        );
        assert_eq!(said(&[Weekday::Sun, Weekday::Sun], 60), "Sunday, 1 hour a week");
    }

    #[test]
    fn impossible_patterns_are_refused() {
        assert_eq!(WorkingPattern::try_new(&[], 60), Err(CalendarError::NoWorkingDays));
        assert_eq!(WorkingPattern::try_new(&[Weekday::Mon], 0), Err(CalendarError::HoursDoNotFit));
        assert_eq!(WorkingPattern::try_new(&[Weekday::Mon], 1441), Err(CalendarError::HoursDoNotFit));
        assert!(WorkingPattern::try_new(&[Weekday::Mon], 1440).is_ok());
    }
}
