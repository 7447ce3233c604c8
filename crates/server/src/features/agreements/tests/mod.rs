//! Stories of agreements through both doors, on each database.

mod attacks;
mod changes;
mod clauses;
mod evidence;
mod external;
mod helpers;
mod internal;
mod passing;
mod prints;
mod privacy;
mod wording;
