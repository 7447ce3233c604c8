//! What people do with a proposal: one function per verb, the same for pages and JSON.

mod draft;
mod events;
mod host;
mod pay;
mod release;
mod send;
mod start;
mod steps;
mod ways;

pub use draft::Draft;
pub use events::{Proposed, Refused, Released, SentBack};
pub use pay::{BASIS, ON_COST, estimate_lines, usual_shares};
pub use release::decide_release;
pub use send::send;
pub use start::{open, start};
pub use steps::{
    save_coming_back, save_costs, save_destination, save_document, save_goals, save_why, switch_scope,
};
pub use ways::{open_from_invitation, open_from_need};
