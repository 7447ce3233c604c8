//! Receiving a file piece by piece into memory, and checking it. Nothing is written anywhere.

use std::time::Duration;

use sha2::{Digest, Sha256};
use sojourn_kit::error::{Error, Result};
use sojourn_seal::{Found, SealError};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::model::{SealLine, Verdict, decide};
use crate::actor::Actor;
use crate::cx::Cx;
use crate::door::Guest;
use crate::features::agreements::prints;

/// The largest file that is checked, in megabytes.
pub(super) const MOST_MB: usize = 25;
/// How long a file may take to arrive.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// Files that are held in memory at the same time.
static AT_ONCE: Semaphore = Semaphore::const_new(16);
/// Files that are looked into at the same time; a turn ends with the work, not with the request that gave it up.
static CHECKED: Semaphore = Semaphore::const_new(2);

/// Leave to send a file: not too many from one place, and not too many at once.
///
/// # Errors
/// [`Error::TooMany`] from a source that sends many; unavailable when many are being checked.
pub(super) fn admit(guest: &Guest) -> Result<SemaphorePermit<'static>> {
    let source = format!("verify {}", guest.meta.address);
    let heavy = guest.app.limits.heavy(&source, guest.app.clock.now());
    heavy.map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
    AT_ONCE.try_acquire().map_err(|_| Error::Unavailable("many files are being checked".to_owned()))
}

/// Waits for a file, but not for ever.
///
/// # Errors
/// Those of the arrival; invalid when it takes too long.
pub(super) async fn in_time<T>(most: Duration, arrival: impl Future<Output = Result<T>>) -> Result<T> {
    let late = |_| Error::field("file", "The file took too long to arrive. Try again on a faster line.");
    tokio::time::timeout(most, arrival).await.map_err(late)?
}

/// A file on its way in.
#[derive(Debug, Default)]
pub(super) struct Incoming(Vec<u8>);

impl Incoming {
    /// Adds what came.
    ///
    /// # Errors
    /// Invalid when the file grows too large.
    pub(super) fn add(&mut self, piece: &[u8]) -> Result<()> {
        if self.0.len() + piece.len() > MOST_MB * 1_048_576 {
            let sentence = format!("The file is larger than {MOST_MB} MB. Our agreements never are.");
            return Err(Error::field("file", sentence));
        }
        self.0.extend_from_slice(piece);
        Ok(())
    }

    /// The whole file.
    ///
    /// # Errors
    /// Invalid when nothing came.
    pub(super) fn whole(self) -> Result<Vec<u8>> {
        if self.0.is_empty() {
            Err(Error::field("file", "Choose a file that is not empty."))
        } else {
            Ok(self.0)
        }
    }
}

/// Checks a file.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn check(guest: &Guest, bytes: Vec<u8>) -> Result<Verdict> {
    let sha: [u8; 32] = Sha256::digest(&bytes).into();
    let turn = CHECKED.acquire().await.map_err(Error::internal)?;
    let found = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        sojourn_seal::verify(&bytes)
    })
    .await;
    // a file that breaks its reader is no file of ours
    let found = found.unwrap_or_else(|error| {
        tracing::error!(%error, "a file broke the check of its seals");
        Err(SealError::Pdf("its structure is broken".to_owned()))
    });
    let mut cx = guest.read_as(Actor::product("checking the seals of a file")).await?;
    let seals = match found {
        Ok(found) => Ok(lines(&mut cx, found).await?),
        Err(error) => Err(error),
    };
    let is_kept = prints::is_sealed(&mut cx, sha).await?;
    let outcome = decide(&seals, is_kept);
    Ok(Verdict {
        outcome,
        sentence: outcome.sentence(),
        sha256: hex::encode(sha),
        is_signed_agreement: is_kept,
        seals: seals.unwrap_or_default(),
    })
}

/// Ours is what the key in use has sealed, or any key before it.
async fn lines(cx: &mut Cx, found: Vec<Found>) -> Result<Vec<SealLine>> {
    let in_use = cx.app.sealing.key(cx.now()).ok().map(|key| key.certificate());
    let mut lines = Vec::new();
    for seal in found {
        // a certificate is public: only a seal that holds shows who made it
        let known =
            in_use.as_ref() == Some(&seal.certificate) || prints::is_ours(cx, &seal.certificate).await?;
        let ours = seal.intact && known;
        lines.push(SealLine::of(seal, ours));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_up_to_its_limit_and_not_a_byte_more() {
        let mut incoming = Incoming::default();
        let piece = vec![0u8; 1_048_576];
        for _ in 0..MOST_MB {
            incoming.add(&piece).unwrap();
        }
        assert!(incoming.add(b"x").is_err());
        assert_eq!(incoming.whole().unwrap().len(), MOST_MB * 1_048_576);
        assert!(Incoming::default().whole().is_err());
    }

    #[tokio::test]
    async fn a_file_that_never_arrives_ends() {
        let never = std::future::pending::<Result<()>>();
        assert!(matches!(in_time(Duration::from_millis(5), never).await, Err(Error::Invalid(_))));
    }
}
