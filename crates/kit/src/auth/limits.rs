//! The allowances of the product in one place.

use super::limiter::{Limiter, Wait};
use chrono::{DateTime, Utc};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

/// One limiter per thing that can be tried too often. Counts live in memory, one set per node.
#[derive(Debug)]
pub struct Limits {
    login_source: Limiter,
    login_pair: Limiter,
    login_account: Limiter,
    letter_source: Limiter,
    letter_account: Limiter,
    link: Limiter,
    code: Limiter,
    heavy: Limiter,
    api: Limiter,
}

impl Default for Limits {
    fn default() -> Self {
        Self::widened(1)
    }
}

impl Limits {
    /// The allowances, each `times` as large. 1 is the product; the demo and the browser stories, where a whole
    /// company signs in from one machine, take more.
    #[must_use]
    pub fn widened(times: u32) -> Self {
        let limiter = |burst: u32, refill| Limiter::new(burst.saturating_mul(times.max(1)), refill);
        Self {
            login_source: limiter(10, MINUTE),
            login_pair: limiter(5, 5 * MINUTE),
            login_account: limiter(100, HOUR),
            letter_source: limiter(10, 10 * MINUTE),
            letter_account: limiter(3, 15 * MINUTE),
            link: limiter(60, MINUTE),
            code: limiter(10, 10 * MINUTE),
            heavy: limiter(10, MINUTE),
            api: limiter(600, MINUTE),
        }
    }

    /// A try to sign in with a password.
    ///
    /// Counted by source address (10 a minute), by account from this source (5, then one a minute), and by
    /// account from everywhere (100 an hour). The last is wide on purpose: a stranger who guesses cannot keep
    /// the owner out by a handful of tries, and a sign-in link by mail stays open as the way back in.
    ///
    /// # Errors
    /// [`Wait`] when one of the three is used up.
    pub fn login(&self, account: &str, source: &str, now: DateTime<Utc>) -> Result<(), Wait> {
        let account = account.trim().to_lowercase();
        self.login_source.check(source, now)?;
        self.login_pair.check(&format!("{source} {account}"), now)?;
        self.login_account.check(&account, now)
    }

    /// A request to mail something to an address (sign-in link, reset, invitation, signing code):
    /// 10 per source and 3 per recipient, refilled over 10 and 15 minutes.
    ///
    /// # Errors
    /// [`Wait`] when one of the two is used up.
    pub fn letter(&self, recipient: &str, source: &str, now: DateTime<Utc>) -> Result<(), Wait> {
        self.letter_source.check(source, now)?;
        self.letter_account.check(&recipient.trim().to_lowercase(), now)
    }

    /// A try to use a one-time link: 60 a minute per source. The token has 256 bits, so this only keeps noise out.
    ///
    /// # Errors
    /// [`Wait`] when the allowance is used up.
    pub fn link(&self, source: &str, now: DateTime<Utc>) -> Result<(), Wait> {
        self.link.check(source, now)
    }

    /// A try to enter a six-digit code: 10 per source in 10 minutes. The five tries of one code are counted
    /// beside the code in the database, where they survive a restart.
    ///
    /// # Errors
    /// [`Wait`] when the allowance is used up.
    pub fn code(&self, source: &str, now: DateTime<Utc>) -> Result<(), Wait> {
        self.code.check(source, now)
    }

    /// Heavy work for one actor: imports, exports, renderings. 10 a minute.
    ///
    /// # Errors
    /// [`Wait`] when the allowance is used up.
    pub fn heavy(&self, actor: &str, now: DateTime<Utc>) -> Result<(), Wait> {
        self.heavy.check(actor, now)
    }

    /// A call with an API key: 600 a minute.
    ///
    /// # Errors
    /// [`Wait`] when the allowance is used up.
    pub fn api(&self, key: &str, now: DateTime<Utc>) -> Result<(), Wait> {
        self.api.check(key, now)
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
    fn guessing_from_one_place_is_slowed_but_the_owner_still_gets_in() {
        let limits = Limits::default();
        let refused = (0..50)
            .filter(|i| limits.login("maya@x.example", "192.0.2.1", noon() + TimeDelta::seconds(*i)).is_err())
            .count();
        assert!(refused >= 44, "{refused}");
        limits.login("Maya@x.example ", "198.51.100.7", noon() + TimeDelta::seconds(51)).unwrap();
    }

    #[test]
    fn many_accounts_from_one_place_are_slowed_too() {
        let limits = Limits::default();
        let refused =
            (0..50).filter(|i| limits.login(&format!("{i}@x"), "192.0.2.1", noon()).is_err()).count();
        assert_eq!(refused, 40);
    }

    #[test]
    fn a_demo_can_be_widened() {
        let limits = Limits::widened(100);
        assert!((0..500).all(|_| limits.login("a@x", "127.0.0.1", noon()).is_ok()));
    }

    #[test]
    fn nobody_is_flooded_with_letters() {
        let limits = Limits::default();
        let sent = (0..20).filter(|i| limits.letter("a@x", &format!("10.0.0.{i}"), noon()).is_ok()).count();
        assert_eq!(sent, 3);
    }
}
