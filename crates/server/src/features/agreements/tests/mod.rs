//! Stories of agreements through both doors, on each database.

mod attacks;
mod changes;
mod clauses;
mod external;
mod helpers;
mod internal;
mod order;
mod passing;
mod privacy;
