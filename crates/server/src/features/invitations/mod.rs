//! A named person is asked to come, or named to a host by their own side. Nobody else can answer for them, and
//! several may be asked for one place: the first yes fills it, and the others are told kindly.

pub mod access;
pub mod actions;
mod api;
pub mod events;
mod jobs;
pub mod model;
mod notices;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;
mod waiting;

pub use events::Accepted;
pub use waiting::waiting;

use super::Feature;

/// Invitations and nominations.
pub const FEATURE: Feature = Feature {
    name: "invitations",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: jobs::JOBS,
};
