//! What people do with a proposal: one function per verb, the same for pages and JSON.

mod behalf;
mod draft;
mod events;
mod host;
mod pay;
mod release;
mod send;
mod start;
mod steps;
mod together;
mod ways;

pub use behalf::{agree, ask_consent, may_write_for, start_for};
pub use draft::Draft;
pub use events::{
    Agreed, ConsentAsked, Proposed, Refused, Released, SentBack, StartedFor, WriterInvited, WriterRemoved,
};
pub use pay::{BASIS, ON_COST, estimate_lines, usual_shares};
pub use release::decide_release;
pub use send::send;
pub use start::{open, start};
pub use steps::{
    save_coming_back, save_costs, save_destination, save_document, save_goals, save_why, switch_scope,
};
pub use together::{check_part, invitable, invite_writer, remove_writer, save_part};
pub use ways::{open_from_invitation, open_from_need};
