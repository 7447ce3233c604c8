//! What hosts advertise: an opportunity from the first draft to the last place filled, who may see it, and how well
//! it fits whoever looks. The author's side is the host's. A posting can also be the other way round: a home manager
//! offers the free time of a team.

pub mod access;
pub mod actions;
mod api;
pub mod events;
pub mod fit;
mod jobs;
pub mod lifecycle;
pub mod model;
mod notices;
pub mod pages;
pub mod store;
#[cfg(test)]
mod tests;
mod waiting;

pub use access::{Party, Posting, Standing};
pub use model::{Opportunity, OpportunityId, State};
pub use notices::{link, write as write_letter};
pub use waiting::waiting;

use super::Feature;

/// Opportunities.
pub const FEATURE: Feature = Feature {
    name: "opportunities",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[jobs::CLOSE, jobs::SEARCHES],
};
