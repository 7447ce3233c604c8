//! One person: who they are, where they work, who leads them; and, for the few who may, their pay.

pub mod actions;
pub mod api;
mod events;
pub mod model;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;
mod views;

pub use events::PersonChanged;
pub use pages::routes;
