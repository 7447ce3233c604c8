//! How long notice is, and the day it leads to (domain 3.5).

use chrono::NaiveDate;
use sojourn_calendar::{CalendarError, Notice, Period};

use crate::features::changes::model::{ChangeKind, Ground};

/// The usual notice of each side (domain 3.5), until the agreement says otherwise.
pub const USUAL: Notice = Notice::Weeks(4);

/// Notice on a named ground ends the secondment on the day on which it is given.
pub const AT_ONCE: Notice = Notice::Days(0);

/// The grounds that a kind of notice may name beside the usual.
#[must_use]
pub const fn grounds(kind: ChangeKind) -> &'static [Ground] {
    match kind {
        ChangeKind::Removal => &[Ground::Usual, Ground::GrossMisconduct, Ground::ClearanceLost],
        ChangeKind::Recall => &[Ground::Usual, Ground::HostInsolvent],
        _ => &[Ground::Usual],
    }
}

/// How long the notice is: none on a named ground, otherwise what the agreement says, otherwise the usual.
#[must_use]
pub const fn length(ground: Ground, agreed_weeks: Option<u16>) -> Notice {
    match (ground, agreed_weeks) {
        (Ground::Usual, Some(weeks)) => Notice::Weeks(weeks),
        (Ground::Usual, None) => USUAL,
        _ => AT_ONCE,
    }
}

/// The last day that a notice leads to: never later than the end that stands.
///
/// # Errors
/// When the secondment is over already, or the day leaves the accepted years.
pub fn last_day(stay: Period, notice: Notice, given: NaiveDate) -> Result<NaiveDate, CalendarError> {
    notice.last_day_in(stay, given)
}

/// The last day that counts when several notices stand: the earliest, and never later than the agreed end. All of
/// them are kept.
#[must_use]
pub fn earliest(agreed_end: NaiveDate, notices: impl IntoIterator<Item = NaiveDate>) -> NaiveDate {
    notices.into_iter().fold(agreed_end, NaiveDate::min)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn stay() -> Period {
        Period::try_new(day("2026-09-07"), day("2027-02-26")).unwrap()
    }

    #[test]
    fn each_side_has_four_weeks_and_named_grounds_none() {
        for kind in [ChangeKind::Recall, ChangeKind::Removal, ChangeKind::EarlyReturn] {
            assert!(grounds(kind).contains(&Ground::Usual));
        }
        assert_eq!(length(Ground::Usual, None), Notice::Weeks(4));
        assert_eq!(length(Ground::Usual, Some(1)), Notice::Weeks(1));
        assert_eq!(length(Ground::GrossMisconduct, Some(4)), Notice::Days(0));
        assert!(!grounds(ChangeKind::EarlyReturn).contains(&Ground::GrossMisconduct));
        assert!(!grounds(ChangeKind::Removal).contains(&Ground::HostInsolvent));
    }

    #[test]
    fn notice_that_runs_past_the_end_ends_with_it() {
        assert_eq!(last_day(stay(), USUAL, day("2026-11-23")), Ok(day("2026-12-21")));
        assert_eq!(last_day(stay(), USUAL, day("2027-02-22")), Ok(day("2027-02-26")));
        assert_eq!(last_day(stay(), AT_ONCE, day("2026-11-23")), Ok(day("2026-11-23")));
        assert!(last_day(stay(), USUAL, day("2027-02-27")).is_err());
    }

    #[test]
    fn months_clamp_to_the_last_day_of_a_short_month() {
        let given = day("2027-01-31");
        let long = Period::try_new(day("2026-09-07"), day("2027-12-31")).unwrap();
        assert_eq!(last_day(long, Notice::Months(1), given), Ok(day("2027-02-28")));
    }

    #[test]
    fn of_two_notices_the_earliest_wins() {
        let end = day("2027-02-26");
        assert_eq!(earliest(end, [day("2026-12-21"), day("2026-12-14")]), day("2026-12-14"));
        assert_eq!(earliest(end, [day("2027-03-05")]), end);
        assert_eq!(earliest(end, []), end);
    }

    proptest! {
        #[test]
        fn the_last_day_lies_between_the_giving_and_the_end(back in 0_i64..170, weeks in 0_u16..60) {
            let given = day("2027-02-26") - chrono::Duration::days(back);
            let last = last_day(stay(), Notice::Weeks(weeks), given).unwrap();
            prop_assert!(given <= last && last <= stay().end());
        }

        #[test]
        fn another_notice_never_makes_it_later(days in proptest::collection::vec(0_i64..400, 0..6), more in 0_i64..400) {
            let end = day("2027-02-26");
            let at = |n: &i64| day("2026-11-23") + chrono::Duration::days(*n);
            let first = earliest(end, days.iter().map(at));
            let then = earliest(end, days.iter().chain([&more]).map(at));
            prop_assert!(then <= first && first <= end);
        }
    }
}
