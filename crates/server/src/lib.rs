//! Sojourn: one record for a secondment, shared by home, host and secondee.

#[cfg(test)]
mod access_walk;
pub mod actor;
pub mod app;
pub mod command;
pub mod cx;
pub mod diagram;
pub mod door;
pub mod event;
pub mod features;
pub mod form;
pub mod health;
#[cfg(test)]
mod house_rules;
pub mod jobs;
pub mod journey;
pub mod letter;
pub mod outside_link;
pub mod page;
pub mod patience;
#[cfg(test)]
mod platform_tests;
pub mod schema;
pub mod sealing;
pub mod shell;
pub mod spreadsheet;
#[cfg(test)]
mod testing;
pub mod typed;
#[cfg(test)]
mod walk;
pub mod world;
