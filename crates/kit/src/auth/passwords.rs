//! Hashing and checking passwords: argon2id, off the async threads, at most two at a time.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{self, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Each running hash holds 19 MiB and one core.
const AT_ONCE: usize = 2;
/// Beyond this many people in line it is kinder to say so than to let them wait.
const IN_LINE: usize = 64;
/// Far above 128 characters of four bytes; anything longer is not a password but an attack.
const LONGEST_BYTES: usize = 4_096;

/// The answer to a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// The password is right.
    Ok,
    /// The password is wrong, or there is no such account.
    Wrong,
    /// The password is right, and its hash was made with other settings: hash it again and store that.
    NeedsRehash,
}

impl Check {
    /// Whether the person may come in.
    #[must_use]
    pub fn is_right(self) -> bool {
        self != Self::Wrong
    }
}

/// Why a password could not be hashed or checked at all.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too many people are signing in; try again in a few seconds.
    #[error("too many passwords are being checked at this moment")]
    Busy,
    /// The stored hash or the random source is broken.
    #[error("a password could not be hashed or checked: {0}")]
    Hash(String),
}

impl From<password_hash::Error> for PasswordError {
    fn from(error: password_hash::Error) -> Self {
        Self::Hash(error.to_string())
    }
}

/// Hashes and checks passwords. Cheap to clone; one per process.
#[derive(Debug, Clone)]
pub struct Passwords {
    running: Arc<Semaphore>,
    line: Arc<Semaphore>,
    /// Passwords checked since the start.
    checked: Arc<AtomicU64>,
    /// The hash of a random secret, checked for unknown accounts so that they take the same time.
    nobody: Arc<str>,
}

impl Passwords {
    /// Prepares the service; takes one hashing time (tens of milliseconds).
    ///
    /// # Errors
    /// [`PasswordError::Hash`] when the machine gives no random numbers.
    pub fn try_new() -> Result<Self, PasswordError> {
        let nobody = hash_now(super::Token::fresh().reveal())?;
        Ok(Self {
            running: Arc::new(Semaphore::new(AT_ONCE)),
            line: Arc::new(Semaphore::new(IN_LINE)),
            checked: Arc::default(),
            nobody: nobody.into(),
        })
    }

    /// The PHC string to store for `password`, taken exactly as typed.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] when too many are waiting; [`PasswordError::Hash`] otherwise.
    pub async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        let password = password.to_owned();
        self.run(move || hash_now(&password)).await
    }

    /// Checks `password` against the stored PHC string of an account.
    ///
    /// Pass `None` when there is no such account or it has no password: the same work is done and the answer
    /// is [`Check::Wrong`], so that the time tells nobody which accounts exist.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] when too many are waiting; [`PasswordError::Hash`] when `stored` is not a hash.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Check, PasswordError> {
        let known = stored.is_some() && password.len() <= LONGEST_BYTES;
        let phc = stored.filter(|_| known).unwrap_or(&self.nobody).to_owned();
        let password: String = password.chars().take(LONGEST_BYTES).collect();
        self.checked.fetch_add(1, Ordering::Relaxed);
        let check = self.run(move || verify_now(&password, &phc)).await?;
        Ok(if known { check } else { Check::Wrong })
    }

    /// How many passwords were checked since the start, those of unknown accounts included: the work that somebody
    /// outside could time.
    #[must_use]
    pub fn checked(&self) -> u64 {
        self.checked.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _place = self.line.try_acquire().map_err(|_| PasswordError::Busy)?;
        let permit = Arc::clone(&self.running).acquire_owned().await.map_err(|_| PasswordError::Busy)?;
        // The permit moves into the work: a request that goes away must not let a third hash start.
        let with_permit = move || {
            let _permit: OwnedSemaphorePermit = permit;
            work()
        };
        match tokio::task::spawn_blocking(with_permit).await {
            Ok(result) => result,
            Err(error) => Err(PasswordError::Hash(error.to_string())),
        }
    }
}

fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|e| PasswordError::Hash(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_now(password: &str) -> Result<String, PasswordError> {
    let hash: PasswordHash = argon2()?.hash_password(password.as_bytes())?;
    Ok(hash.to_string())
}

fn verify_now(password: &str, phc: &str) -> Result<Check, PasswordError> {
    let stored = PasswordHash::new(phc).map_err(|e| PasswordError::Hash(e.to_string()))?;
    match argon2()?.verify_password(password.as_bytes(), &stored) {
        Ok(()) if is_current(&stored) => Ok(Check::Ok),
        Ok(()) => Ok(Check::NeedsRehash),
        Err(password_hash::Error::PasswordInvalid) => Ok(Check::Wrong),
        Err(error) => Err(error.into()),
    }
}

fn is_current(stored: &PasswordHash) -> bool {
    let params = Params::try_from(stored).ok().map(|p| (p.m_cost(), p.t_cost(), p.p_cost()));
    stored.algorithm.as_str() == "argon2id" && params == Some((MEMORY_KIB, PASSES, LANES))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn weaker(password: &str) -> String {
        let params = Params::new(8_192, 1, 1, None).unwrap();
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hash: PasswordHash = argon2.hash_password(password.as_bytes()).unwrap();
        hash.to_string()
    }

    #[tokio::test]
    async fn a_password_is_taken_exactly_as_typed() {
        let passwords = Passwords::try_new().unwrap();
        let typed = format!("{}🐝 ", "Ab".repeat(31));
        let stored = passwords.hash(&typed).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(passwords.verify(&typed, Some(&stored)).await.unwrap(), Check::Ok);
        for other in [typed.trim_end(), &typed.to_lowercase(), &format!("{typed}x"), ""] {
            assert_eq!(passwords.verify(other, Some(&stored)).await.unwrap(), Check::Wrong);
        }
    }

    #[tokio::test]
    async fn an_older_hash_asks_to_be_renewed() {
        let passwords = Passwords::try_new().unwrap();
        let stored = weaker("violet harbour 9");
        assert_eq!(passwords.verify("violet harbour 9", Some(&stored)).await.unwrap(), Check::NeedsRehash);
        assert_eq!(passwords.verify("violet harbour 8", Some(&stored)).await.unwrap(), Check::Wrong);
    }

    #[tokio::test]
    async fn a_broken_hash_is_an_error_and_not_a_wrong_password() {
        let passwords = Passwords::try_new().unwrap();
        assert!(matches!(passwords.verify("x", Some("plain")).await, Err(PasswordError::Hash(_))));
    }

    #[tokio::test]
    async fn an_unknown_account_takes_the_same_time() {
        let passwords = Passwords::try_new().unwrap();
        let stored = passwords.hash("violet harbour 9").await.unwrap();
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for _ in 0..9 {
            let start = Instant::now();
            assert_eq!(passwords.verify("wrong", Some(&stored)).await.unwrap(), Check::Wrong);
            known.push(start.elapsed());
            let start = Instant::now();
            assert_eq!(passwords.verify("wrong", None).await.unwrap(), Check::Wrong);
            unknown.push(start.elapsed());
        }
        let median = |times: &mut Vec<Duration>| {
            times.sort();
            times[times.len() / 2].as_secs_f64()
        };
        let ratio = median(&mut known) / median(&mut unknown);
        // Wide, because a busy machine shakes the clock; without the same work it would be over 100.
        assert!((0.3..3.0).contains(&ratio), "{ratio}");
    }

    #[tokio::test]
    async fn an_endless_password_is_simply_wrong() {
        let passwords = Passwords::try_new().unwrap();
        let stored = passwords.hash("violet harbour 9").await.unwrap();
        let endless = "x".repeat(1_000_000);
        assert_eq!(passwords.verify(&endless, Some(&stored)).await.unwrap(), Check::Wrong);
    }

    #[tokio::test]
    async fn a_crowd_is_told_to_come_back() {
        let passwords = Passwords::try_new().unwrap();
        let crowd = (0..200).map(|_| passwords.verify("wrong", None));
        let answers = futures_util::future::join_all(crowd).await;
        let busy = answers.iter().filter(|a| matches!(a, Err(PasswordError::Busy))).count();
        assert_eq!(busy, 200 - IN_LINE);
        assert!(passwords.verify("wrong", None).await.is_ok());
    }
}
