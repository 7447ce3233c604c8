//! An annual amount over part of a year.

use std::str::FromStr;

use chrono::Datelike;
use serde::{Deserialize, Serialize};
use sojourn_calendar::{Fte, Period};

use crate::{Money, MoneyError};

/// A number of twelfths that every length of month (28, 29, 30, 31 days) divides.
const MONTH: i128 = 377_580;

/// How part of a year counts. Declared with every amount, because the answers differ by a day's pay or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Proration {
    /// Each calendar day is 1/365 of a year, also in a leap year; a whole leap year then costs 366/365.
    #[serde(rename = "calendar_days_365")]
    CalendarDays365,
    /// Each calendar day is 1/365, or 1/366 in a leap year, of the year it lies in; every whole year costs the same.
    #[serde(rename = "calendar_days")]
    CalendarDays,
    /// Each whole calendar month is 1/12; part of a month counts by the calendar days of that month: 10 days of
    /// April are 10/30 of a twelfth.
    #[serde(rename = "monthly_twelfths")]
    MonthlyTwelfths,
}

impl Proration {
    /// All bases, the usual one first.
    pub const ALL: [Self; 3] = [Self::MonthlyTwelfths, Self::CalendarDays, Self::CalendarDays365];

    /// The stored name; the same as in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CalendarDays365 => "calendar_days_365",
            Self::CalendarDays => "calendar_days",
            Self::MonthlyTwelfths => "monthly_twelfths",
        }
    }

    /// The name that people see.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::CalendarDays365 => "By calendar day, 365 days in every year",
            Self::CalendarDays => "By calendar day, 366 days in leap years",
            Self::MonthlyTwelfths => "By month, one twelfth each, part months by calendar day",
        }
    }

    /// What `annual` comes to over `period` at a share of full time. `annual` is the amount for full time. Rounded
    /// once, half to even, to the smallest unit: amounts of adjacent periods differ from that of the whole by at most
    /// one unit for each.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`].
    pub fn apportion(self, annual: Money, period: Period, fte: Fte) -> Result<Money, MoneyError> {
        let (years, of) = self.years(period);
        annual.times(years * i128::from(fte.basis_points()), of * 10_000)
    }

    /// The period in years, as an exact fraction.
    fn years(self, period: Period) -> (i128, i128) {
        match self {
            Self::CalendarDays365 => (period.days().into(), 365),
            Self::CalendarDays => {
                let days = period
                    .calendar_years()
                    .map(|part| i128::from(part.days()) * if part.start().leap_year() { 365 } else { 366 });
                (days.sum(), 365 * 366)
            }
            Self::MonthlyTwelfths => {
                let months = period.calendar_months().map(|part| {
                    i128::from(part.days()) * MONTH / i128::from(part.start().num_days_in_month())
                });
                (months.sum(), MONTH * 12)
            }
        }
    }
}

impl FromStr for Proration {
    type Err = MoneyError;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|basis| basis.code() == code).ok_or(MoneyError::UnknownProration)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{gbp, pence, period};

    fn over(basis: Proration, start: &str, end: &str) -> Money {
        basis.apportion(gbp(36_500), period(start, end), Fte::FULL).unwrap()
    }

    #[test]
    fn twelfths() {
        let annual = gbp(48_600);
        let half_year = period("2027-03-01", "2027-08-31");
        let salary = |fte| Proration::MonthlyTwelfths.apportion(annual, half_year, fte);
        assert_eq!(salary(Fte::FULL), Ok(gbp(24_300)));
        assert_eq!(salary("2 days a week".parse().unwrap()), Ok(gbp(9_720)));
        // 14 of 28, 10 of 31, 10 of 30 days of a month.
        let month = gbp(4_050);
        let part = |start, end| Proration::MonthlyTwelfths.apportion(annual, period(start, end), Fte::FULL);
        assert_eq!(part("2027-02-01", "2027-02-28"), Ok(month));
        assert_eq!(part("2027-02-01", "2027-02-14"), Ok(gbp(2_025)));
        assert_eq!(part("2027-03-22", "2027-03-31"), Ok(pence(130_645)));
        assert_eq!(part("2027-04-01", "2027-04-10"), Ok(gbp(1_350)));
        assert_eq!(part("2028-02-01", "2028-02-29"), Ok(month));
        assert_eq!(part("2027-01-15", "2028-01-14"), Ok(annual));
    }

    #[test]
    fn days_of_365() {
        assert_eq!(over(Proration::CalendarDays365, "2027-01-01", "2027-12-31"), gbp(36_500));
        assert_eq!(over(Proration::CalendarDays365, "2028-01-01", "2028-12-31"), gbp(36_600));
        assert_eq!(over(Proration::CalendarDays365, "2026-12-07", "2026-12-11"), gbp(500));
    }

    #[test]
    fn days_of_their_own_year() {
        assert_eq!(over(Proration::CalendarDays, "2027-01-01", "2027-12-31"), gbp(36_500));
        assert_eq!(over(Proration::CalendarDays, "2028-01-01", "2028-12-31"), gbp(36_500));
        // One day of 2027 at 1/365, one of 2028 at 1/366.
        assert_eq!(over(Proration::CalendarDays, "2027-12-31", "2028-01-01"), pence(10_000 + 9_973));
    }

    #[test]
    fn too_much_is_an_error() {
        let most = pence(i64::MAX);
        for basis in Proration::ALL {
            let ages = period("1900-01-01", "2200-12-31");
            assert_eq!(basis.apportion(most, ages, Fte::FULL), Err(MoneyError::TooLarge));
        }
    }

    #[test]
    fn codes_match_json() {
        for basis in Proration::ALL {
            assert_eq!(serde_json::to_string(&basis).unwrap(), format!("\"{}\"", basis.code()));
            assert_eq!(basis.code().parse(), Ok(basis));
        }
        assert_eq!("weekly".parse::<Proration>(), Err(MoneyError::UnknownProration));
    }
}
