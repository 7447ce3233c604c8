//! When to try a letter again.

use chrono::{DateTime, TimeDelta, Utc};

/// Minutes to wait after the first, second, ... failed attempt; the last one repeats.
const WAITS_MINUTES: [i64; 6] = [1, 5, 15, 60, 240, 480];
const GIVE_UP_AFTER_MINUTES: i64 = 3 * 24 * 60;

/// The time of the next attempt after `attempts` failed ones (at least one), or `None` when it is time to give
/// up: the waits before it would add up to more than three days.
#[must_use]
pub fn next_attempt(attempts: u32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let wait = |failed: u32| {
        let index = usize::try_from(failed.saturating_sub(1)).unwrap_or(usize::MAX);
        WAITS_MINUTES[index.min(WAITS_MINUTES.len() - 1)]
    };
    let mut waited = 0;
    for failed in 1..=attempts.max(1) {
        waited += wait(failed);
        if waited > GIVE_UP_AFTER_MINUTES {
            return None;
        }
    }
    Some(now + TimeDelta::minutes(wait(attempts)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn waits_grow_and_end_after_three_days() {
        let start = Utc.with_ymd_and_hms(2026, 3, 2, 12, 0, 0).unwrap();
        let (mut now, mut waits) = (start, Vec::new());
        while let Some(next) = next_attempt(u32::try_from(waits.len()).unwrap() + 1, now) {
            waits.push((next - now).num_minutes());
            now = next;
        }
        assert_eq!(&waits[..7], &[1, 5, 15, 60, 240, 480, 480]);
        let whole = now - start;
        assert!(whole > TimeDelta::hours(60) && whole <= TimeDelta::days(3), "{whole}");
    }

    #[test]
    fn any_count_has_an_answer() {
        let now = Utc.with_ymd_and_hms(2026, 3, 2, 12, 0, 0).unwrap();
        assert_eq!(next_attempt(0, now), next_attempt(1, now));
        assert_eq!(next_attempt(u32::MAX, now), None);
    }
}
