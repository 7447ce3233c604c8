//! Counting attempts under a key, and saying how long to wait when there were too many.

use chrono::{DateTime, Utc};
use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Old keys are swept out after this many checks, so that memory follows the people who are here now.
const SWEEP_EVERY: u64 = 1_024;

/// How long to wait before the next try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Too many attempts. Wait {seconds} seconds, then try again.")]
pub struct Wait {
    /// Whole seconds, at least one: the value of the `Retry-After` header.
    pub seconds: u64,
}

/// Allows a burst of attempts per key, which then refills evenly.
#[derive(Debug)]
pub struct Limiter {
    inner: RateLimiter<String, DashMapStateStore<String>, GivenClock, NoOpMiddleware<Duration>>,
    clock: GivenClock,
    checks: AtomicU64,
}

impl Limiter {
    /// Allows `burst` attempts at once per key; an empty allowance is full again after `refill`.
    ///
    /// A `burst` of zero is read as one, and a `refill` of nothing as one second.
    #[must_use]
    pub fn new(burst: u32, refill: Duration) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let period = (refill / burst.get()).max(Duration::from_millis(1));
        let quota =
            Quota::with_period(period).unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(burst);
        let clock = GivenClock::default();
        let inner = RateLimiter::new(quota, DashMapStateStore::default(), clock.clone());
        Self { inner, clock, checks: AtomicU64::new(0) }
    }

    /// Counts one attempt under `key` at `now`.
    ///
    /// # Errors
    /// [`Wait`] when the allowance is used up; the refused attempt is not counted.
    pub fn check(&self, key: &str, now: DateTime<Utc>) -> Result<(), Wait> {
        self.clock.set(now);
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.inner.retain_recent();
        }
        self.inner.check_key(&key.to_owned()).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            Wait { seconds: wait.as_secs() + u64::from(wait.subsec_nanos() > 0) }.at_least_one()
        })
    }

    /// How many keys are remembered now.
    #[must_use]
    pub fn remembered(&self) -> usize {
        self.inner.len()
    }
}

impl Wait {
    fn at_least_one(self) -> Self {
        Self { seconds: self.seconds.max(1) }
    }
}

/// The time given by the caller, as a duration since the epoch. It never runs backwards.
#[derive(Debug, Clone, Default)]
struct GivenClock(Arc<AtomicU64>);

impl GivenClock {
    fn set(&self, now: DateTime<Utc>) {
        let micros = u64::try_from(now.timestamp_micros()).unwrap_or(0);
        self.0.fetch_max(micros, Ordering::Relaxed);
    }
}

impl Clock for GivenClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_micros(self.0.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeDelta, TimeZone};

    fn noon() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 2, 12, 0, 0).unwrap()
    }

    #[test]
    fn a_burst_passes_and_the_next_must_wait() {
        let limiter = Limiter::new(10, Duration::from_secs(60));
        for _ in 0..10 {
            limiter.check("192.0.2.1", noon()).unwrap();
        }
        assert_eq!(limiter.check("192.0.2.1", noon()), Err(Wait { seconds: 6 }));
        limiter.check("192.0.2.2", noon()).unwrap();
    }

    #[test]
    fn waiting_as_told_is_enough() {
        let limiter = Limiter::new(2, Duration::from_secs(60));
        limiter.check("a", noon()).unwrap();
        limiter.check("a", noon()).unwrap();
        let wait = limiter.check("a", noon()).unwrap_err();
        let seconds = i64::try_from(wait.seconds).unwrap();
        assert!(limiter.check("a", noon() + TimeDelta::seconds(seconds - 1)).is_err());
        limiter.check("a", noon() + TimeDelta::seconds(seconds)).unwrap();
        assert!(limiter.check("a", noon() + TimeDelta::seconds(seconds)).is_err());
    }

    #[test]
    fn a_clock_set_back_gives_nothing_away() {
        let limiter = Limiter::new(1, Duration::from_secs(60));
        limiter.check("a", noon()).unwrap();
        assert!(limiter.check("a", noon() - TimeDelta::hours(1)).is_err());
    }

    #[test]
    fn forgotten_keys_are_swept_out() {
        let limiter = Limiter::new(1, Duration::from_secs(1));
        for i in 0..1_000 {
            limiter.check(&i.to_string(), noon()).unwrap();
        }
        assert_eq!(limiter.remembered(), 1_000);
        for i in 0..SWEEP_EVERY {
            let later = noon() + TimeDelta::hours(1) + TimeDelta::seconds(2 * i64::try_from(i).unwrap());
            limiter.check("one", later).unwrap();
        }
        assert!(limiter.remembered() < 10, "{}", limiter.remembered());
    }
}
