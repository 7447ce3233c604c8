//! Stories of agreements through both doors, on each database.

mod attacks;
mod changes;
mod clauses;
mod external;
mod helpers;
mod internal;
mod passing;
mod privacy;
mod wording;
