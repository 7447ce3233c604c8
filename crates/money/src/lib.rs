//! Amounts of money and who pays what: entry and display, sharing without a lost penny, annual amounts over part of a
//! year, and the cost estimate of a secondment.
//!
//! Integers only. Every rounding is half to even, happens once per line, and is named where it happens.

mod allocate;
mod amount;
mod currency;
mod decimal;
mod entry;
mod error;
mod estimate;
mod format;
mod kind;
mod line;
mod pay;
mod percent;
#[cfg(test)]
mod properties;
mod proration;

pub use amount::Money;
pub use currency::{currency, decimals};
pub use error::MoneyError;
pub use estimate::{Estimate, Totals};
pub use iso_currency::Currency;
pub use kind::CostKind;
pub use line::{CostLine, LONGEST_DESCRIPTION, Shares, Split};
pub use pay::Pay;
pub use percent::Percent;
pub use proration::Proration;

#[cfg(test)]
mod testing {
    use iso_currency::Currency;
    use sojourn_calendar::Period;

    use crate::Money;

    pub(crate) fn gbp(pounds: i64) -> Money {
        pence(pounds * 100)
    }

    pub(crate) fn pence(pence: i64) -> Money {
        Money::new(pence, Currency::GBP)
    }

    pub(crate) fn period(start: &str, end: &str) -> Period {
        Period::try_new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
    }
}
