//! Importing people from a file: read row by row into a waiting room, checked as a whole, shown, and on a yes
//! taken over in one transaction. Nothing is held in memory whole, nothing is ever half done. Imported people
//! get no account.

pub mod actions;
pub mod api;
pub mod encoding;
pub mod fields;
pub mod file;
pub mod generate;
pub mod interrupted;
pub mod model;
pub mod pages;
pub mod problem;
pub mod reading;
mod records;
pub mod rows;
pub mod store;
mod takeover;
#[cfg(test)]
mod tests;
pub mod upload;
mod views;

pub use model::PeopleImported;
