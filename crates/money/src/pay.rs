//! The pay lines of an estimate, computed from what they depend on.

use serde::{Deserialize, Serialize};
use sojourn_calendar::{Fte, Period, WorkingPattern, format};

use crate::{CostKind, CostLine, Money, MoneyError, Percent, Proration, Shares};

/// What the pay lines of an estimate come from. Keep it with the lines, so that anybody can see how they arose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pay {
    /// Annual salary for full time. Not the salary of a part-time contract: the share is applied here, once.
    pub annual: Money,
    /// Employer costs on top, as a percentage of salary.
    pub on_cost: Percent,
    /// The time that is paid.
    pub period: Period,
    /// Share of full-time work in that time.
    pub fte: Fte,
    /// How part of a year counts.
    pub basis: Proration,
}

impl Pay {
    /// The salary line ("Salary, 6 months" or "Salary, 6 months at 40%") and, unless they are 0%, the employer-cost
    /// line ("Employer costs, 21%"), which is taken from the rounded salary so that the printed figures agree.
    ///
    /// # Errors
    /// [`MoneyError::Negative`], [`MoneyError::TooLarge`].
    pub fn lines(&self, shares: Shares) -> Result<Vec<CostLine>, MoneyError> {
        let salary = self.basis.apportion(self.annual, self.period, self.fte)?;
        let length = format::length(self.period, WorkingPattern::STANDARD);
        let share = if self.fte == Fte::FULL { String::new() } else { format!(" at {}", self.fte) };
        let description = format!("{}, {length}{share}", CostKind::Salary.label());
        let mut lines = vec![CostLine::try_new(CostKind::Salary, &description, salary, shares)?];
        if self.on_cost.basis_points() > 0 {
            let kind = CostKind::EmployerCharges;
            let description = format!("{}, {}", kind.label(), self.on_cost);
            lines.push(CostLine::try_new(kind, &description, salary.percent(self.on_cost)?, shares)?);
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{gbp, pence, period};

    fn shown(fte: &str, on_cost: &str, end: &str) -> Vec<(String, String)> {
        let pay = Pay {
            annual: gbp(48_600),
            on_cost: on_cost.parse().unwrap(),
            period: period("2027-03-01", end),
            fte: fte.parse().unwrap(),
            basis: Proration::MonthlyTwelfths,
        };
        let lines = pay.lines(Shares::HOST).unwrap();
        lines.iter().map(|line| (line.description().to_owned(), line.amount().to_string())).collect()
    }

    #[test]
    fn six_months_full_time() {
        let lines = shown("full time", "21%", "2027-08-31");
        assert_eq!(lines[0], ("Salary, 6 months".into(), "£24,300".into()));
        assert_eq!(lines[1], ("Employer costs, 21%".into(), "£5,103".into()));
    }

    #[test]
    fn part_time_and_part_month() {
        let lines = shown("40%", "0", "2027-03-12");
        // 48,600 / 12 x 12/31 x 40%
        assert_eq!(lines, [("Salary, 2 weeks at 40%".to_owned(), "£627.10".to_owned())]);
    }

    #[test]
    fn negative_pay_is_refused() {
        let pay = Pay {
            annual: pence(-1_000),
            on_cost: Percent::try_new(0).unwrap(),
            period: period("2027-01-01", "2027-12-31"),
            fte: Fte::FULL,
            basis: Proration::CalendarDays,
        };
        assert_eq!(pay.lines(Shares::HOME), Err(MoneyError::Negative));
    }
}
