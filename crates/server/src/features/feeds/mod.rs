//! Days to subscribe to: each person's own secondments, check-ins, tasks and talks, and the people who are away from
//! them, as a calendar behind a secret address. Calendars are shared: no title says more than who is away.

pub mod actions;
mod api;
mod days;
pub mod events;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;

use super::Feature;

/// Days to subscribe to.
pub const FEATURE: Feature =
    Feature { name: "feeds", pages: pages::routes, api: api::routes, letters: &[], jobs: &[] };
