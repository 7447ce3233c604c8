//! The words for organisations and units.

use serde::Serialize;
use utoipa::ToSchema;

use crate::actor::{OrganisationId, UnitId};

crate::word_enum!(
    /// Whether the organisation works here.
    OrganisationKind {
        /// Its people sign in here.
        Member => "member", "On this installation";
        /// It has no account; its contacts come by private links.
        Outside => "outside", "Outside";
    }
);

/// An organisation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Organisation {
    /// The stable id.
    pub id: OrganisationId,
    /// What people call it.
    pub name: String,
    /// What contracts call it.
    pub legal_name: String,
    /// Whether it works here.
    pub kind: OrganisationKind,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The currency it counts in, ISO 4217.
    pub currency: String,
    /// Grows with each change.
    pub version: i64,
}

/// A unit of an organisation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Unit {
    /// The stable id.
    pub id: UnitId,
    /// Whose unit.
    pub organisation: OrganisationId,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: Option<String>,
}

crate::word_enum!(
    /// What another organisation is to one's own.
    RelationKind {
        /// It buys from us.
        Client => "client", "Client";
        /// We buy from it.
        Supplier => "supplier", "Supplier";
        /// We work together.
        Partner => "partner", "Partner";
        /// It belongs to the same group.
        Affiliate => "affiliate", "Affiliate";
        /// A ministry, a council, an agency.
        PublicBody => "public_body", "Public body";
    }
);

/// A unit with what the page of its organisation shows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitNode {
    /// The stable id.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: Option<String>,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// Active people in it.
    pub people: i64,
    /// Grows with each change.
    pub version: i64,
}

/// What one organisation is to another, from when to when.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Relation {
    /// The stable id.
    pub id: uuid::Uuid,
    /// Whose relation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The other.
    pub other: OrganisationId,
    /// The other's name.
    pub other_name: String,
    /// What the other is.
    pub kind: RelationKind,
    /// The first day.
    pub from_date: chrono::NaiveDate,
    /// The last day; none while it is open.
    pub to_date: Option<chrono::NaiveDate>,
}
