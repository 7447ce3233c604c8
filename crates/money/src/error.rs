//! What can be wrong with money, in sentences that a person can act on.

use iso_currency::Currency;

use crate::currency::decimals;
use crate::line::LONGEST_DESCRIPTION;

/// A refusal of this crate. `Display` is a sentence fit for a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// No amount was typed.
    #[error("Enter an amount, like 29,250")]
    Empty,
    /// The text is not an amount in a form we read.
    #[error("Enter the amount in figures, like 29,250 or 29,250.50")]
    NotAnAmount,
    /// More decimals than the currency has.
    #[error("{}", decimals_text(*.0))]
    TooManyDecimals(Currency),
    /// The sign or code of another currency was typed.
    #[error("Enter the amount in {}", .0.code())]
    OtherCurrency(Currency),
    /// An amount, typed or computed, that does not fit.
    #[error("The amount is too large")]
    TooLarge,
    /// Amounts of two currencies in one sum.
    #[error("{} and {} cannot be added up", .0.code(), .1.code())]
    CurrencyMismatch(Currency, Currency),
    /// A code that no currency in use has.
    #[error("Enter a currency code, like GBP")]
    UnknownCurrency,
    /// Weights that are absent or all zero.
    #[error("There is nobody to share the amount between")]
    NothingToShareBy,
    /// A percentage in a form we do not read.
    #[error("Enter a percentage, like 50% or 13.8%")]
    PercentNotUnderstood,
    /// A percentage above 100.
    #[error("The percentage must be from 0% to 100%")]
    PercentOutOfRange,
    /// Shares of a cost line that leave something over or share it twice.
    #[error("The shares must add up to 100%")]
    SharesNotWhole,
    /// A cost below zero.
    #[error("A cost cannot be below zero")]
    Negative,
    /// A cost line that does not say what it is for.
    #[error("Say what the cost is for")]
    DescriptionMissing,
    /// A description that is too long.
    #[error("Say what the cost is for in at most {LONGEST_DESCRIPTION} characters")]
    DescriptionTooLong,
    /// A code that no kind of cost has.
    #[error("Choose a kind of cost")]
    UnknownKind,
    /// A code that no proration basis has.
    #[error("Choose how part of a year is counted")]
    UnknownProration,
}

fn decimals_text(currency: Currency) -> String {
    let code = currency.code();
    match decimals(currency) {
        0 => format!("Enter a whole amount: {code} has no decimals"),
        decimals => format!("Enter at most {decimals} decimals: {code} has no smaller unit"),
    }
}
