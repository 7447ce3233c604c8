//! Stories of proposals through both doors, on each database.

mod actions;
mod behalf;
mod cover;
mod hosts;
mod json;
mod pages;
mod together;
mod wall;
