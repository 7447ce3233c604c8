//! The people of an organisation, page by page in the order of names, for those who keep its people.

pub mod api;
mod export;
mod pages;
pub mod store;
#[cfg(test)]
mod tests;

pub use pages::routes;

use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use utoipa::{IntoParams, ToSchema};

use super::access::kept_organisations;
use crate::actor::{Actor, OrganisationId, PersonId, UnitId};

crate::word_enum!(
    /// Which people are wanted.
    Standing {
        /// Those who are there.
        Active => "active", "Active";
        /// Those who have left.
        Left => "left", "Left";
        /// Both.
        All => "all", "Everybody";
    }
);

/// What somebody looks for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeopleQuery {
    /// Part of a name or an employee number.
    pub q: Option<String>,
    /// Only this unit: its id.
    pub unit: Option<String>,
    /// `active` (the usual), `left` or `all`.
    pub status: Option<String>,
    /// Whose people, for callers who keep several organisations.
    pub organisation: Option<String>,
    /// The people that come after this person.
    pub after: Option<String>,
    /// The people that come before this person.
    pub before: Option<String>,
}

/// The same, checked.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Whose people.
    pub organisation: OrganisationId,
    /// Words to find.
    pub words: String,
    /// Only this unit.
    pub unit: Option<UnitId>,
    /// Which people.
    pub standing: Standing,
    /// Where the page starts.
    pub from: From,
}

/// Where a page starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// With the first.
    Start,
    /// Behind this person.
    After(PersonId),
    /// In front of this person.
    Before(PersonId),
}

impl PeopleQuery {
    /// Checks what was asked, for this actor.
    ///
    /// # Errors
    /// [`Error::NotFound`] for those who keep no people, and for an organisation that is not theirs to keep.
    pub fn check(&self, actor: &Actor) -> Result<Wanted> {
        let kept = kept_organisations(actor);
        let organisation = match given(self.organisation.as_deref()) {
            None => kept.first().copied(),
            Some(text) => kept.iter().copied().find(|id| id.to_string() == text),
        };
        let from = match (given(self.after.as_deref()), given(self.before.as_deref())) {
            (Some(id), _) => From::After(id.parse().map_err(|_| Error::NotFound)?),
            (None, Some(id)) => From::Before(id.parse().map_err(|_| Error::NotFound)?),
            (None, None) => From::Start,
        };
        let standing = match given(self.status.as_deref()) {
            None => Standing::Active,
            Some(word) => Standing::parse(word)
                .ok_or_else(|| Error::field("status", "The status must be active, left or all."))?,
        };
        let unit = given(self.unit.as_deref()).map(str::parse).transpose().map_err(|_| Error::NotFound)?;
        let words = super::folded(&self.q.clone().unwrap_or_default().chars().take(200).collect::<String>());
        Ok(Wanted { organisation: organisation.ok_or(Error::NotFound)?, words, unit, standing, from })
    }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A person in the list. It holds no pay.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonLine {
    /// The stable id.
    pub id: PersonId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The number that names them in their organisation.
    pub employee_number: Option<String>,
    /// Where letters reach them.
    pub email: Option<String>,
    /// What they do.
    pub job_title: String,
    /// Their unit.
    pub unit_name: Option<String>,
    /// Their line manager.
    pub manager_name: Option<String>,
    /// The manager's employee number.
    pub manager_number: Option<String>,
    /// First day in the organisation.
    pub hired_on: Option<chrono::NaiveDate>,
    /// `active` or `left`.
    pub status: String,
}
