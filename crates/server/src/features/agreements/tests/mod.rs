//! Stories of agreements through both doors, on each database.

mod attacks;
mod changes;
mod clauses;
mod comparing;
mod evidence;
mod external;
mod helpers;
mod internal;
mod notes;
mod order;
mod passing;
mod prints;
mod privacy;
mod talks;
mod talks_kept;
mod talks_outside;
mod wording;
