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
