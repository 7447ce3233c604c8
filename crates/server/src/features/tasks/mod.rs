//! The checklists C1 to C73 as tasks of a record: who does what by when, what proves it, what the start waits for, and
//! who is reminded. Other features put tasks on a record's list ([`add`]), settle them when they know better
//! ([`done_by_event`]), and keep everybody from being reminded ([`silence`]).

mod access;
mod actions;
mod api;
pub mod catalogue;
mod events;
pub mod fixtures;
mod gate;
mod home;
pub mod model;
mod names;
mod notices;
mod pages;
mod panel;
mod plan;
mod planning;
mod reminders;
mod rows;
mod store;
#[cfg(test)]
mod tests;

pub use actions::{add as add_by_person, assign, done, reopen, start, waive};
pub use gate::{OpenTask, Settled, blocking_open, settled};
pub use home::{HomeTasks, for_home};
pub use model::{DoneInput, Evidence, NewTask, Reach, TaskState};
pub use panel::panel;
pub use planning::{
    add, done_by_event, not_needed, occurs, on_change, on_check_in, replan, round_done_by_event,
};
pub use store::lists;
pub use store::{is_silenced as silenced, silence, unsilence};

use super::Feature;

/// Tasks and reminders.
pub const FEATURE: Feature = Feature {
    name: "tasks",
    pages: pages::routes,
    api: api::routes,
    letters: notices::LETTERS,
    jobs: &[reminders::JOB],
};
