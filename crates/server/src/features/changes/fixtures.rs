//! Changes of the named world: for tests, the demo and the screenshots. Each step happens on the day that the
//! installation's clock shows.

use sojourn_kit::error::Result;

use super::actions;
use super::model::{AnswerInput, AskInput, Said};
use super::store;
use crate::app::App;
use crate::features::proposals::fixtures::act_as;
use crate::world::World;

/// Somebody asks for a change today; answers its number.
///
/// # Errors
/// When it is not theirs to ask, or the database does not answer.
pub async fn asked(app: &App, world: &World, who: &str, number: &str, input: &AskInput) -> Result<i64> {
    let mut cx = act_as(app, world, who).await?;
    let change = actions::ask(&mut cx, number, input).await?;
    cx.commit().await?;
    Ok(change.number)
}

/// Somebody agrees for their side; home says that the post is held.
///
/// # Errors
/// As [`asked`].
pub async fn agreed(app: &App, world: &World, who: &str, number: &str, change: i64) -> Result<()> {
    let mut cx = act_as(app, world, who).await?;
    let (record, _) = actions::loaded(&mut cx, number, change).await?;
    let version = store::load(&mut cx, record.secondment.id, change).await?.version;
    let input = AnswerInput { answer: Said::Yes, words: String::new(), post_held: Some(true), version };
    actions::answer(&mut cx, number, change, &input).await?;
    cx.commit().await
}
