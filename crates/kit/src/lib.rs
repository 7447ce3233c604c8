//! The platform under the product: database, web, sign-in, mail, jobs, configuration.
//! It knows nothing about secondments.

pub mod auth;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod events;
pub mod ids;
pub mod jobs;
pub mod mail;
pub mod outbox;
pub mod telemetry;
pub mod testing;
pub mod web;
