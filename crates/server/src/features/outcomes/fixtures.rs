//! What became of the secondments of the named world: for tests and the demo, on the day that the clock shows.

use sojourn_kit::error::Result;

use super::model::{AnswerInput, Uses};
use super::{actions, jobs};
use crate::app::App;
use crate::features::proposals::fixtures::act_as;
use crate::world::World;

/// The job of this feature does what is due today.
///
/// # Errors
/// When the database does not answer.
pub async fn job_runs(app: &App) -> Result<()> {
    jobs::ASK.run_alone(app.clone()).await.map(drop)
}

/// The secondee answers a follow-up: skills used, in touch, and again.
///
/// # Errors
/// When the action refuses, or the database does not answer.
pub async fn secondee_says(
    app: &App,
    world: &World,
    who: &str,
    number: &str,
    months: i64,
    (uses, words): (Uses, &str),
) -> Result<()> {
    let mut cx = act_as(app, world, who).await?;
    let input = AnswerInput {
        uses_skills: Some(uses),
        in_touch: Some(true),
        again: Some(true),
        words: words.to_owned(),
        ..AnswerInput::default()
    };
    actions::answer(&mut cx, number, months, &input).await?;
    cx.commit().await
}

/// The home manager answers a follow-up: still there, perhaps promoted, skills used.
///
/// # Errors
/// As [`secondee_says`].
pub async fn manager_says(
    app: &App,
    world: &World,
    who: &str,
    number: &str,
    months: i64,
    (promoted, words): (bool, &str),
) -> Result<()> {
    let mut cx = act_as(app, world, who).await?;
    let input = AnswerInput {
        retained: Some(true),
        promoted: Some(promoted),
        uses_skills: Some(Uses::Yes),
        words: words.to_owned(),
        ..AnswerInput::default()
    };
    actions::answer(&mut cx, number, months, &input).await?;
    cx.commit().await
}
