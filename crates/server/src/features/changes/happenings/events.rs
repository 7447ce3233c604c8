//! Facts in the chain. Of an absence only that there is one: no kind, no reason.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::actor::OrganisationId;
use crate::event::Event;
use crate::features::secondments::SecondmentId;

/// Something was reported.
#[derive(Debug, Serialize)]
pub struct Happened {
    /// The record.
    pub secondment: SecondmentId,
    /// The home organisation.
    pub organisation: OrganisationId,
    /// In words that everybody may read.
    pub what: &'static str,
    /// The day, or the first day.
    pub from: NaiveDate,
}

impl Event for Happened {
    const KIND: &'static str = "happening.reported";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.secondment.0
    }
}

/// The record ended in another way than by coming back; what is open on it ends too.
#[derive(Debug, Serialize)]
pub struct Ended {
    /// The record.
    pub secondment: SecondmentId,
    /// The home organisation.
    pub organisation: OrganisationId,
    /// In words that everybody may read.
    pub what: &'static str,
}

impl Event for Ended {
    const KIND: &'static str = "happening.ended_record";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.secondment.0
    }
}
