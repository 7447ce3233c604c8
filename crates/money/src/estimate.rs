//! The cost estimate of a secondment: who pays how much in all.

use iso_currency::Currency;
use serde::Serialize;

use crate::{CostLine, Money, MoneyError};

/// What the sides pay in one currency. The three add up to the total, and each is the sum of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// What home pays.
    pub home: Money,
    /// What the host pays.
    pub host: Money,
    /// What the secondee pays.
    pub secondee: Money,
    /// All of it.
    pub total: Money,
}

/// Totals by currency, in the order in which the currencies first appear. Currencies are never added together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// One entry per currency; empty without lines.
    pub totals: Vec<Totals>,
}

impl Estimate {
    /// Adds up the lines.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`].
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a CostLine>) -> Result<Self, MoneyError> {
        let mut estimate = Self::default();
        for line in lines {
            let split = line.split()?;
            let sums = estimate.entry(line.amount().currency());
            *sums = Totals {
                home: sums.home.try_add(split.home)?,
                host: sums.host.try_add(split.host)?,
                secondee: sums.secondee.try_add(split.secondee)?,
                total: sums.total.try_add(line.amount())?,
            };
        }
        Ok(estimate)
    }

    /// The totals in one currency: zero when no line is in it.
    #[must_use]
    pub fn totals_in(&self, currency: Currency) -> Totals {
        let zero = Money::zero(currency);
        let found = self.totals.iter().find(|totals| totals.total.currency() == currency);
        found.copied().unwrap_or(Totals { home: zero, host: zero, secondee: zero, total: zero })
    }

    fn entry(&mut self, currency: Currency) -> &mut Totals {
        let place = self.totals.iter().position(|totals| totals.total.currency() == currency);
        let place = place.unwrap_or_else(|| {
            self.totals.push(self.totals_in(currency));
            self.totals.len() - 1
        });
        &mut self.totals[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{gbp, period};
    use crate::{CostKind, Pay, Percent, Proration, Shares};
    use sojourn_calendar::Fte;

    fn line(kind: CostKind, amount: Money, home_bp: u16) -> CostLine {
        let shares = Shares::try_new(home_bp, 10_000 - home_bp, 0).unwrap();
        CostLine::try_new(kind, kind.label(), amount, shares).unwrap()
    }

    #[test]
    fn accountant_at_meridian_finance() {
        let stay = period("2027-03-01", "2027-08-31");
        let pay = Pay {
            annual: gbp(48_600),
            on_cost: "21%".parse::<Percent>().unwrap(),
            period: stay,
            fte: Fte::FULL,
            basis: Proration::MonthlyTwelfths,
        };
        let mut lines = pay.lines(Shares::HOST).unwrap();
        lines.push(line(CostKind::Travel, gbp(90 * i64::from(stay.full_weeks())), 5_000));
        lines.push(line(CostKind::Training, gbp(650), 0));
        lines.push(line(CostKind::Cover, gbp(27_600), 10_000));
        lines.push(line(CostKind::Administration, gbp(480), 10_000));
        let sums = Estimate::of(&lines).unwrap().totals_in(Currency::GBP);
        assert_eq!(
            [sums.home, sums.host, sums.secondee, sums.total].map(|m| m.to_string()),
            ["£29,250", "£31,223", "£0", "£60,473"]
        );
    }

    #[test]
    fn currencies_stay_apart() {
        let dollars = Money::new(3_140_000, Currency::AUD);
        let lines = [line(CostKind::Travel, gbp(1), 10_000), line(CostKind::Cover, dollars, 10_000)];
        let estimate = Estimate::of(&lines).unwrap();
        assert_eq!(
            estimate.totals.iter().map(|t| t.total.to_string()).collect::<Vec<_>>(),
            ["£1", "A$31,400"]
        );
        assert_eq!(estimate.totals_in(Currency::EUR).total, Money::zero(Currency::EUR));
        assert_eq!(Estimate::of(&[]), Ok(Estimate::default()));
    }

    #[test]
    fn too_much_is_an_error() {
        let most = line(CostKind::Cover, Money::new(i64::MAX, Currency::GBP), 10_000);
        assert_eq!(Estimate::of([&most, &most]), Err(MoneyError::TooLarge));
    }
}
