//! Every SQL statement for the way back. Callers hold the record, so the actor may see it; what jobs look for is
//! loaded through `secondments::store` afterwards.

mod due;
mod home;
mod plan;
mod reentry;
mod skills;

pub use due::{checks_to_ask, knowledge_to_remind, note_asked, note_reminded, plans_to_open, roles_missing};
pub use home::{
    Waiting, alarms, calls, checks_of_mine, offers_of_mine, parts_missing, promised_by_me,
    proposals_to_answer,
};
pub use plan::{
    answer_post, find_plan, insert_plan, insert_post, post, posts, save_handover, save_role, save_wishes,
};
pub use reentry::{answer_check, check, checks, finish_call, insert_checks};
pub use skills::{
    answer_proposal, finish_knowledge, finish_use, insert_knowledge, insert_proposal, insert_use, knowledge,
    proposals, uses,
};

use sojourn_kit::db::Row;
use sojourn_kit::error::Result;

/// The full name of a joined person, whose columns start with `prefix`; none when the join found nobody.
fn name(row: &Row, prefix: &str) -> Result<Option<String>> {
    let given: Option<String> = row.get(&format!("{prefix}given"))?;
    let family: Option<String> = row.get(&format!("{prefix}family"))?;
    Ok(given.zip(family).map(|(given, family)| format!("{given} {family}")))
}
