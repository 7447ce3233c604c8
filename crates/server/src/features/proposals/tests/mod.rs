//! Stories of proposals through both doors, on each database.

mod actions;
