//! Checks that nobody rewrote what happened. Written on its own from the format in `docs/event-chain.md`: it
//! calls nothing of the code that writes events, so that a fault there cannot hide here.
//!
//! For each organisation the numbers run from 1 without a gap, every event names the hash of the one before,
//! every hash is that of the event's content, the details match what was promised at the time, and the head
//! names the last event.

pub mod store;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// An event as stored, with the head of its chain.
#[derive(Debug, Clone)]
pub struct Link {
    /// The organisation.
    pub stream: Uuid,
    /// Its name, if it is an organisation that is still there.
    pub name: Option<String>,
    /// The place in the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What.
    pub kind: String,
    /// To which record.
    pub subject: Uuid,
    /// The promise about the details.
    pub commitment: Vec<u8>,
    /// The hash of the event before.
    pub prev_hash: Vec<u8>,
    /// The hash of this event.
    pub hash: Vec<u8>,
    /// Salt and bytes of the details; none once they were erased.
    pub details: Option<(Vec<u8>, Vec<u8>)>,
    /// Number and hash of the last event, as the chain's own row has it.
    pub head: Head,
}

/// A chain that was walked to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The organisation.
    pub stream: Uuid,
    /// Its name.
    pub name: Option<String>,
    /// How many events.
    pub events: u64,
    /// How many of them have erased details.
    pub erased: u64,
    /// The hash of the last event.
    pub head_hash: Vec<u8>,
}

/// The first place that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The organisation.
    pub stream: Uuid,
    /// Its name.
    pub name: Option<String>,
    /// The event.
    pub seq: i64,
    /// What is wrong with it.
    pub what: &'static str,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.name.as_deref().unwrap_or("an unknown organisation");
        write!(f, "The chain of {name} ({}) is broken at event {}: {}.", self.stream, self.seq, self.what)
    }
}

/// Number and hash of the last event, as the chain's own row has it.
pub type Head = Option<(i64, Vec<u8>)>;

/// Walks one chain after the other, an event at a time; holds nothing but the last one.
#[derive(Debug, Default)]
pub struct Walk {
    done: Vec<Chain>,
    current: Option<(Chain, Head)>,
}

impl Walk {
    /// The next event, in the order of chain and number.
    ///
    /// # Errors
    /// The first place that does not hold.
    pub fn step(&mut self, link: &Link) -> Result<(), Broken> {
        if self.current.as_ref().is_none_or(|(chain, _)| chain.stream != link.stream) {
            self.close()?;
            let (stream, name) = (link.stream, link.name.clone());
            let chain = Chain { stream, name, events: 0, erased: 0, head_hash: vec![0; 32] };
            self.current = Some((chain, link.head.clone()));
        }
        let Some((chain, _)) = &mut self.current else { return Ok(()) };
        check(chain, link)?;
        chain.events += 1;
        chain.erased += u64::from(link.details.is_none());
        chain.head_hash.clone_from(&link.hash);
        Ok(())
    }

    /// The chains, once the last event was seen.
    ///
    /// # Errors
    /// When the last chain does not end where its head says.
    pub fn finish(mut self) -> Result<Vec<Chain>, Broken> {
        self.close()?;
        Ok(self.done)
    }

    fn close(&mut self) -> Result<(), Broken> {
        let Some((chain, head)) = self.current.take() else { return Ok(()) };
        let last = i64::try_from(chain.events).unwrap_or(i64::MAX);
        let what = match head {
            None => "the chain has no head",
            Some((seq, _)) if seq > last => "later events are missing",
            Some((seq, _)) if seq < last => "the head names an earlier event",
            Some((_, hash)) if hash != chain.head_hash => "the head names another hash",
            Some(_) => {
                self.done.push(chain);
                return Ok(());
            }
        };
        Err(Broken { stream: chain.stream, name: chain.name, seq: last, what })
    }
}

fn check(before: &Chain, link: &Link) -> Result<(), Broken> {
    let due = i64::try_from(before.events + 1).unwrap_or(i64::MAX);
    let (seq, what) = if link.seq != due {
        (due, "it is missing")
    } else if link.prev_hash != before.head_hash {
        (due, "it does not follow from the event before")
    } else if link.hash != hash_of(link) {
        (due, "its content is not what was recorded")
    } else if link.details.as_ref().is_some_and(|(salt, bytes)| link.commitment != promise(salt, bytes)) {
        (due, "its details are not what was recorded")
    } else {
        return Ok(());
    };
    Err(Broken { stream: link.stream, name: link.name.clone(), seq, what })
}

/// `SHA-256(salt || bytes)`.
fn promise(salt: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut sha = Sha256::new();
    sha.update(salt);
    sha.update(bytes);
    sha.finalize().to_vec()
}

/// `SHA-256("v1" || stream || seq || at || len,actor || len,kind || subject || commitment || prev_hash)`.
fn hash_of(link: &Link) -> Vec<u8> {
    let mut text = Vec::with_capacity(256);
    text.extend_from_slice(b"v1");
    text.extend_from_slice(link.stream.as_bytes());
    text.extend_from_slice(&link.seq.to_be_bytes());
    text.extend_from_slice(&link.at.timestamp_micros().to_be_bytes());
    for words in [link.actor.as_bytes(), link.kind.as_bytes()] {
        text.extend_from_slice(&u64::try_from(words.len()).unwrap_or(u64::MAX).to_be_bytes());
        text.extend_from_slice(words);
    }
    text.extend_from_slice(link.subject.as_bytes());
    text.extend_from_slice(&link.commitment);
    text.extend_from_slice(&link.prev_hash);
    Sha256::digest(&text).to_vec()
}
