//! Dates and lengths as people read them.

use chrono::{Datelike, NaiveDate};

use crate::pattern::name;
use crate::{Period, WorkingPattern, add_months};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "Mon 7 Dec": for dates close enough that the year is in no doubt.
#[must_use]
pub fn short(date: NaiveDate) -> String {
    format!("{} {}", &name(date.weekday())[..3], day_month(date))
}

/// "7 December 2026": for agreements, and wherever the year may be in doubt.
#[must_use]
pub fn long(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// "Monday 7 December 2026": to repeat back what somebody typed.
#[must_use]
pub fn full(date: NaiveDate) -> String {
    format!("{} {}", name(date.weekday()), long(date))
}

/// [`short`] within six months of `today`, otherwise [`long`].
#[must_use]
pub fn near(date: NaiveDate, today: NaiveDate) -> String {
    let within = |months, past: fn(&NaiveDate, &NaiveDate) -> bool| {
        add_months(today, months).is_ok_and(|limit| past(&date, &limit))
    };
    if within(6, NaiveDate::le) && within(-6, NaiveDate::ge) { short(date) } else { long(date) }
}

/// "7 to 11 Dec 2026", "1 Mar to 31 Aug 2027", "7 Sep 2026 to 26 Feb 2027", "7 Dec 2026".
#[must_use]
pub fn range(period: Period) -> String {
    let (start, end) = (period.start(), period.end());
    let last = format!("{} {}", day_month(end), end.year());
    if start == end {
        last
    } else if start.year() != end.year() {
        format!("{} {} to {last}", day_month(start), start.year())
    } else if start.month() != end.month() {
        format!("{} to {last}", day_month(start))
    } else {
        format!("{} to {last}", start.day())
    }
}

/// How long a period is, in the roundest true words: "6 months", "1 week" (Monday to Friday counts, when the person
/// does not work at weekends), "3 working days", "2 months and 10 days".
#[must_use]
pub fn length(period: Period, pattern: WorkingPattern) -> String {
    let whole = period.months();
    let idle = period.end().iter_days().skip(1).take(6).take_while(|day| !pattern.works_on(*day)).count();
    let to_next_working_day = period.days() + u32::try_from(idle).unwrap_or(0);
    let weeks =
        [period.days(), to_next_working_day].into_iter().find(|days| days % 7 == 0).map(|days| days / 7);
    match (whole.months, whole.days, weeks) {
        (1.., 0, _) => count(whole.months, "month"),
        (_, _, Some(weeks)) => count(weeks, "week"),
        (1.., days, None) => format!("{} and {}", count(whole.months, "month"), count(days, "day")),
        (0, days, None) => match pattern.working_days(period) {
            0 => count(days, "day"),
            working => count(working, "working day"),
        },
    }
}

/// "1 week", "4 weeks", "0 days".
#[must_use]
pub fn count(number: u32, unit: &str) -> String {
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// The English name of a month, 1 to 12; the empty text for anything else.
pub(crate) fn month_name(month: u32) -> &'static str {
    usize::try_from(month).ok().and_then(|n| MONTHS.get(n.checked_sub(1)?)).copied().unwrap_or_default()
}

/// Hundredths as a number without idle zeros: 3750 is "37.5".
pub(crate) fn hundredths(number: u32) -> String {
    let text = format!("{}.{:02}", number / 100, number % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn month(date: NaiveDate) -> &'static str {
    month_name(date.month())
}

fn day_month(date: NaiveDate) -> String {
    format!("{} {}", date.day(), &month(date)[..3])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, period};

    #[test]
    fn single_dates() {
        let start = day("2026-12-07");
        assert_eq!(short(start), "Mon 7 Dec");
        assert_eq!(long(start), "7 December 2026");
        assert_eq!(full(start), "Monday 7 December 2026");
    }

    #[test]
    fn the_year_is_named_when_far() {
        let today = day("2026-11-23");
        assert_eq!(near(day("2026-11-26"), today), "Thu 26 Nov");
        assert_eq!(near(day("2027-05-23"), today), "Sun 23 May");
        assert_eq!(near(day("2027-05-24"), today), "24 May 2027");
        assert_eq!(near(day("2026-05-23"), today), "Sat 23 May");
        assert_eq!(near(day("2026-05-22"), today), "22 May 2026");
    }

    #[test]
    fn ranges() {
        let said = |start, end| range(period(start, end));
        assert_eq!(said("2026-12-07", "2026-12-11"), "7 to 11 Dec 2026");
        assert_eq!(said("2027-03-01", "2027-08-31"), "1 Mar to 31 Aug 2027");
        assert_eq!(said("2026-09-07", "2027-02-26"), "7 Sep 2026 to 26 Feb 2027");
        assert_eq!(said("2026-12-07", "2027-12-11"), "7 Dec 2026 to 11 Dec 2027");
        assert_eq!(said("2026-12-07", "2026-12-07"), "7 Dec 2026");
    }

    #[test]
    fn lengths() {
        let said = |start, end| length(period(start, end), WorkingPattern::STANDARD);
        assert_eq!(said("2027-03-01", "2027-08-31"), "6 months");
        assert_eq!(said("2027-02-01", "2027-02-28"), "1 month");
        assert_eq!(said("2026-12-07", "2026-12-11"), "1 week");
        assert_eq!(said("2026-12-07", "2026-12-13"), "1 week");
        assert_eq!(said("2027-01-11", "2027-02-05"), "4 weeks");
        assert_eq!(said("2026-09-07", "2027-02-26"), "25 weeks");
        assert_eq!(said("2026-12-07", "2026-12-09"), "3 working days");
        assert_eq!(said("2026-12-08", "2026-12-15"), "6 working days");
        assert_eq!(said("2026-12-12", "2026-12-12"), "1 day");
        assert_eq!(said("2027-03-01", "2027-05-11"), "2 months and 11 days");
    }
}
