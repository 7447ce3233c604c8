//! Civil dates as a secondment needs them: periods with both days included, working patterns, part-time shares,
//! notice, usual lengths, and dates as people type and read them.
//!
//! Pure: nothing here asks for the time. Whoever needs "today" passes it in.

mod bands;
mod dates;
mod entry;
mod error;
pub mod format;
pub mod ical;
mod notice;
mod pattern;
mod period;
#[cfg(test)]
mod properties;
mod share;

pub use bands::{Band, Bands};
pub use dates::{FIRST_YEAR, LAST_YEAR, add_months};
pub use entry::{DateEntryError, parse_date};
pub use error::CalendarError;
pub use notice::Notice;
pub use pattern::WorkingPattern;
pub use period::{Period, WeekOf, WholeMonths};
pub use share::Fte;

#[cfg(test)]
mod testing {
    use chrono::NaiveDate;

    use crate::Period;

    pub(crate) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    pub(crate) fn period(start: &str, end: &str) -> Period {
        Period::try_new(day(start), day(end)).unwrap()
    }
}
