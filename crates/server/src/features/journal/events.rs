//! What happened, without a word of what was written.

use super::model::EntryId;
use crate::actor::PersonId;
use crate::event_of;
use crate::features::secondments::SecondmentId;

event_of!(
    /// An entry was written. It is told to nobody: the history of the record does not hold it.
    JournalWritten, "journal.written", entry: EntryId {}
);

event_of!(
    /// An entry was shared with people of the record.
    JournalShared, "journal.shared", secondment: SecondmentId {
        /// Which entry.
        entry: EntryId,
        /// With whom.
        readers: Vec<PersonId>,
    }
);

event_of!(
    /// An entry was taken back from people. The history of the record does not hold it.
    JournalUnshared, "journal.unshared", entry: EntryId {
        /// From whom.
        readers: Vec<PersonId>,
    }
);
