//! Notice of an early end: how long, and which day it leads to.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::dates::{accept, add_months};
use crate::format::count;
use crate::{CalendarError, Period};

/// A length of notice. The day on which it is given does not count: one week given on a Monday ends on the next
/// Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "unit", content = "count", rename_all = "snake_case")]
pub enum Notice {
    /// Calendar days; zero means the same day.
    Days(u16),
    /// Weeks of seven days.
    Weeks(u16),
    /// Calendar months; in a month that is too short, its last day.
    Months(u16),
}

impl Notice {
    /// The earliest last day when notice is given on `given`.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] when that day leaves the accepted years.
    pub fn last_day(self, given: NaiveDate) -> Result<NaiveDate, CalendarError> {
        let days = match self {
            Self::Months(months) => return add_months(given, i32::from(months)),
            Self::Days(days) => u64::from(days),
            Self::Weeks(weeks) => u64::from(weeks) * 7,
        };
        accept(given.checked_add_days(Days::new(days)).ok_or(CalendarError::OutOfRange)?)
    }

    /// The earliest last day of `period` when notice is given on `given`: never later than the end that stood
    /// already. Notice before the start may end before it; then the secondment does not start.
    ///
    /// # Errors
    /// [`CalendarError::NoticeAfterEnd`] when the period is already over, and as [`Notice::last_day`].
    pub fn last_day_in(self, period: Period, given: NaiveDate) -> Result<NaiveDate, CalendarError> {
        let end = period.end();
        if given > end {
            return Err(CalendarError::NoticeAfterEnd { given, end });
        }
        Ok(self.last_day(given)?.min(end))
    }
}

/// "30 days", "4 weeks", "1 month".
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match *self {
            Self::Days(days) => (days, "day"),
            Self::Weeks(weeks) => (weeks, "week"),
            Self::Months(months) => (months, "month"),
        };
        f.write_str(&count(u32::from(number), unit))
    }
}

/// Reads what `Display` writes.
impl FromStr for Notice {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_ascii_lowercase();
        let amount = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(amount);
        let number = number.parse().map_err(|_| CalendarError::NoticeNotUnderstood)?;
        match unit.trim() {
            "day" | "days" => Ok(Self::Days(number)),
            "week" | "weeks" => Ok(Self::Weeks(number)),
            "month" | "months" => Ok(Self::Months(number)),
            _ => Err(CalendarError::NoticeNotUnderstood),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, period};

    #[test]
    fn the_day_of_giving_does_not_count() {
        assert_eq!(Notice::Weeks(4).last_day(day("2026-11-23")), Ok(day("2026-12-21")));
        assert_eq!(Notice::Days(30).last_day(day("2026-11-23")), Ok(day("2026-12-23")));
        assert_eq!(Notice::Days(0).last_day(day("2026-11-23")), Ok(day("2026-11-23")));
    }

    #[test]
    fn months_given_on_the_31st_clamp() {
        assert_eq!(Notice::Months(1).last_day(day("2027-01-31")), Ok(day("2027-02-28")));
        assert_eq!(Notice::Months(1).last_day(day("2028-01-31")), Ok(day("2028-02-29")));
        assert_eq!(Notice::Months(3).last_day(day("2026-11-30")), Ok(day("2027-02-28")));
        assert_eq!(Notice::Months(6).last_day(day("2026-12-11")), Ok(day("2027-06-11")));
    }

    #[test]
    fn notice_never_runs_past_the_end() {
        let stay = period("2026-09-07", "2027-02-26");
        let last = |given| Notice::Weeks(4).last_day_in(stay, day(given));
        assert_eq!(last("2027-01-29"), Ok(day("2027-02-26")));
        assert_eq!(last("2027-02-22"), Ok(day("2027-02-26")));
        assert_eq!(last("2027-02-26"), Ok(day("2027-02-26")));
        assert_eq!(last("2026-11-23"), Ok(day("2026-12-21")));
        assert!(matches!(last("2027-02-27"), Err(CalendarError::NoticeAfterEnd { .. })));
    }

    #[test]
    fn reads_and_shows() {
        for text in ["30 days", "1 day", "4 weeks", "1 month", "0 days"] {
            assert_eq!(text.parse::<Notice>().unwrap().to_string(), text);
        }
        for text in ["", "4", "weeks", "four weeks", "-1 day", "70000 days", "4 weeks or so", "4.5 weeks"] {
            assert_eq!(text.parse::<Notice>(), Err(CalendarError::NoticeNotUnderstood), "{text}");
        }
    }

    #[test]
    fn the_end_of_the_accepted_years_is_an_error() {
        assert_eq!(Notice::Weeks(9999).last_day(day("2100-01-01")), Err(CalendarError::OutOfRange));
    }
}
