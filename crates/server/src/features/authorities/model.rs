//! An authority to sign, and whether it covers a matter.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::FieldErrors;
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::{PersonId, Role, UnitId};

id_type!(
    /// One line of who may sign.
    AuthorityId, "aut"
);

crate::word_enum!(
    /// Which kind of secondment an agreement is about. Abroad counts before outside.
    Scale {
        /// Within the organisation, in one country.
        Internal => "internal", "Within the organisation";
        /// With another organisation, in one country.
        External => "external", "With another organisation";
        /// Across a border.
        International => "international", "Abroad";
    }
);

crate::word_enum!(
    /// Whoever holds a role, in the place of a person by name.
    By {
        /// The manager at home who is named on the record.
        HomeManager => "home_manager", "The home manager of the record";
        /// The manager at the host who is named on the record.
        HostManager => "host_manager", "The host manager of the record";
        /// Those who run secondments.
        Mobility => "programme_admin", "Mobility manager";
        /// Human resources.
        Hr => "hr", "HR";
        /// Legal.
        Legal => "legal", "Legal";
    }
);

impl By {
    /// The role of the organisation that holds it; none for the managers of a record.
    #[must_use]
    pub fn office(self) -> Option<Role> {
        Role::parse(self.as_str()).filter(|role| role.is_of_organisation())
    }
}

/// One line: who may sign what, from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Authority {
    /// The stable id.
    pub id: AuthorityId,
    /// The person; none when it is for whoever holds a role.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: Option<String>,
    /// The role; none when it is for a person.
    pub role: Option<By>,
    /// The unit, with those under it; none for the whole organisation.
    pub unit: Option<UnitId>,
    /// Its name.
    pub unit_name: Option<String>,
    /// The most that a secondment may cost in all, in the smallest units; none for any amount.
    pub up_to_minor: Option<i64>,
    /// The currency of that amount.
    pub currency: String,
    /// The kinds of secondments.
    pub kinds: Vec<Scale>,
    /// The first day.
    pub from_date: NaiveDate,
    /// The last day; none while it is open.
    pub to_date: Option<NaiveDate>,
}

/// What one signature is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// The kind of secondment.
    pub kind: Scale,
    /// The unit of the side and those above it.
    pub units: Vec<UnitId>,
    /// What it costs in all, by currency, in the smallest units.
    pub costs: Vec<(String, i64)>,
    /// The day of the signature.
    pub on: NaiveDate,
}

/// Why a line does not cover a matter. No amount of the record is in it: whoever signs need not know what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Its first day has not come.
    NotYet,
    /// Its last day has passed.
    Ended,
    /// It is for other kinds.
    OtherKind,
    /// It is for another unit.
    OtherUnit,
    /// The secondment costs more.
    TooMuch,
    /// The secondment costs something in a currency that the limit is not in.
    OtherCurrency,
}

impl Fault {
    /// As half a sentence after a name: “Rob Ellery’s authority …”.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotYet => "has not begun",
            Self::Ended => "has ended",
            Self::OtherKind => "is for other kinds of secondments",
            Self::OtherUnit => "is for another unit",
            Self::TooMuch => "does not reach as far as this secondment costs",
            Self::OtherCurrency => {
                "has a limit in a currency in which this secondment’s costs can’t be measured"
            }
        }
    }
}

impl Authority {
    /// Whether it covers the matter, and if not, why.
    ///
    /// # Errors
    /// What stands in the way, days first.
    pub fn covers(&self, matter: &Matter) -> Result<(), Fault> {
        if matter.on < self.from_date {
            return Err(Fault::NotYet);
        }
        if self.to_date.is_some_and(|to| to < matter.on) {
            return Err(Fault::Ended);
        }
        if !self.kinds.contains(&matter.kind) {
            return Err(Fault::OtherKind);
        }
        if self.unit.is_some_and(|unit| !matter.units.contains(&unit)) {
            return Err(Fault::OtherUnit);
        }
        let Some(most) = self.up_to_minor else { return Ok(()) };
        let cost = |(currency, minor): &(String, i64)| match *minor > 0 && *currency != self.currency {
            true => Err(Fault::OtherCurrency),
            false if *currency == self.currency && *minor > most => Err(Fault::TooMuch),
            false => Ok(()),
        };
        matter.costs.iter().try_for_each(cost)
    }

    /// Who it is for, in words.
    #[must_use]
    pub fn who(&self) -> String {
        match (&self.name, self.role) {
            (Some(name), _) => name.clone(),
            (None, Some(role)) => role.label().to_owned(),
            (None, None) => String::new(),
        }
    }
}

/// A line to add, as typed or sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorityInput {
    /// The work email of a person of the organisation; empty when it is for whoever holds a role.
    #[serde(default)]
    pub email: String,
    /// `home_manager`, `host_manager`, `programme_admin`, `hr` or `legal`; empty when it is for a person.
    #[serde(default)]
    pub role: String,
    /// The name of a unit; empty for the whole organisation.
    #[serde(default)]
    pub unit: String,
    /// The most that a secondment may cost in all, such as `25,000`, in the currency of the organisation; empty for
    /// any amount.
    #[serde(default)]
    pub up_to: String,
    /// `internal`, `external`, `international`.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// The first day; empty for today.
    #[serde(default)]
    pub from: String,
    /// The last day; empty for no end.
    #[serde(default)]
    pub to: String,
}

/// What can be read of a line without asking the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The role, unless it is for a person.
    pub role: Option<By>,
    /// The limit.
    pub up_to_minor: Option<i64>,
    /// The kinds.
    pub kinds: Vec<Scale>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl AuthorityInput {
    /// Reads what is typed; what is wrong goes into `errors`.
    #[must_use]
    pub fn read(
        &self,
        currency: sojourn_money::Currency,
        today: NaiveDate,
        errors: &mut FieldErrors,
    ) -> Read {
        let role = By::parse(self.role.trim());
        match (self.email.trim().is_empty(), self.role.trim().is_empty()) {
            (true, true) => errors.add("email", "Write a work email, or choose a role below"),
            (false, false) => errors.add("role", "Choose a person or a role, not both"),
            (true, false) if role.is_none() => errors.add("role", "Choose a role from the list"),
            _ => {}
        }
        let kinds: Vec<Scale> = Scale::ALL
            .iter()
            .copied()
            .filter(|kind| self.kinds.iter().any(|one| one == kind.as_str()))
            .collect();
        if kinds.is_empty() {
            errors.add("kinds", "Choose at least one kind of secondment");
        }
        let up_to_minor = self.limit(currency, errors);
        let mut day = |field: &str, text: &str| match text.trim() {
            "" => None,
            text => {
                sojourn_calendar::parse_date(text, today).map_err(|e| errors.add(field, e.to_string())).ok()
            }
        };
        let from = day("from", &self.from).unwrap_or(today);
        let to = day("to", &self.to);
        if to.is_some_and(|to| to < from) {
            errors.add("to", "The last day lies before the first");
        }
        Read { role, up_to_minor, kinds, from, to }
    }

    fn limit(&self, currency: sojourn_money::Currency, errors: &mut FieldErrors) -> Option<i64> {
        let text = self.up_to.trim();
        if text.is_empty() {
            return None;
        }
        match sojourn_money::Money::parse(text, currency) {
            Ok(money) if money.minor() > 0 => Some(money.minor()),
            Ok(_) => {
                errors.add("up_to", "Write an amount above 0, or leave it empty for any amount");
                None
            }
            Err(error) => {
                errors.add("up_to", error.to_string());
                None
            }
        }
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn line() -> Authority {
        Authority {
            id: AuthorityId(uuid::Uuid::nil()),
            person: None,
            name: None,
            role: Some(By::HomeManager),
            unit: None,
            unit_name: None,
            up_to_minor: Some(1_000_000),
            currency: "GBP".into(),
            kinds: vec![Scale::Internal, Scale::External],
            from_date: day("2026-01-01"),
            to_date: Some(day("2026-12-31")),
        }
    }

    fn matter() -> Matter {
        Matter {
            kind: Scale::External,
            units: vec![UnitId(uuid::Uuid::from_u128(2)), UnitId(uuid::Uuid::from_u128(1))],
            costs: vec![("GBP".into(), 1_000_000)],
            on: day("2026-12-31"),
        }
    }

    #[test]
    fn a_line_covers_up_to_its_limit_its_last_day_and_the_units_under_its_own() {
        assert_eq!(line().covers(&matter()), Ok(()));
        let with = |change: fn(&mut Matter)| {
            let mut other = matter();
            change(&mut other);
            line().covers(&other)
        };
        assert_eq!(with(|m| m.costs[0].1 += 1), Err(Fault::TooMuch));
        assert_eq!(with(|m| m.costs.push(("EUR".into(), 1))), Err(Fault::OtherCurrency));
        assert_eq!(with(|m| m.costs.push(("EUR".into(), 0))), Ok(()));
        assert_eq!(with(|m| m.costs.clear()), Ok(()));
        assert_eq!(with(|m| m.kind = Scale::International), Err(Fault::OtherKind));
        assert_eq!(with(|m| m.on = "2027-01-01".parse().unwrap()), Err(Fault::Ended));
        assert_eq!(with(|m| m.on = "2025-12-31".parse().unwrap()), Err(Fault::NotYet));
        let of_unit = |unit| Authority { unit: Some(UnitId(uuid::Uuid::from_u128(unit))), ..line() };
        assert_eq!(of_unit(1).covers(&matter()), Ok(()), "a unit above it");
        assert_eq!(of_unit(3).covers(&matter()), Err(Fault::OtherUnit));
        let any = Authority { up_to_minor: None, ..line() };
        let dear = Matter { costs: vec![("EUR".into(), i64::MAX)], ..matter() };
        assert_eq!(any.covers(&dear), Ok(()), "any amount in any currency");
    }

    #[test]
    fn what_is_typed_is_read_or_told_by_field() {
        let pounds = sojourn_money::currency("GBP").unwrap();
        let mut errors = FieldErrors::default();
        let nothing = AuthorityInput { up_to: "0".into(), from: "soon".into(), ..AuthorityInput::default() };
        let _ = nothing.read(pounds, day("2026-11-23"), &mut errors);
        for field in ["email", "kinds", "up_to", "from"] {
            assert!(errors.get(field).is_some(), "{field}");
        }
        let mut errors = FieldErrors::default();
        let right = AuthorityInput {
            role: "legal".into(),
            up_to: "£25,000".into(),
            kinds: vec!["external".into()],
            ..AuthorityInput::default()
        };
        let read = right.read(pounds, day("2026-11-23"), &mut errors);
        assert!(errors.is_empty());
        assert_eq!((read.up_to_minor, read.role), (Some(2_500_000), Some(By::Legal)));
        let mut errors = FieldErrors::default();
        let both = AuthorityInput { email: "a@b.example".into(), ..right };
        let _ = both.read(pounds, day("2026-11-23"), &mut errors);
        assert!(errors.get("role").is_some());
    }

    #[test]
    fn the_managers_of_a_record_hold_no_office() {
        assert_eq!(By::HomeManager.office(), None);
        assert_eq!(By::HostManager.office(), None);
        assert_eq!(By::Legal.office(), Some(Role::Legal));
    }
}
