//! The range of dates that we accept, and month arithmetic.

use chrono::{Datelike, Months, NaiveDate};

use crate::CalendarError;

/// First year of an acceptable date.
pub const FIRST_YEAR: i32 = 1900;
/// Last year of an acceptable date, included.
pub const LAST_YEAR: i32 = 2200;

/// The same date, or [`CalendarError::OutOfRange`] when its year is a typing mistake rather than a plan.
pub(crate) fn accept(date: NaiveDate) -> Result<NaiveDate, CalendarError> {
    if (FIRST_YEAR..=LAST_YEAR).contains(&date.year()) { Ok(date) } else { Err(CalendarError::OutOfRange) }
}

/// The date `months` calendar months later (earlier when negative), on the same day of the month or, where that
/// month is too short, on its last day: 31 January and one month give 28 or 29 February.
///
/// # Errors
/// [`CalendarError::OutOfRange`] when the result leaves the accepted years.
pub fn add_months(date: NaiveDate, months: i32) -> Result<NaiveDate, CalendarError> {
    let distance = Months::new(months.unsigned_abs());
    let moved =
        if months < 0 { date.checked_sub_months(distance) } else { date.checked_add_months(distance) };
    accept(moved.ok_or(CalendarError::OutOfRange)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn short_months_clamp() {
        assert_eq!(add_months(day("2027-01-31"), 1), Ok(day("2027-02-28")));
        assert_eq!(add_months(day("2028-01-31"), 1), Ok(day("2028-02-29")));
        assert_eq!(add_months(day("2024-02-29"), 12), Ok(day("2025-02-28")));
        assert_eq!(add_months(day("2027-03-31"), -1), Ok(day("2027-02-28")));
    }

    #[test]
    fn the_end_of_the_accepted_years_is_an_error() {
        assert_eq!(add_months(day("2200-12-01"), 1), Err(CalendarError::OutOfRange));
        assert_eq!(add_months(day("1900-01-31"), -1), Err(CalendarError::OutOfRange));
        assert_eq!(add_months(day("2027-01-31"), i32::MAX), Err(CalendarError::OutOfRange));
        assert_eq!(add_months(day("2027-01-31"), i32::MIN), Err(CalendarError::OutOfRange));
    }

    #[test]
    fn months_by_our_own_arithmetic() {
        for start in day("2023-12-25").iter_days().take(800) {
            for months in 0..40_i32 {
                let index = start.year() * 12 + start.month0().cast_signed() + months;
                let (year, month) = (index.div_euclid(12), index.rem_euclid(12).unsigned_abs() + 1);
                let length = (28..=31).rev().find(|d| NaiveDate::from_ymd_opt(year, month, *d).is_some());
                let last = length.unwrap();
                let expected = NaiveDate::from_ymd_opt(year, month, start.day().min(last));
                assert_eq!(add_months(start, months).ok(), expected, "{start} and {months} months");
            }
        }
    }
}
