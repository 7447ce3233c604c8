//! What happens in talks about a text: ids, numbers and heads of ours, never a word of what was written.

use super::model::NoteId;
use crate::actor::PersonId;
use crate::event_of;
use crate::features::secondments::SecondmentId;

/// Declares an event about one talk: its record, its number, the version and the clause it is about.
macro_rules! talked {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        event_of!(
            $(#[$doc])*
            $name, $kind, secondment: SecondmentId {
                /// The number of the talk.
                talk: i64,
                /// The version of the agreement.
                version: i64,
                /// The number of the clause; nothing for the whole text.
                clause: Option<u16>,
                /// Its head.
                head: Option<&'static str>,
                /// Who acted.
                person: PersonId,
            }
        );
    };
}

talked!(
    /// Somebody asked a question.
    Questioned, "agreement.questioned"
);
talked!(
    /// Somebody asked for a change to a clause.
    ChangeAsked, "agreement.change_asked"
);
talked!(
    /// Somebody answered, or whoever asked wrote more.
    TalkAnswered, "agreement.talk_answered"
);
talked!(
    /// A change was accepted and the clause changed.
    ChangeAccepted, "agreement.change_accepted"
);
talked!(
    /// A change was declined, with a reason.
    ChangeDeclined, "agreement.change_declined"
);
talked!(
    /// Whoever asked took it back.
    TalkWithdrawn, "agreement.talk_withdrawn"
);

event_of!(
    /// A note for one side was written. Its subject is the note: the history of the record, which other sides read, does
    /// not hold it.
    NoteWritten, "agreement.note_written", note: NoteId {}
);
