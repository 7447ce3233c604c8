//! Tests that keep the shape of the house. Each failure names the file and says what to do.

mod database;
mod schemas;
mod shape;
pub(crate) mod source;
