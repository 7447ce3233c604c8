//! What happens in talks about the text of an agreement, in words.

use super::{Wording, clause, told};

/// The wording of every kind that talks write.
pub const WORDS: &[Wording] = &[
    told("agreement.change_asked", |v| format!("asked for a change to {}", clause(v))),
    told("agreement.talk_answered", |_| "wrote about what was asked on the agreement".to_owned()),
    told("agreement.change_accepted", |v| format!("accepted the change asked for to {}", clause(v))),
    told("agreement.change_declined", |v| format!("declined the change asked for to {}", clause(v))),
    told("agreement.talk_withdrawn", |_| "took back what they asked about the agreement".to_owned()),
    told("agreement.note_written", |_| "kept a note for their own side".to_owned()),
];
