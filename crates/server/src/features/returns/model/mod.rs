//! The words of the way back. Pure.

mod plan;
mod post;
mod reentry;
mod skills;
pub mod stage;

pub use plan::{HandoverInput, Plan, RoleInput, WishesInput, Written};
pub use post::{Post, PostAnswer, PostInput, PostStatus, standing};
pub use reentry::{
    CallInput, CallReason, Check, CheckDay, CheckId, CheckInput, CheckView, LOW, call_by, call_reason,
};
pub use skills::{
    AnswerInput, DoneInput, Knowledge, KnowledgeDone, KnowledgeId, KnowledgeInput, KnowledgeKind, Proposal,
    ProposalId, ProposalInput, ProposalKind, SkillUse, SkillUseId, SkillUseInput,
};
pub use stage::{Stage, stage};

/// The most characters of a line.
pub(super) const LINE: usize = 200;
/// The most characters of a text.
pub(super) const TEXT: usize = 2000;
