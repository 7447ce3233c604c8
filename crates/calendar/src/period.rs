//! A stretch of civil dates.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::CalendarError;
use crate::dates::accept;

/// Civil dates from a first to a last day, both included, so never empty. The dates are those of the place of
/// work; no time zone is implied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Bounds")]
pub struct Period {
    start: NaiveDate,
    end: NaiveDate,
}

#[derive(Deserialize)]
struct Bounds {
    start: NaiveDate,
    end: NaiveDate,
}

impl TryFrom<Bounds> for Period {
    type Error = CalendarError;

    fn try_from(bounds: Bounds) -> Result<Self, Self::Error> {
        Self::try_new(bounds.start, bounds.end)
    }
}

impl Period {
    /// A period from `start` to `end`, both included.
    ///
    /// # Errors
    /// [`CalendarError::EndBeforeStart`], or [`CalendarError::OutOfRange`] for years that nobody means.
    pub fn try_new(start: NaiveDate, end: NaiveDate) -> Result<Self, CalendarError> {
        accept(start)?;
        accept(end)?;
        if end < start { Err(CalendarError::EndBeforeStart { start, end }) } else { Ok(Self { start, end }) }
    }

    /// `months` whole months from `start`. The last day is the one before the same day of the month, and where that
    /// month is too short its last day: from 1 March six months end on 31 August, from 31 January one month ends on
    /// 28 or 29 February, from 29 February 2024 twelve months end on 28 February 2025.
    ///
    /// # Errors
    /// As [`Period::try_new`]; zero months count as an end before the start.
    pub fn of_months(start: NaiveDate, months: u32) -> Result<Self, CalendarError> {
        Self::try_new(start, last_day_of_months(start, months).ok_or(CalendarError::OutOfRange)?)
    }

    /// First day.
    #[must_use]
    pub fn start(self) -> NaiveDate {
        self.start
    }

    /// Last day, included.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        self.end
    }

    /// Calendar days, at least 1.
    #[must_use]
    pub fn days(self) -> u32 {
        days_between(self.start, self.end) + 1
    }

    /// Weeks begun, counted from the first day: 8 days are 2 weeks.
    #[must_use]
    pub fn weeks(self) -> u32 {
        self.days().div_ceil(7)
    }

    /// Weeks completed: 8 days are 1 week.
    #[must_use]
    pub fn full_weeks(self) -> u32 {
        self.days() / 7
    }

    /// Whole months from the first day by the rule of [`Period::of_months`], and the days left over.
    #[must_use]
    pub fn months(self) -> WholeMonths {
        let index = |date: NaiveDate| date.year() * 12 + date.month0().cast_signed();
        let most = (index(self.end) - index(self.start) + 1).unsigned_abs();
        // Two steps at most: the calendar months touched exceed the whole months by no more than that.
        let fits = (1..=most).rev().find_map(|months| {
            last_day_of_months(self.start, months).filter(|last| *last <= self.end).map(|last| (months, last))
        });
        match fits {
            Some((months, last)) => WholeMonths { months, days: days_between(last, self.end) },
            None => WholeMonths { months: 0, days: self.days() },
        }
    }

    /// Whether `date` lies within, ends included.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        (self.start..=self.end).contains(&date)
    }

    /// The days that both periods share. Ending on 31 March overlaps starting on 31 March by that day.
    #[must_use]
    pub fn overlap(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start <= end).then_some(Self { start, end })
    }

    /// Where `today` stands in the period, or nothing before its start and after its end.
    #[must_use]
    pub fn week_of(self, today: NaiveDate) -> Option<WeekOf> {
        self.contains(today)
            .then(|| WeekOf { week: days_between(self.start, today) / 7 + 1, of: self.weeks() })
    }

    /// The period cut at month ends, in order.
    pub fn calendar_months(self) -> impl Iterator<Item = Self> {
        self.cut(|date| date.with_day(date.num_days_in_month().into()))
    }

    /// The period cut at year ends, in order.
    pub fn calendar_years(self) -> impl Iterator<Item = Self> {
        self.cut(|date| NaiveDate::from_ymd_opt(date.year(), 12, 31))
    }

    fn cut(self, last: impl Fn(NaiveDate) -> Option<NaiveDate>) -> impl Iterator<Item = Self> {
        let mut rest = Some(self.start);
        std::iter::from_fn(move || {
            let start = rest?;
            let end = last(start).map_or(self.end, |end| end.min(self.end));
            rest = end.succ_opt().filter(|next| *next <= self.end);
            Some(Self { start, end })
        })
    }
}

/// Last day of `months` months from `start`; the rule stands at [`Period::of_months`].
fn last_day_of_months(start: NaiveDate, months: u32) -> Option<NaiveDate> {
    let same_day = start.checked_add_months(Months::new(months))?;
    if same_day.day() < start.day() { Some(same_day) } else { same_day.checked_sub_days(Days::new(1)) }
}

/// Days from `from` to a later `to`.
fn days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

/// A length in whole months and the days that do not fill one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WholeMonths {
    /// Whole months.
    pub months: u32,
    /// Days beyond them.
    pub days: u32,
}

/// "week 12 of 25": where a day stands in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekOf {
    /// The week that the day lies in, from 1, counted from the first day of the period.
    pub week: u32,
    /// Weeks begun in the whole period.
    pub of: u32,
}

impl fmt::Display for WeekOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "week {} of {}", self.week, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, period};

    #[test]
    fn end_before_start_is_refused() {
        let refused = Period::try_new(day("2027-03-02"), day("2027-03-01"));
        let told = refused.unwrap_err().to_string();
        assert_eq!(told, "The last day, 1 March 2027, is before the first day, 2 March 2027");
        assert_eq!(period("2027-03-01", "2027-03-01").days(), 1);
    }

    #[test]
    fn years_nobody_means_are_refused() {
        for (start, end) in [("1899-12-31", "2026-01-01"), ("2026-01-01", "2201-01-01")] {
            assert_eq!(Period::try_new(day(start), day(end)), Err(CalendarError::OutOfRange));
        }
        assert_eq!(period("1900-01-01", "2200-12-31").days(), 109_938);
    }

    #[test]
    fn sydney_to_london_is_in_week_12_of_25() {
        let stay = period("2026-09-07", "2027-02-26");
        assert_eq!(stay.week_of(day("2026-11-23")).unwrap().to_string(), "week 12 of 25");
        assert_eq!(stay.week_of(day("2026-09-07")), Some(WeekOf { week: 1, of: 25 }));
        assert_eq!(stay.week_of(day("2027-02-26")), Some(WeekOf { week: 25, of: 25 }));
        assert_eq!(stay.week_of(day("2026-09-06")), None);
        assert_eq!(stay.week_of(day("2027-02-27")), None);
    }

    #[test]
    fn march_to_august_is_six_months() {
        let stay = period("2027-03-01", "2027-08-31");
        assert_eq!(stay.months(), WholeMonths { months: 6, days: 0 });
        assert_eq!((stay.days(), stay.weeks(), stay.full_weeks()), (184, 27, 26));
        assert_eq!(Period::of_months(day("2027-03-01"), 6), Ok(stay));
    }

    #[test]
    fn months_from_days_that_short_months_lack() {
        let last = |start, months| Period::of_months(day(start), months).unwrap().end();
        assert_eq!(last("2027-01-31", 1), day("2027-02-28"));
        assert_eq!(last("2028-01-31", 1), day("2028-02-29"));
        assert_eq!(last("2027-01-31", 2), day("2027-03-30"));
        assert_eq!(last("2024-02-29", 12), day("2025-02-28"));
        assert_eq!(last("2024-02-29", 48), day("2028-02-28"));
        assert!(Period::of_months(day("2027-01-31"), 0).is_err());
    }

    #[test]
    fn whole_months_by_counting() {
        for start in day("2023-12-28").iter_days().take(70) {
            for end in start.iter_days().take(430) {
                let counted =
                    (1..).take_while(|n| last_day_of_months(start, *n).unwrap() <= end).last().unwrap_or(0);
                let stay = Period::try_new(start, end).unwrap();
                let left = stay.days()
                    - if counted == 0 { 0 } else { Period::of_months(start, counted).unwrap().days() };
                assert_eq!(stay.months(), WholeMonths { months: counted, days: left }, "{start} to {end}");
            }
        }
    }

    #[test]
    fn overlap_counts_the_shared_day() {
        let first = period("2027-01-01", "2027-03-31");
        assert_eq!(
            first.overlap(period("2027-03-31", "2027-05-01")),
            Some(period("2027-03-31", "2027-03-31"))
        );
        assert_eq!(first.overlap(period("2027-04-01", "2027-05-01")), None);
        assert_eq!(first.overlap(period("2026-01-01", "2028-01-01")), Some(first));
    }

    #[test]
    fn cutting_keeps_every_day_once() {
        let stay = period("2026-09-07", "2028-02-26");
        for pieces in [stay.calendar_months().collect::<Vec<_>>(), stay.calendar_years().collect()] {
            assert_eq!(pieces.iter().map(|p| p.days()).sum::<u32>(), stay.days());
            assert!(pieces.windows(2).all(|two| two[0].end().succ_opt() == Some(two[1].start())));
        }
        assert_eq!((stay.calendar_months().count(), stay.calendar_years().count()), (18, 3));
        assert_eq!(period("2027-05-05", "2027-05-05").calendar_months().count(), 1);
    }
}
