//! Back-to-back secondments of one person: how long they are away in all (domain 10.17, 10.18).

use chrono::NaiveDate;
use sojourn_calendar::{Period, add_months};

/// A gap of this many days or fewer between two secondments counts as no gap (domain 10.18, from the IPA rule).
pub const CONTINUOUS_DAYS: i64 = 60;

/// After this many months away the question is asked whether the person still belongs home.
pub const BELONGING_MONTHS: i32 = 12;

/// Whether two stays belong to one chain: they overlap, touch, or leave at most [`CONTINUOUS_DAYS`] days between.
#[must_use]
pub fn is_continuous(earlier: Period, later: Period) -> bool {
    let (first, second) = if earlier.start() <= later.start() { (earlier, later) } else { (later, earlier) };
    days_between(first.end(), second.start()) <= CONTINUOUS_DAYS
}

/// The whole days that lie between a last day and a first day; negative when they overlap.
fn days_between(last: NaiveDate, first: NaiveDate) -> i64 {
    (first - last).num_days() - 1
}

/// The stays that make one chain with `stay`, itself left out, by first day.
#[must_use]
pub fn links<T: Clone>(stay: Period, others: &[(T, Period)]) -> Vec<(T, Period)> {
    let mut rest: Vec<(T, Period)> = others.to_vec();
    let (mut chain, mut whole) = (Vec::new(), stay);
    while let Some(at) = rest.iter().position(|(_, other)| is_continuous(whole, *other)) {
        let found = rest.swap_remove(at);
        whole = hull(whole, found.1);
        chain.push(found);
    }
    chain.sort_by_key(|(_, stay)| stay.start());
    chain
}

/// From the first day of the chain to its last.
#[must_use]
pub fn whole<T: Clone>(stay: Period, others: &[(T, Period)]) -> Period {
    links(stay, others).into_iter().fold(stay, |whole, (_, other)| hull(whole, other))
}

fn hull(a: Period, b: Period) -> Period {
    Period::try_new(a.start().min(b.start()), a.end().max(b.end())).unwrap_or(a)
}

/// Whether a stay is longer than [`BELONGING_MONTHS`].
#[must_use]
pub fn is_long(stay: Period) -> bool {
    add_months(stay.start(), BELONGING_MONTHS).is_ok_and(|day| stay.end() >= day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stay(first: &str, last: &str) -> Period {
        Period::try_new(first.parse().unwrap(), last.parse().unwrap()).unwrap()
    }

    #[test]
    fn sixty_days_between_are_continuous_and_sixty_one_are_a_break() {
        let first = stay("2026-01-05", "2026-03-31");
        // April and May have 61 days: the 60th day after 31 March is 30 May
        assert!(is_continuous(first, stay("2026-05-31", "2026-09-30")));
        assert!(!is_continuous(first, stay("2026-06-01", "2026-09-30")));
        assert!(is_continuous(first, stay("2026-03-31", "2026-04-30")), "overlapping by a day");
        assert!(is_continuous(stay("2026-05-31", "2026-09-30"), first), "in either order");
    }

    #[test]
    fn three_short_ones_make_one_long_chain() {
        let others = [
            ("a", stay("2025-01-01", "2025-06-30")),
            ("b", stay("2025-08-01", "2025-12-31")),
            ("far", stay("2023-01-01", "2023-06-30")),
        ];
        let now = stay("2026-01-15", "2026-06-30");
        let names: Vec<&str> = links(now, &others).iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(whole(now, &others), stay("2025-01-01", "2026-06-30"));
        assert!(is_long(whole(now, &others)) && !is_long(now));
    }

    #[test]
    fn twelve_months_are_not_long_and_one_day_more_is() {
        assert!(!is_long(stay("2026-01-05", "2027-01-04")));
        assert!(is_long(stay("2026-01-05", "2027-01-05")));
        assert!(!is_long(stay("2024-02-29", "2025-02-27")));
        assert!(is_long(stay("2024-02-29", "2025-02-28")), "a leap day clamps");
    }

    proptest! {
        #[test]
        fn the_gap_alone_decides(gap in -30_i64..200) {
            let first = stay("2026-01-05", "2026-03-31");
            let begins = first.end() + chrono::Duration::days(gap + 1);
            let second = Period::try_new(begins.max(first.start()), begins + chrono::Duration::days(90)).unwrap();
            prop_assert_eq!(is_continuous(first, second), gap <= CONTINUOUS_DAYS);
            prop_assert_eq!(is_continuous(first, second), is_continuous(second, first));
        }
    }
}
