//! What people can do and would like to learn, what they wish for, and where they worked before. Each person
//! keeps their own; fit and shortlists are worked out from it, and nothing else about a person.

pub mod actions;
mod api;
pub mod events;
pub mod model;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;

pub use model::{Candidate, Skill, SkillSide, Wishes};

use super::Feature;

/// Skills, wishes and past posts.
pub const FEATURE: Feature =
    Feature { name: "skills", pages: pages::routes, api: api::routes, letters: &[], jobs: &[] };
