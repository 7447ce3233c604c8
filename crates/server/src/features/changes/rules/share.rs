//! Two secondments at once: the shares of working time at every instant (domain 10.4, 10.5).

use chrono::NaiveDate;
use sojourn_calendar::Period;

/// A stay with its share of working time in ten-thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// First to last day, both counted in.
    pub stay: Period,
    /// The share.
    pub bp: i64,
}

/// The first day on which the shares together pass the contract, and what they come to then. Days are counted in
/// at both ends: one that ends on 31 March and one that begins on it overlap by a day.
#[must_use]
pub fn first_over(shares: &[Share], contract_bp: i64) -> Option<(NaiveDate, i64)> {
    let mut days: Vec<NaiveDate> = shares.iter().map(|share| share.stay.start()).collect();
    days.sort_unstable();
    days.into_iter().map(|day| (day, on(shares, day))).find(|(_, sum)| *sum > contract_bp)
}

/// What the shares come to on a day.
#[must_use]
pub fn on(shares: &[Share], day: NaiveDate) -> i64 {
    shares.iter().filter(|share| share.stay.contains(day)).map(|share| share.bp).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn share(first: &str, last: &str, bp: i64) -> Share {
        Share { stay: Period::try_new(first.parse().unwrap(), last.parse().unwrap()).unwrap(), bp }
    }

    #[test]
    fn a_shared_day_counts_on_both_sides() {
        let touching = [share("2026-01-01", "2026-03-31", 10_000), share("2026-03-31", "2026-06-30", 10_000)];
        assert_eq!(first_over(&touching, 10_000), Some(("2026-03-31".parse().unwrap(), 20_000)));
        let apart = [share("2026-01-01", "2026-03-31", 10_000), share("2026-04-01", "2026-06-30", 10_000)];
        assert_eq!(first_over(&apart, 10_000), None);
    }

    #[test]
    fn part_times_fit_up_to_the_contract() {
        let both = [share("2026-01-01", "2026-06-30", 4_000), share("2026-02-01", "2026-08-31", 6_000)];
        assert_eq!(first_over(&both, 10_000), None);
        assert_eq!(first_over(&both, 8_000), Some(("2026-02-01".parse().unwrap(), 10_000)));
    }

    proptest! {
        #[test]
        fn nothing_over_means_no_day_over(starts in proptest::collection::vec((0_i64..300, 0_i64..200, 1_000_i64..10_000), 0..5)) {
            let from: NaiveDate = "2026-01-01".parse().unwrap();
            let at = |n: i64| from + chrono::Duration::days(n);
            let shares: Vec<Share> = starts
                .iter()
                .map(|(start, length, bp)| Share {
                    stay: Period::try_new(at(*start), at(start + length)).unwrap(),
                    bp: *bp,
                })
                .collect();
            let worst = (0..600).map(|n| on(&shares, at(n))).max().unwrap_or(0);
            prop_assert_eq!(first_over(&shares, 10_000).is_some(), worst > 10_000);
        }
    }
}
