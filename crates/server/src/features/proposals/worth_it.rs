//! The eight answers by stage, for the proposal and for the debrief that answers them again.

use sojourn_kit::error::Result;

pub use super::model::{Answer, Answers, Question, Score, Stage, Verdict};
use super::store;
use crate::cx::Cx;
use crate::features::secondments::Record;

/// The answers of a stage; callers have asked the standing for the slice.
///
/// # Errors
/// When the database does not answer.
pub async fn load(cx: &mut Cx, record: &Record, stage: Stage) -> Result<Answers> {
    store::answers(cx, record.secondment.id, stage).await
}

/// Replaces all answers of a stage. Whether the actor may is the caller's to ask of the lifecycle.
///
/// # Errors
/// When the database refuses.
pub async fn save(cx: &mut Cx, record: &Record, stage: Stage, answers: &Answers) -> Result<()> {
    store::save_answers(cx, record.secondment.id, stage, Question::ALL, answers).await
}
