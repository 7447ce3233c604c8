//! The words and answers of a proposal: pure data that pages, JSON and the demo world share.

mod answers;
mod check;
mod document;
mod lead;
mod length;
mod proposal;
mod step;
mod together;
mod words;

pub use answers::{Answer, Answers, Question, Score, Stage, Verdict};
pub use document::{ComingBack, Contact, Costs, Destination, Document, Goal, Goals, Host, Line, Why};
pub use lead::lead_note;
pub use length::length_note;
pub use proposal::{
    Conflicts, Decided, DecisionKind, MOST_OBJECTIVES, Objective, PayShares, Proposal, is_worked_out,
};
pub use step::{Missing, Step, missing};
pub use together::{Edited, InviteInput, PartInput, Writer, WriterSide};
pub use words::{CoverPlan, Decision, RefusalCode, ReturnGuarantee, StartInput};
