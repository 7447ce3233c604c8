//! Every feature, in reading order: a feature calls the public face of those above it, never of those below.

pub mod accounts;
pub mod acquaintances;
pub mod agreements;
pub mod applications;
pub mod approvals;
pub mod audit;
pub mod authorities;
pub mod calendar;
pub mod changes;
pub mod clauses;
pub mod contacts;
pub mod desk;
pub mod feedback;
pub mod feeds;
pub mod interests;
pub mod introductions;
pub mod invitations;
pub mod journal;
pub mod links;
pub mod needs;
pub mod news;
pub mod notices;
pub mod objectives;
pub mod opportunities;
pub mod organisations;
pub mod outcomes;
pub mod people;
pub mod placements;
pub mod proposals;
pub mod pulse;
pub mod returns;
pub mod secondments;
pub mod skills;
pub mod soundings;
pub mod support;
pub mod swaps;
pub mod tasks;
pub mod verification;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::event::Hook;
use crate::jobs::Job;

/// What a feature brings to the house.
pub struct Feature {
    /// Its folder's name.
    pub name: &'static str,
    /// Its pages.
    pub pages: fn() -> Router<App>,
    /// Its JSON operations, under `/api/v1`.
    pub api: fn() -> OpenApiRouter<App>,
    /// Which event makes it write which letters.
    pub letters: &'static [(&'static str, Hook)],
    /// What it does by itself.
    pub jobs: &'static [Job],
}

/// The features in reading order.
pub const FEATURES: &[&Feature] = &[
    &organisations::FEATURE,
    &people::FEATURE,
    &accounts::FEATURE,
    &secondments::FEATURE,
    &tasks::FEATURE,
    &calendar::FEATURE,
    &skills::FEATURE,
    &opportunities::FEATURE,
    &applications::FEATURE,
    &invitations::FEATURE,
    &needs::FEATURE,
    &proposals::FEATURE,
    &soundings::FEATURE,
    &interests::FEATURE,
    &swaps::FEATURE,
    &approvals::FEATURE,
    &clauses::FEATURE,
    &authorities::FEATURE,
    &agreements::FEATURE,
    &verification::FEATURE,
    &placements::FEATURE,
    &changes::FEATURE,
    &objectives::FEATURE,
    &journal::FEATURE,
    &feedback::FEATURE,
    &pulse::FEATURE,
    &returns::FEATURE,
    &outcomes::FEATURE,
    &acquaintances::FEATURE,
    &contacts::FEATURE,
    &introductions::FEATURE,
    &links::FEATURE,
    &news::FEATURE,
    &support::FEATURE,
    &feeds::FEATURE,
    &notices::FEATURE,
    &audit::FEATURE,
    &desk::FEATURE,
];

/// The letters that an event causes.
pub fn letters(kind: &'static str) -> impl Iterator<Item = Hook> {
    FEATURES
        .iter()
        .flat_map(|feature| feature.letters)
        .filter(move |(on, _)| *on == kind)
        .map(|(_, hook)| *hook)
}
