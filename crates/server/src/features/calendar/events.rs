//! What happens in the calendar itself.

use serde::Serialize;
use uuid::Uuid;

use crate::actor::{OrganisationId, UnitId};
use crate::event::Event;

/// Somebody said how many people a team needs.
#[derive(Debug, Serialize)]
pub struct TeamMinimumSet {
    /// The unit.
    pub unit: UnitId,
    /// Whose unit.
    pub organisation: OrganisationId,
    /// How many it needed before, if anybody had said.
    pub was: Option<i64>,
    /// How many it needs.
    pub minimum: i64,
}

impl Event for TeamMinimumSet {
    const KIND: &'static str = "team.minimum_set";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.unit.0
    }
}
