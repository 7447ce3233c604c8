//! Sojourn: one record for a secondment, shared by home, host and secondee.

pub mod actor;
pub mod app;
pub mod command;
pub mod cx;
pub mod door;
pub mod event;
pub mod features;
pub mod health;
pub mod journey;
pub mod page;
pub mod patience;
pub mod schema;
pub mod shell;
#[cfg(test)]
mod testing;
pub mod world;
