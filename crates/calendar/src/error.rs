//! What can be wrong with dates, in sentences that a person can act on.

use chrono::NaiveDate;

use crate::format::long;
use crate::{FIRST_YEAR, LAST_YEAR};

/// A refusal of this crate. `Display` is a sentence fit for a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The last day of a period lies before its first.
    #[error("The last day, {}, is before the first day, {}", long(*.end), long(*.start))]
    EndBeforeStart {
        /// First day asked for.
        start: NaiveDate,
        /// Last day asked for.
        end: NaiveDate,
    },
    /// A date outside the years that this product accepts, typed or computed.
    #[error("Dates must be in the years {FIRST_YEAR} to {LAST_YEAR}")]
    OutOfRange,
    /// A working pattern without a working day.
    #[error("Choose at least one working day")]
    NoWorkingDays,
    /// Weekly hours that are zero or do not fit into the chosen days.
    #[error("Enter working hours that fit into the chosen days")]
    HoursDoNotFit,
    /// A part-time share of nothing or of more than full time.
    #[error("The share of working time must be more than 0% and at most 100%")]
    ShareOutOfRange,
    /// A part-time share in a form we do not read.
    #[error("Enter the share of working time like 40%, 0.4 or 2 days a week")]
    ShareNotUnderstood,
    /// A length of notice in a form we do not read.
    #[error("Enter the notice like 30 days, 4 weeks or 1 month")]
    NoticeNotUnderstood,
    /// Notice given when there is nothing left to end.
    #[error("Notice cannot be given on {}, after the last day, {}", long(*.given), long(*.end))]
    NoticeAfterEnd {
        /// Day on which notice was given.
        given: NaiveDate,
        /// Last day that stood before the notice.
        end: NaiveDate,
    },
}
