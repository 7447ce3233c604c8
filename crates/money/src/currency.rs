//! Which currencies we take, and how their amounts look.

use iso_currency::Currency;

use crate::MoneyError;

/// The currency of an ISO 4217 code, in either case.
///
/// # Errors
/// [`MoneyError::UnknownCurrency`], also for codes that nobody is paid in, such as gold, funds and test codes.
pub fn currency(code: &str) -> Result<Currency, MoneyError> {
    let known = Currency::from_code(&code.trim().to_ascii_uppercase());
    let in_use =
        |currency: &Currency| currency.exponent().is_some() && !currency.is_special() && !currency.is_fund();
    known.filter(in_use).ok_or(MoneyError::UnknownCurrency)
}

/// Decimals of a currency: 2 for GBP, 0 for JPY, 3 for BHD.
#[must_use]
pub fn decimals(currency: Currency) -> u32 {
    currency.exponent().map_or(0, u32::from)
}

/// The sign that stands before an amount. Only where it names one currency alone: a bare dollar sign would not.
pub(crate) fn sign(currency: Currency) -> Option<&'static str> {
    match currency {
        Currency::GBP => Some("£"),
        Currency::EUR => Some("€"),
        Currency::USD => Some("US$"),
        Currency::AUD => Some("A$"),
        Currency::CAD => Some("C$"),
        Currency::NZD => Some("NZ$"),
        Currency::HKD => Some("HK$"),
        Currency::SGD => Some("S$"),
        Currency::JPY => Some("¥"),
        Currency::INR => Some("₹"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        assert_eq!(currency("gbp"), Ok(Currency::GBP));
        for code in ["", "XAU", "XXX", "XTS", "CHE", "ABC", "GBPX"] {
            assert_eq!(currency(code), Err(MoneyError::UnknownCurrency), "{code}");
        }
        assert_eq!([Currency::GBP, Currency::JPY, Currency::BHD].map(decimals), [2, 0, 3]);
    }
}
