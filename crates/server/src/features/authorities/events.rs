//! What happens to the authorities of an organisation.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::model::AuthorityId;
use crate::actor::OrganisationId;
use crate::event::Event;

/// Somebody, or whoever holds a role, may sign from a day on.
#[derive(Debug, Serialize)]
pub struct AuthorityGranted {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The line, which holds the rest.
    pub authority: AuthorityId,
}

impl Event for AuthorityGranted {
    const KIND: &'static str = "authority.granted";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.organisation.0
    }
}

/// An authority ended.
#[derive(Debug, Serialize)]
pub struct AuthorityEnded {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The line.
    pub authority: AuthorityId,
    /// Its last day.
    pub to_date: NaiveDate,
}

impl Event for AuthorityEnded {
    const KIND: &'static str = "authority.ended";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.organisation.0
    }
}
