//! The return plan: what each of the three writes.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_calendar::format::long;
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use super::{LINE, TEXT};
use crate::form;

/// Who wrote a part of the plan, and when.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Written {
    /// Their name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The plan of a return.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ReturnPlan)]
pub struct Plan {
    /// The day on which it opened.
    pub opened_on: NaiveDate,
    /// What the secondee wants to use from this time.
    pub use_next: String,
    /// What the secondee wants to learn next.
    pub learn_next: String,
    /// Who wrote these wishes.
    pub wishes: Option<Written>,
    /// The role at home.
    pub role: String,
    /// The first project.
    pub first_project: String,
    /// Whom to teach what was learnt.
    pub teach: String,
    /// When home and secondee meet about it.
    pub meeting_on: Option<NaiveDate>,
    /// Who named the role.
    pub named: Option<Written>,
    /// What stays with the host, and who carries it on.
    pub handover: String,
    /// Who wrote the handover.
    pub handed_over: Option<Written>,
    /// Counts the changes: give it back when you write.
    pub version: i64,
}

/// What the secondee wants of the time after.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReturnWishesInput)]
pub struct WishesInput {
    /// What I want to use.
    pub use_next: String,
    /// What I want to learn next.
    pub learn_next: String,
    /// The version that was read.
    pub version: i64,
}

impl WishesInput {
    /// Both, if they will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<(String, String)> {
        let mut errors = FieldErrors::default();
        let use_next =
            form::words(&mut errors, "use_next", &self.use_next, "Write what you want to use", TEXT);
        let learn_next = form::words(
            &mut errors,
            "learn_next",
            &self.learn_next,
            "Write what you want to learn next",
            TEXT,
        );
        errors.check()?;
        Ok((use_next, learn_next))
    }
}

/// What home has ready.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleInput {
    /// The role at home.
    pub role: String,
    /// The first project.
    pub first_project: String,
    /// Whom to teach what was learnt.
    pub teach: String,
    /// When home and secondee meet about the return.
    pub meeting_on: NaiveDate,
    /// The version that was read.
    pub version: i64,
}

impl RoleInput {
    /// The words, if they and the day will do: from the day on which the plan opened to the day by which to meet.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, opened_on: NaiveDate, meet_by: NaiveDate) -> Result<[String; 3]> {
        let mut errors = FieldErrors::default();
        let role = form::words(&mut errors, "role", &self.role, "Name the role at home", LINE);
        let project =
            form::words(&mut errors, "first_project", &self.first_project, "Name the first project", TEXT);
        let teach =
            form::words(&mut errors, "teach", &self.teach, "Write whom they teach what they learnt", TEXT);
        if self.meeting_on > meet_by {
            errors.add(
                "meeting_on",
                format!(
                    "Meet by {}: at least a month before the last day, where there is time",
                    long(meet_by)
                ),
            );
        }
        if self.meeting_on < opened_on {
            errors.add("meeting_on", format!("Choose a day from {} on", long(opened_on)));
        }
        errors.check()?;
        Ok([role, project, teach])
    }
}

/// What stays at the host.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoverInput {
    /// What stays, and who carries it on.
    pub handover: String,
    /// The version that was read.
    pub version: i64,
}

impl HandoverInput {
    /// The words, if they will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let missing = "Write what stays and who carries it on";
        let words = form::words(&mut errors, "handover", &self.handover, missing, TEXT);
        errors.check()?;
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_lies_between_the_opening_and_a_month_before_the_end() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let input = |meeting| RoleInput {
            role: "Sales manager".into(),
            first_project: "Melbourne".into(),
            teach: "The sales team".into(),
            meeting_on: day(meeting),
            version: 1,
        };
        let check = |meeting| input(meeting).check(day("2027-01-15"), day("2027-01-27"));
        assert!(check("2027-01-27").is_ok() && check("2027-01-15").is_ok());
        assert!(check("2027-01-28").is_err() && check("2027-01-14").is_err());
        assert!(
            RoleInput { role: " ".into(), ..input("2027-01-20") }
                .check(day("2027-01-15"), day("2027-01-27"))
                .is_err()
        );
    }
}
