//! What a secondment costs, by kind.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::MoneyError;

/// The kind of a cost line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// Base salary.
    Salary,
    /// Difference to the pay of a higher grade at the host.
    TopUp,
    /// Bonus, overtime, on-call.
    Bonus,
    /// Social charges and levies that the employer pays on salary.
    EmployerCharges,
    /// The employer's pension contribution.
    Pension,
    /// Health, life and similar cover, and leave accrued.
    Benefits,
    /// The home organisation's own running cost.
    Overhead,
    /// Lodging, subsistence, hardship and other extra payments because of the secondment.
    Allowance,
    /// Journeys to the host and visits home.
    Travel,
    /// Courses, including those the host requires.
    Training,
    /// Doing the secondee's work at home meanwhile (backfill).
    Cover,
    /// Work not done while the secondee learns.
    RampUp,
    /// Laptop, licences, desk.
    Equipment,
    /// Clearance, health, visa, legal checks.
    Checks,
    /// Hours of HR and legal staff.
    Administration,
    /// Moving house, flights, schooling.
    Relocation,
    /// Refresher training and settling in again at home.
    Reentry,
    /// Reserve for early return, currency and tax.
    Contingency,
}

impl CostKind {
    /// All kinds in the order of a proposal.
    pub const ALL: [Self; 18] = [
        Self::Salary,
        Self::TopUp,
        Self::Bonus,
        Self::EmployerCharges,
        Self::Pension,
        Self::Benefits,
        Self::Overhead,
        Self::Allowance,
        Self::Travel,
        Self::Training,
        Self::Cover,
        Self::RampUp,
        Self::Equipment,
        Self::Checks,
        Self::Administration,
        Self::Relocation,
        Self::Reentry,
        Self::Contingency,
    ];

    /// The stored name and the name that people see.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Salary => ("salary", "Salary"),
            Self::TopUp => ("top_up", "Higher-grade pay"),
            Self::Bonus => ("bonus", "Bonus and overtime"),
            Self::EmployerCharges => ("employer_charges", "Employer costs"),
            Self::Pension => ("pension", "Pension"),
            Self::Benefits => ("benefits", "Benefits"),
            Self::Overhead => ("overhead", "Overheads"),
            Self::Allowance => ("allowance", "Allowances"),
            Self::Travel => ("travel", "Travel"),
            Self::Training => ("training", "Training"),
            Self::Cover => ("cover", "Cover"),
            Self::RampUp => ("ramp_up", "Time to settle in"),
            Self::Equipment => ("equipment", "Equipment"),
            Self::Checks => ("checks", "Checks"),
            Self::Administration => ("administration", "Set-up and legal"),
            Self::Relocation => ("relocation", "Relocation"),
            Self::Reentry => ("reentry", "Coming back"),
            Self::Contingency => ("contingency", "Contingency"),
        }
    }

    /// The stored name; the same as in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.names().0
    }

    /// The name that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.names().1
    }

    /// Whether the line tells what a person earns. Such lines never cross to the host unless recharged at cost.
    #[must_use]
    pub const fn is_pay(self) -> bool {
        matches!(
            self,
            Self::Salary | Self::TopUp | Self::Bonus | Self::EmployerCharges | Self::Pension | Self::Benefits
        )
    }
}

impl FromStr for CostKind {
    type Err = MoneyError;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.code() == code).ok_or(MoneyError::UnknownKind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_match_json() {
        for kind in CostKind::ALL {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.code()));
            assert_eq!(kind.code().parse(), Ok(kind));
        }
        assert_eq!("wages".parse::<CostKind>(), Err(MoneyError::UnknownKind));
    }

    #[test]
    fn pay_is_what_derives_from_the_contract() {
        let pay: Vec<&str> =
            CostKind::ALL.into_iter().filter(|kind| kind.is_pay()).map(CostKind::code).collect();
        assert_eq!(pay, ["salary", "top_up", "bonus", "employer_charges", "pension", "benefits"]);
    }
}
