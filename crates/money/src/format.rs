//! Amounts as people read them.

use std::fmt;

use crate::Money;
use crate::currency::{decimals, sign};

/// "£29,250", "£29,250.50", "A$31,400", "-£750", "SEK 31,400" (with a space that does not break): decimals only when
/// they are not zero.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.signed(&self.number(false)))
    }
}

impl Money {
    /// "£29,250.00": with all decimals, for ledgers.
    #[must_use]
    pub fn ledger(self) -> String {
        self.signed(&self.number(true))
    }

    /// "29,250": without the currency, to fill a field whose sign stands beside it.
    #[must_use]
    pub fn entry(self) -> String {
        format!("{}{}", self.minus(), self.number(false))
    }

    fn signed(self, number: &str) -> String {
        match sign(self.currency()) {
            Some(sign) => format!("{}{sign}{number}", self.minus()),
            None => format!("{}{}\u{a0}{number}", self.minus(), self.currency().code()),
        }
    }

    fn minus(self) -> &'static str {
        if self.is_negative() { "-" } else { "" }
    }

    /// The size of the amount, grouped by thousands.
    fn number(self, all_decimals: bool) -> String {
        let places = decimals(self.currency());
        let unit = 10_u64.pow(places);
        let size = self.minor().unsigned_abs();
        let mut whole = (size / unit).to_string();
        for comma in (1..whole.len()).rev().skip(2).step_by(3) {
            whole.insert(comma, ',');
        }
        let part = size % unit;
        if places == 0 || (part == 0 && !all_decimals) {
            whole
        } else {
            format!("{whole}.{part:0width$}", width = places as usize)
        }
    }
}

#[cfg(test)]
mod tests {
    use iso_currency::Currency;

    use super::*;
    use crate::testing::{gbp, pence};

    #[test]
    fn as_the_pages_show_it() {
        assert_eq!(gbp(29_250).to_string(), "£29,250");
        assert_eq!(gbp(0).to_string(), "£0");
        assert_eq!(gbp(-750).to_string(), "-£750");
        assert_eq!(pence(2_925_050).to_string(), "£29,250.50");
        assert_eq!(pence(5).to_string(), "£0.05");
        assert_eq!(gbp(999).to_string(), "£999");
        assert_eq!(gbp(1_234_567).to_string(), "£1,234,567");
        assert_eq!(Money::new(3_140_000, Currency::AUD).to_string(), "A$31,400");
        assert_eq!(Money::new(1_500, Currency::JPY).to_string(), "¥1,500");
        assert_eq!(Money::new(1_234, Currency::BHD).to_string(), "BHD\u{a0}1.234");
        assert_eq!(Money::new(-3_140_000, Currency::SEK).to_string(), "-SEK\u{a0}31,400");
        assert_eq!(pence(i64::MIN).to_string(), "-£92,233,720,368,547,758.08");
    }

    #[test]
    fn ledgers_and_fields() {
        assert_eq!(gbp(29_250).ledger(), "£29,250.00");
        assert_eq!(Money::new(1_500, Currency::JPY).ledger(), "¥1,500");
        assert_eq!(pence(2_925_050).entry(), "29,250.50");
        assert_eq!(gbp(-1).entry(), "-1");
    }
}
