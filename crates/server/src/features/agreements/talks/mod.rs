//! Talking about the text: anybody who is part of the agreement asks about a clause or asks for a change to it, home
//! answers, accepts or declines, and each side keeps notes that no other side reads.
//!
//! A change that is accepted is written into the draft by the one way in which clauses are written; a text that is
//! out for signature goes back to drafting first, as it does for every change after it was sent.

mod access;
pub(super) mod actions;
pub(super) mod api;
pub(super) mod beside;
pub(super) mod events;
pub(super) mod letters;
pub mod model;
pub(super) mod notes;
pub(super) mod pages;
pub(super) mod store;
pub(super) mod waiting;

pub(super) use actions::hold;
pub(super) use beside::{Beside, Where, beside};
