//! Stories of agreements through both doors, on each database.

mod helpers;
mod internal;
