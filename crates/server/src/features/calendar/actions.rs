//! What people do in the calendar.

use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use utoipa::ToSchema;

use super::access::may_set_minimum;
use super::events::TeamMinimumSet;
use super::store::{self, Minimum};
use crate::actor::UnitId;
use crate::cx::Cx;

/// How many people a team needs.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MinimumInput {
    /// A number of people, from 0 to as many as the team has.
    pub minimum: i64,
    /// The version that was read; 0 when nobody has said so before.
    pub version: i64,
}

/// A team whose minimum the actor may set.
///
/// # Errors
/// Not found when it is not theirs to see; forbidden when it is not theirs to set.
pub async fn settable(cx: &mut Cx, unit: UnitId) -> Result<Minimum> {
    let team = store::load(cx, unit).await?;
    if may_set_minimum(&cx.actor, team.organisation, team.manages) { Ok(team) } else { Err(Error::Forbidden) }
}

/// Says how many people a team needs.
///
/// # Errors
/// As [`settable`]; invalid outside of what is possible; stale when somebody else was quicker.
pub async fn set_minimum(cx: &mut Cx, unit: UnitId, input: &MinimumInput) -> Result<Minimum> {
    let team = settable(cx, unit).await?;
    let mut errors = FieldErrors::default();
    if !(0..=team.people).contains(&input.minimum) {
        errors
            .add("minimum", format!("Give a number from 0 to {}: the team has no more people", team.people));
    }
    errors.check()?;
    if team.version != input.version {
        return Err(Error::Stale);
    }
    store::set_minimum(cx, unit, input.minimum, input.version).await?;
    let event =
        TeamMinimumSet { unit, organisation: team.organisation, was: team.minimum, minimum: input.minimum };
    cx.record(&event).await?;
    Ok(Minimum { minimum: Some(input.minimum), version: input.version + 1, ..team })
}
