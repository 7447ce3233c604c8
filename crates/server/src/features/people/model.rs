//! The words for people.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use utoipa::ToSchema;

use crate::actor::{OrganisationId, PersonId, UnitId};

/// What a record shows of a person who is part of it. No pay, no private detail.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Brief {
    /// The stable id.
    pub id: PersonId,
    /// Their full name.
    pub name: String,
    /// What they do.
    pub job_title: String,
    /// Where letters reach them.
    pub email: Option<String>,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Their unit.
    pub unit: Option<UnitId>,
    /// Its name.
    pub unit_name: Option<String>,
    /// Their line manager.
    pub manager: Option<PersonId>,
    /// Whether they can sign in here.
    pub has_account: bool,
}

/// Text as search and order see it: lower case, without accents, single spaces.
#[must_use]
pub fn folded(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the column `search` holds: family name, given name and number, folded.
#[must_use]
pub fn search_key(family: &str, given: &str, number: Option<&str>) -> String {
    folded(&format!("{family} {given} {}", number.unwrap_or_default()))
}
