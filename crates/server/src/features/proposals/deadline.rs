//! By when the home manager answers.

use chrono::NaiveDate;
use sojourn_calendar::WorkingPattern;

/// Working days that the home manager has (domain T6: 5 to 20).
const WORKING_DAYS: usize = 10;

/// The day by which a proposal sent on `sent` is answered. Public holidays are not known yet.
#[must_use]
pub fn deadline(sent: NaiveDate) -> NaiveDate {
    let mut days = sent.iter_days().skip(1).filter(|day| WorkingPattern::STANDARD.works_on(*day));
    days.nth(WORKING_DAYS - 1).unwrap_or(sent)
}
