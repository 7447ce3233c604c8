//! The list of records: who sees which, in SQL; narrowed, paged, as a page, as a file and as JSON.

pub mod api;
pub mod export;
pub mod model;
pub mod pages;
pub mod store;
#[cfg(test)]
mod tests;

pub use model::{Cursor, Line, ListQuery, NEAR_DAYS, StatusGroup};
pub use store::{Condition, lines_of, scope};
