//! Stories of agreements through both doors, on each database.

mod attacks;
mod changes;
mod clauses;
mod evidence;
mod comparing;
mod external;
mod helpers;
mod internal;
mod notes;
mod passing;
mod prints;
mod privacy;
mod wording;
mod talks;
mod talks_outside;
