//! What reading one file may cost. A file may be small and ask for more than a machine can give.

use super::broken;
use crate::SealError;
use std::cell::Cell;

pub(crate) struct Work {
    values: Cell<usize>,
    entries: Cell<usize>,
    inflated: Cell<usize>,
    parsed: Cell<usize>,
}

impl Work {
    pub(crate) fn new() -> Work {
        Work {
            values: Cell::new(500_000),
            entries: Cell::new(1_000_000),
            inflated: Cell::new(64 * 1024 * 1024),
            parsed: Cell::new(64 * 1024 * 1024),
        }
    }

    /// One more value is parsed.
    pub(crate) fn value(&self) -> Result<(), SealError> {
        spend(&self.values, 1, "it holds more values than can be looked at.")
    }

    /// One more entry of a cross-reference is read.
    pub(crate) fn entry(&self) -> Result<(), SealError> {
        spend(&self.entries, 1, "its cross-references have more entries than can be looked at.")
    }

    /// So many bytes were gone through for one object or section; the same bytes may be asked for again and again.
    pub(crate) fn parsed(&self, bytes: usize) -> Result<(), SealError> {
        spend(&self.parsed, bytes, "its objects are larger than can be looked at.")
    }

    /// How many bytes may still be inflated.
    pub(crate) fn left_to_inflate(&self) -> usize {
        self.inflated.get()
    }

    pub(crate) fn inflate(&self, bytes: usize) -> Result<(), SealError> {
        spend(&self.inflated, bytes, "its streams inflate to more than can be looked at.")
    }
}

fn spend(left: &Cell<usize>, cost: usize, words: &str) -> Result<(), SealError> {
    let rest = left.get().checked_sub(cost);
    // whoever asked for too much gets nothing more
    left.set(rest.unwrap_or(0));
    rest.map(drop).ok_or_else(|| broken(words))
}
