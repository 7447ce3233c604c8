//! What happens to organisations, units and relations.

use serde::Serialize;
use uuid::Uuid;

use crate::actor::{OrganisationId, UnitId};
use crate::event::Event;

/// An organisation was added.
#[derive(Debug, Serialize)]
pub struct OrganisationAdded {
    /// Whose chain: the organisation of whoever added it.
    #[serde(skip)]
    pub stream: OrganisationId,
    /// Which.
    pub organisation: OrganisationId,
    /// `member` or `outside`.
    pub kind: &'static str,
    /// What people call it.
    pub name: String,
}

/// An organisation was changed.
#[derive(Debug, Serialize)]
pub struct OrganisationChanged {
    /// Whose chain: the organisation of whoever changed it.
    #[serde(skip)]
    pub stream: OrganisationId,
    /// Which.
    pub organisation: OrganisationId,
    /// What people call it now.
    pub name: String,
}

/// A unit was added, renamed or moved.
#[derive(Debug, Serialize)]
pub struct UnitSaved {
    /// Whose chain: the organisation of whoever saved it.
    #[serde(skip)]
    pub stream: OrganisationId,
    /// Whose unit.
    pub organisation: OrganisationId,
    /// Which.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// The unit above it.
    pub parent: Option<UnitId>,
}

/// What another organisation is to one of ours was said, or ended.
#[derive(Debug, Serialize)]
pub struct RelationSaved {
    /// Whose relation.
    pub organisation: OrganisationId,
    /// The other.
    pub other: OrganisationId,
    /// Which.
    pub relation: Uuid,
    /// What the other is.
    pub kind: &'static str,
    /// The last day; none while it is open.
    pub to: Option<chrono::NaiveDate>,
}

impl Event for OrganisationAdded {
    const KIND: &'static str = "organisation.added";
    fn stream(&self) -> OrganisationId {
        self.stream
    }
    fn subject(&self) -> Uuid {
        self.organisation.0
    }
}

impl Event for OrganisationChanged {
    const KIND: &'static str = "organisation.changed";
    fn stream(&self) -> OrganisationId {
        self.stream
    }
    fn subject(&self) -> Uuid {
        self.organisation.0
    }
}

impl Event for UnitSaved {
    const KIND: &'static str = "unit.saved";
    fn stream(&self) -> OrganisationId {
        self.stream
    }
    fn subject(&self) -> Uuid {
        self.unit.0
    }
}

impl Event for RelationSaved {
    const KIND: &'static str = "relation.saved";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.relation
    }
}
