//! What people do on the way back. Pages, the API and the demo world call the same.

mod plan;
mod post;
mod reentry;
mod skills;

pub(super) use plan::host_can_sign_in;
pub use plan::{find, name_role, on_brought_forward, open, plan, write_handover, write_wishes};
pub use post::{answer_post, current_post, on_happened, say_post};
pub use reentry::{answer_check, check_asked, make_call, on_came_back};
pub use skills::{
    answer_proposal, finish_knowledge, finish_use, plan_knowledge, plan_use, propose, writes_skills,
};

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};

use super::model::{Stage, stage};
use crate::cx::Cx;
use crate::features::secondments::store::{load, milestones};
use crate::features::secondments::{Record, Slice};

/// The record, for those who follow its return.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the actor, [`Error::Forbidden`] when its return does not.
pub async fn seen(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = load(cx, number).await?;
    if record.standing.sees(Slice::ReturnPlan) { Ok(record) } else { Err(Error::Forbidden) }
}

/// The record, for those at home who follow the time after the return.
///
/// # Errors
/// As [`seen`].
pub async fn seen_at_home(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = load(cx, number).await?;
    if record.standing.sees(Slice::Reentry) { Ok(record) } else { Err(Error::Forbidden) }
}

/// The first day back.
///
/// # Errors
/// When the database does not answer.
pub async fn returned_on(cx: &mut Cx, record: &Record) -> Result<Option<NaiveDate>> {
    Ok(milestones(cx, record).await?.returned)
}

/// Where the record is on its way back.
///
/// # Errors
/// When the database does not answer.
pub async fn stage_of(cx: &mut Cx, record: &Record) -> Result<Stage> {
    let returned = returned_on(cx, record).await?;
    let s = &record.secondment;
    Ok(stage(s.workflow, s.ends_on, returned, cx.today()))
}
