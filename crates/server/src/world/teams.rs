//! How many people the teams of the demo need, said by those who manage them.

use sojourn_kit::error::Result;

use super::World;
use crate::app::App;
use crate::features::calendar::actions::{MinimumInput, set_minimum};
use crate::features::proposals::fixtures::act_as;

/// `(who says so, team, how many)`.
const NEEDED: &[(&str, &str, i64)] = &[
    ("olu", "Customer Service", 2),
    ("ruth", "Finance", 4),
    ("alison", "Sydney Sales", 2),
    ("maya", "Creative", 2),
];

/// Sets the minimum of each team.
///
/// # Errors
/// When the action refuses, which is a fault of the product, or the database does not answer.
pub(super) async fn minimums(app: &App, world: &World) -> Result<()> {
    for (who, team, minimum) in NEEDED {
        let unit = world.unit("Brightwater Group", team)?;
        let mut cx = act_as(app, world, who).await?;
        set_minimum(&mut cx, unit, &MinimumInput { minimum: *minimum, version: 0 }).await?;
        cx.commit().await?;
    }
    Ok(())
}
