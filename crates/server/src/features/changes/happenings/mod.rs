//! What happens while somebody is away: absence, a death, a reorganisation at home, the end of the employment, a
//! permanent post. Each is a fact that is added; what follows is said before it is confirmed.

pub(super) mod actions;
pub(super) mod api;
mod ends;
pub mod events;
mod letters;
pub mod model;
pub(super) mod pages;
pub mod store;
#[cfg(test)]
mod tests;

pub use actions::report;
pub(super) use ends::end_all_due;
