//! Moving a record along. Features that add facts of their own call [`advance`] in the same transaction.

use serde::Serialize;
use sojourn_kit::error::Result;
use uuid::Uuid;

use super::lifecycle::{self, Action};
use super::model::{Record, SecondmentId};
use super::store;
use crate::actor::OrganisationId;
use crate::cx::Cx;
use crate::event::Event;

/// Moves the record along one line of the table, or refuses in words.
///
/// # Errors
/// A refusal from the table; stale when somebody changed the record since it was read.
pub async fn advance(cx: &mut Cx, record: &mut Record, action: Action) -> Result<()> {
    let step = lifecycle::decide(&record.secondment, action, &record.standing)?;
    store::save_step(cx, &mut record.secondment, step).await
}

/// The record was called off before the start.
#[derive(Debug, Serialize)]
pub struct Cancelled {
    /// The record.
    pub secondment: SecondmentId,
    /// The home organisation.
    pub organisation: OrganisationId,
    /// Why.
    pub reason: String,
}

impl Event for Cancelled {
    const KIND: &'static str = "secondment.cancelled";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.secondment.0
    }
}
