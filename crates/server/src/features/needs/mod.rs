//! A secondment that a manager needs, without an advert. The person is consulted, told in good time, and may ask
//! for a review; as long as one is open, nothing is sent.

pub mod access;
pub mod actions;
mod api;
pub mod events;
mod guard;
pub mod model;
mod notices;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;
mod waiting;

pub use events::NeedStarted;
pub use guard::may_send;
pub use waiting::waiting;

use super::Feature;

/// Business needs.
pub const FEATURE: Feature =
    Feature { name: "needs", pages: pages::routes, api: api::routes, letters: notices::LETTERS, jobs: &[] };
