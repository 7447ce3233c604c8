//! Objectives of the named world, for tests and the demo.

use sojourn_kit::error::{Error, Result};

use super::model::{AgreeInput, ItemInput, NoteInput, PlanInput, Status};
use super::{actions, store};
use crate::app::App;
use crate::features::proposals::fixtures::act_as;
use crate::features::secondments;
use crate::world::World;

/// Somebody writes the objectives, and the others agree in their order.
///
/// # Errors
/// When an action refuses, or the database does not answer.
pub async fn agreed(
    app: &App,
    world: &World,
    number: &str,
    [writer, others @ ..]: [&str; 3],
    items: Vec<ItemInput>,
) -> Result<()> {
    let mut cx = act_as(app, world, writer).await?;
    actions::write(&mut cx, number, &PlanInput { after: 0, items }).await?;
    cx.commit().await?;
    for other in others {
        let mut cx = act_as(app, world, other).await?;
        actions::agree(&mut cx, number, &AgreeInput { plan: 1, host_said: None }).await?;
        cx.commit().await?;
    }
    Ok(())
}

/// Somebody notes the progress of the objective at a position, the first being 0.
///
/// # Errors
/// As [`agreed`].
pub async fn noted(
    app: &App,
    world: &World,
    who: &str,
    number: &str,
    position: usize,
    (status, percent, note): (Status, u8, &str),
) -> Result<()> {
    let mut cx = act_as(app, world, who).await?;
    let record = secondments::store::load(&mut cx, number).await?;
    let plans = store::plans(&mut cx, &record).await?;
    let item = plans.first().and_then(|plan| plan.items.get(position));
    let id = item.ok_or_else(|| Error::internal("no objective at that position"))?.id;
    let input = NoteInput { status, percent, note: note.to_owned() };
    actions::note(&mut cx, number, id, &input).await?;
    cx.commit().await
}
