//! The words for one person, and what may be typed about them.

use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::FieldErrors;
use sojourn_money::Money;
use utoipa::ToSchema;

use crate::actor::{OrganisationId, PersonId, UnitId};

/// A person as those see them who may. It holds no pay.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Person {
    /// The stable id.
    pub id: PersonId,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The currency it counts in.
    #[serde(skip)]
    pub currency: String,
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
    pub unit: Option<UnitId>,
    /// Its name.
    pub unit_name: Option<String>,
    /// Their line manager.
    pub manager: Option<PersonId>,
    /// The manager's name.
    pub manager_name: Option<String>,
    /// The manager's employee number.
    pub manager_number: Option<String>,
    /// First day in the organisation.
    pub hired_on: Option<NaiveDate>,
    /// Last day, for those who have left.
    pub left_on: Option<NaiveDate>,
    /// `active` or `left`.
    pub status: String,
    /// Grows with each change; send it back with a change of your own.
    pub version: i64,
    /// Whether they can sign in.
    pub has_account: bool,
}

impl Person {
    /// Their full name.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// What a form about them starts with. Pay stays empty: filling it in would be a look at it.
    #[must_use]
    pub fn input(&self) -> PersonInput {
        let manager = self.manager_number.clone().or_else(|| self.manager.map(|id| id.to_string()));
        PersonInput {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            employee_number: self.employee_number.clone().unwrap_or_default(),
            email: self.email.clone().unwrap_or_default(),
            job_title: self.job_title.clone(),
            unit: self.unit.map(|id| id.to_string()).unwrap_or_default(),
            manager: manager.unwrap_or_default(),
            hired_on: self.hired_on.map(sojourn_calendar::format::long).unwrap_or_default(),
            status: self.status.clone(),
            annual_salary: String::new(),
        }
    }
}

/// What is typed about a person. Empty means none, except for pay: there it means “as it is”.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PersonInput {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The number that names them in their organisation.
    pub employee_number: String,
    /// Where letters reach them.
    pub email: String,
    /// What they do.
    pub job_title: String,
    /// The unit's id.
    pub unit: String,
    /// The manager: their employee number, id, or full name.
    pub manager: String,
    /// First day, in any form that dates are typed in.
    pub hired_on: String,
    /// `active` or `left`; `active` unless said.
    pub status: String,
    /// Pay for a year in the organisation's currency; only HR sets it.
    pub annual_salary: String,
}

/// The same, checked; unit and manager are still to be looked up.
#[derive(Debug, Clone)]
pub struct Valid {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The number that names them.
    pub employee_number: Option<String>,
    /// Where letters reach them.
    pub email: Option<String>,
    /// What they do.
    pub job_title: String,
    /// First day.
    pub hired_on: Option<NaiveDate>,
    /// Whether they have left.
    pub has_left: bool,
    /// New pay for a year.
    pub annual: Option<Money>,
}

impl PersonInput {
    /// Checks what can be checked without looking anything up; notes a sentence for each wrong field.
    pub fn check(&self, today: NaiveDate, currency: &str, errors: &mut FieldErrors) -> Option<Valid> {
        let valid = Valid {
            given_name: needed(errors, "given_name", &self.given_name, "Enter the given name."),
            family_name: needed(errors, "family_name", &self.family_name, "Enter the family name."),
            employee_number: short(errors, "employee_number", &self.employee_number, 64),
            email: self.email(errors),
            job_title: needed(errors, "job_title", &self.job_title, "Enter what they do."),
            hired_on: self.hired(today, errors),
            has_left: self.left(errors),
            annual: self.pay(currency, errors),
        };
        errors.is_empty().then_some(valid)
    }

    fn email(&self, errors: &mut FieldErrors) -> Option<String> {
        let text = short(errors, "email", &self.email, 254)?;
        let fits = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if !fits || text.contains(char::is_whitespace) || text.matches('@').count() != 1 {
            errors.add("email", "Enter an email address like name@example.org.");
        }
        Some(text)
    }

    fn hired(&self, today: NaiveDate, errors: &mut FieldErrors) -> Option<NaiveDate> {
        if self.hired_on.trim().is_empty() {
            return None;
        }
        match sojourn_calendar::parse_date(&self.hired_on, today) {
            Ok(day) if day > today + Duration::days(366) => {
                errors.add("hired_on", "This lies more than a year ahead. Check the year.");
                None
            }
            Ok(day) => Some(day),
            Err(error) => {
                errors.add("hired_on", format!("{error}."));
                None
            }
        }
    }

    fn left(&self, errors: &mut FieldErrors) -> bool {
        match self.status.trim() {
            "" | "active" => false,
            "left" => true,
            _ => {
                errors.add("status", "Choose active or left.");
                false
            }
        }
    }

    fn pay(&self, currency: &str, errors: &mut FieldErrors) -> Option<Money> {
        if self.annual_salary.trim().is_empty() {
            return None;
        }
        let parsed = sojourn_money::currency(currency).and_then(|c| Money::parse(&self.annual_salary, c));
        match parsed {
            Ok(money) if !money.is_negative() => Some(money),
            Ok(_) => {
                errors.add("annual_salary", "Pay cannot be less than nothing.");
                None
            }
            Err(error) => {
                errors.add("annual_salary", format!("{error}."));
                None
            }
        }
    }
}

fn needed(errors: &mut FieldErrors, field: &str, text: &str, sentence: &str) -> String {
    let plain = short(errors, field, text, 200);
    if plain.is_none() {
        errors.add(field, sentence);
    }
    plain.unwrap_or_default()
}

fn short(errors: &mut FieldErrors, field: &str, text: &str, most: usize) -> Option<String> {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() > most {
        errors.add(field, format!("This is longer than {most} characters. Shorten it."));
    }
    if plain.chars().any(char::is_control) {
        errors.add(field, "A control character stands in this. Type it again.");
    }
    (!plain.is_empty()).then_some(plain)
}

/// What somebody is paid for a year.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Pay {
    /// The amount in the smallest unit.
    pub annual_minor: i64,
    /// The currency, ISO 4217.
    pub currency: String,
}

/// A secondment that the person is part of, as the page of a person lists it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Stay {
    /// The number that people say.
    pub number: String,
    /// What the person is there.
    pub title: String,
    /// Where.
    pub host_name: Option<String>,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
}
