//! What is typed about organisations, units and relations, and its checks. Pure.

use chrono::NaiveDate;
use serde::Deserialize;
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use super::model::{RelationKind, UnitNode};
use crate::actor::UnitId;

/// What is typed about an organisation.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OrganisationInput {
    /// What people call it.
    pub name: String,
    /// What contracts call it; the name when empty.
    pub legal_name: String,
    /// `outside` (the usual) or `member`. Fixed once it is there.
    pub kind: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Currency, ISO 4217.
    pub currency: String,
}

/// The same, checked.
#[derive(Debug, Clone)]
pub struct ValidOrganisation {
    /// What people call it.
    pub name: String,
    /// What contracts call it.
    pub legal_name: String,
    /// Country.
    pub country: String,
    /// Currency.
    pub currency: String,
}

impl OrganisationInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Invalid, with a sentence for each wrong field.
    pub fn check(&self) -> Result<ValidOrganisation> {
        let mut errors = FieldErrors::default();
        let name = plain(&mut errors, "name", &self.name);
        if name.is_empty() {
            errors.add("name", "Enter the name.");
        }
        let legal_name = plain(&mut errors, "legal_name", &self.legal_name);
        let country = self.country.trim().to_ascii_uppercase();
        if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
            errors.add("country", "Enter the country as two letters, like GB.");
        }
        let currency = match sojourn_money::currency(&self.currency) {
            Ok(currency) => currency.code().to_owned(),
            Err(error) => {
                errors.add("currency", format!("{error}."));
                String::new()
            }
        };
        errors.check()?;
        let legal_name = if legal_name.is_empty() { name.clone() } else { legal_name };
        Ok(ValidOrganisation { name, legal_name, country, currency })
    }
}

/// What is typed about a unit.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UnitInput {
    /// Its name, once in its organisation.
    pub name: String,
    /// Where it is.
    pub place: String,
    /// The id of the unit above it; empty for none.
    pub parent: String,
}

/// The same, checked.
#[derive(Debug, Clone)]
pub struct ValidUnit {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: Option<String>,
    /// The unit above it.
    pub parent: Option<UnitId>,
}

impl UnitInput {
    /// Checks what was typed against the units that are there. `own` is the unit itself, when it exists.
    ///
    /// # Errors
    /// Invalid, with a sentence for each wrong field.
    pub fn check(&self, own: Option<UnitId>, units: &[UnitNode]) -> Result<ValidUnit> {
        let mut errors = FieldErrors::default();
        let name = plain(&mut errors, "name", &self.name);
        if name.is_empty() {
            errors.add("name", "Enter the name of the unit.");
        }
        if units.iter().any(|unit| Some(unit.id) != own && unit.name == name) {
            errors.add("name", "There is a unit of this name already.");
        }
        let place = plain(&mut errors, "place", &self.place);
        let parent = match self.parent.trim() {
            "" => None,
            text => {
                let found = units.iter().find(|unit| unit.id.to_string() == text).map(|unit| unit.id);
                if found.is_none() {
                    errors.add("parent", "Choose a unit of this organisation.");
                }
                found
            }
        };
        if let (Some(own), Some(parent)) = (own, parent)
            && is_below(units, parent, own)
        {
            errors.add("parent", "A unit cannot stand below itself. Choose another one.");
        }
        errors.check()?;
        Ok(ValidUnit { name, place: (!place.is_empty()).then_some(place), parent })
    }
}

/// Whether `unit` is `above`, or stands somewhere below it.
#[must_use]
pub fn is_below(units: &[UnitNode], unit: UnitId, above: UnitId) -> bool {
    let mut at = Some(unit);
    // no more steps than there are units, whatever the data says
    for _ in 0..=units.len() {
        match at {
            None => return false,
            Some(id) if id == above => return true,
            Some(id) => at = units.iter().find(|unit| unit.id == id).and_then(|unit| unit.parent),
        }
    }
    true
}

/// What is typed about a relation.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RelationInput {
    /// Whose relation: the id of an organisation of the caller's; the first of them when empty.
    pub organisation: String,
    /// `client`, `supplier`, `partner`, `affiliate` or `public_body`: what the other is.
    pub kind: String,
    /// The first day; today when empty.
    pub from: String,
    /// The last day; empty while it is open.
    pub to: String,
}

/// The same, checked; whose it is remains to be looked at.
#[derive(Debug, Clone, Copy)]
pub struct ValidRelation {
    /// What the other is.
    pub kind: RelationKind,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl RelationInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Invalid, with a sentence for each wrong field.
    pub fn check(&self, today: NaiveDate) -> Result<ValidRelation> {
        let mut errors = FieldErrors::default();
        let kind = RelationKind::parse(self.kind.trim());
        if kind.is_none() {
            errors.add("kind", "Choose what they are to you.");
        }
        let from = day(&mut errors, "from", &self.from, today).unwrap_or(today);
        let to = day(&mut errors, "to", &self.to, today);
        if to.is_some_and(|to| to < from) {
            errors.add("to", "The last day lies before the first.");
        }
        errors.check()?;
        let kind = kind.ok_or_else(|| sojourn_kit::error::Error::internal("checked above"))?;
        Ok(ValidRelation { kind, from, to })
    }
}

fn day(errors: &mut FieldErrors, field: &str, text: &str, today: NaiveDate) -> Option<NaiveDate> {
    if text.trim().is_empty() {
        return None;
    }
    match sojourn_calendar::parse_date(text, today) {
        Ok(day) => Some(day),
        Err(error) => {
            errors.add(field, format!("{error}."));
            None
        }
    }
}

fn plain(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().nth(200).is_some() {
        errors.add(field, "This is longer than 200 characters. Shorten it.");
    }
    if plain.chars().any(char::is_control) {
        errors.add(field, "A control character stands in this. Type it again.");
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_found_below_itself_through_any_number_of_steps() {
        let now = "2026-11-23T09:00:00Z".parse().unwrap();
        let ids: Vec<UnitId> = (0..4).map(|_| UnitId::new(now)).collect();
        let node = |at: usize, parent: Option<usize>| UnitNode {
            id: ids[at],
            name: at.to_string(),
            place: None,
            parent: parent.map(|at| ids[at]),
            people: 0,
            version: 1,
        };
        let units = [node(0, None), node(1, Some(0)), node(2, Some(1)), node(3, None)];
        assert!(is_below(&units, ids[2], ids[0]) && is_below(&units, ids[0], ids[0]));
        assert!(!is_below(&units, ids[0], ids[2]) && !is_below(&units, ids[3], ids[0]));
        let ring = [node(0, Some(1)), node(1, Some(0))];
        assert!(is_below(&ring, ids[0], ids[3]), "a ring is never called a tree");
        let move_up = UnitInput { name: "0".into(), parent: ids[2].to_string(), ..UnitInput::default() };
        assert!(move_up.check(Some(ids[0]), &units).is_err());
        assert!(move_up.check(Some(ids[3]), &units).is_err(), "the name is taken");
    }
}
