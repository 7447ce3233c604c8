//! An amount of money.

use iso_currency::Currency;
use serde::{Deserialize, Serialize};

use crate::decimal::half_even;
use crate::{MoneyError, Percent};

/// An amount in the smallest unit of its currency: pence for GBP, yen for JPY, thousandths for BHD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// `minor` smallest units of `currency`.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The amount in smallest units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether nothing is owed either way.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether the amount is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// This and `other` together.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::TooLarge`].
    pub fn try_add(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    /// This less `other`.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::TooLarge`].
    pub fn try_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    /// The sum of `amounts`, zero when there are none.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] unless all are in `currency`, [`MoneyError::TooLarge`].
    pub fn total(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::try_add)
    }

    /// A percentage of the amount, rounded half to even to the smallest unit.
    ///
    /// # Errors
    /// None in practice: a percentage is at most 100.
    pub fn percent(self, percent: Percent) -> Result<Self, MoneyError> {
        self.times(i128::from(percent.basis_points()), 10_000)
    }

    /// The amount times an exact fraction, rounded once, half to even.
    pub(crate) fn times(self, numerator: i128, denominator: i128) -> Result<Self, MoneyError> {
        let exact = i128::from(self.minor).checked_mul(numerator).ok_or(MoneyError::TooLarge)?;
        let rounded = half_even(exact, denominator).ok_or(MoneyError::TooLarge)?;
        let minor = i64::try_from(rounded).map_err(|_| MoneyError::TooLarge)?;
        Ok(Self::new(minor, self.currency))
    }

    fn combine(self, other: Self, operation: fn(i64, i64) -> Option<i64>) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch(self.currency, other.currency));
        }
        let minor = operation(self.minor, other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Self::new(minor, self.currency))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{gbp, pence};

    #[test]
    fn sums_refuse_what_does_not_fit() {
        assert_eq!(gbp(1).try_add(pence(50)), Ok(pence(150)));
        assert_eq!(gbp(1).try_sub(gbp(3)), Ok(gbp(-2)));
        assert_eq!(pence(i64::MAX).try_add(pence(1)), Err(MoneyError::TooLarge));
        assert_eq!(pence(i64::MIN).try_sub(pence(1)), Err(MoneyError::TooLarge));
        let dollars = Money::new(1, Currency::AUD);
        let mismatch = Err(MoneyError::CurrencyMismatch(Currency::GBP, Currency::AUD));
        assert_eq!(gbp(1).try_add(dollars), mismatch);
        assert_eq!(Money::total(Currency::GBP, [gbp(1), dollars]), mismatch);
        assert_eq!(Money::total(Currency::GBP, []), Ok(gbp(0)));
    }

    #[test]
    fn percentages_round_half_to_even() {
        let half = Percent::try_new(5_000).unwrap();
        assert_eq!(pence(1).percent(half), Ok(pence(0)));
        assert_eq!(pence(3).percent(half), Ok(pence(2)));
        assert_eq!(pence(-3).percent(half), Ok(pence(-2)));
        assert_eq!(pence(i64::MIN).percent(Percent::try_new(10_000).unwrap()), Ok(pence(i64::MIN)));
    }

    #[test]
    fn stored_as_minor_units_and_a_code() {
        let json = serde_json::to_string(&gbp(29_250)).unwrap();
        assert_eq!(json, r#"{"minor":2925000,"currency":"GBP"}"#);
        assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), gbp(29_250));
        for bad in [r#"{"minor":1.5,"currency":"GBP"}"#, r#"{"minor":1,"currency":"ZZZ"}"#] {
            assert!(serde_json::from_str::<Money>(bad).is_err());
        }
    }
}
