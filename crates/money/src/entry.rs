//! Amounts as people type them, in British notation.

use iso_currency::Currency;

use crate::currency::{decimals, sign};
use crate::decimal::scaled;
use crate::{Money, MoneyError, currency};

/// Longer texts are not amounts.
const LONGEST: usize = 40;

impl Money {
    /// Reads a typed amount of a known currency: `29,250`, `£29,250.50`, `1.5`, `29 250`, `GBP 10`, `10 GBP`,
    /// `-£750`. Thousands may be grouped by commas or spaces, then all of them; the point starts the decimals.
    ///
    /// # Errors
    /// A [`MoneyError`] that says what is wrong with the text.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(MoneyError::Empty);
        }
        if text.chars().count() > LONGEST {
            return Err(MoneyError::NotAnAmount);
        }
        let positive = text.strip_prefix(['-', '\u{2212}']);
        let number = without_sign(positive.unwrap_or(text), currency)?;
        let (whole, part) = parts(number).ok_or(MoneyError::NotAnAmount)?;
        let places = decimals(currency) as usize;
        if part.len() > places {
            return Err(MoneyError::TooManyDecimals(currency));
        }
        // Only digits are left, at most 40: whatever does not scale is too large.
        let minor = scaled(&whole, part, places).ok_or(MoneyError::TooLarge)?;
        let minor = if positive.is_some() { -minor } else { minor };
        Ok(Self::new(i64::try_from(minor).map_err(|_| MoneyError::TooLarge)?, currency))
    }
}

/// The number without the currency's sign before it or its code on either side.
fn without_sign(text: &str, expected: Currency) -> Result<&str, MoneyError> {
    let symbol = expected.symbol().to_string();
    let own =
        [sign(expected), Some(symbol.as_str())].into_iter().flatten().find_map(|s| text.strip_prefix(s));
    if let Some(number) = own {
        return Ok(number.trim_start());
    }
    let start = text.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(text.len());
    let (before, number) = text.split_at(start);
    let end = number.rfind(|c: char| c.is_ascii_digit()).map_or(0, |last| last + 1);
    let (number, after) = number.split_at(end);
    match (before.trim(), after.trim()) {
        ("", "") => Ok(text),
        (named, "") | ("", named) if named.eq_ignore_ascii_case(expected.code()) => Ok(number),
        (named, "") | ("", named) if is_money_sign(named) => Err(MoneyError::OtherCurrency(expected)),
        _ => Err(MoneyError::NotAnAmount),
    }
}

fn is_money_sign(text: &str) -> bool {
    currency(text).is_ok() || text.ends_with(['£', '$', '€', '¥', '₹'])
}

/// Whole part without its separators, and the decimals; nothing when they are not well formed.
fn parts(number: &str) -> Option<(String, &str)> {
    let (whole, part) = match number.split_once('.') {
        Some((_, "")) => return None,
        Some(split) => split,
        None => (number, ""),
    };
    let groups: Vec<&str> = if whole.contains(',') {
        whole.split(',').collect()
    } else {
        whole.split(char::is_whitespace).collect()
    };
    let grouped = match groups.as_slice() {
        [] | [_] => true,
        [first, rest @ ..] => (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3),
    };
    let whole = groups.concat();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (grouped && digits(&whole) && digits(part) && !(whole.is_empty() && part.is_empty()))
        .then_some((whole, part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{gbp, pence};

    fn read(text: &str) -> Result<Money, MoneyError> {
        Money::parse(text, Currency::GBP)
    }

    #[test]
    fn the_usual_forms() {
        for text in [
            "29,250",
            "£29,250",
            "29250",
            " £ 29,250.00 ",
            "29 250",
            "29\u{a0}250",
            "GBP 29250",
            "29,250 gbp",
        ] {
            assert_eq!(read(text), Ok(gbp(29_250)), "{text}");
        }
        assert_eq!(read("£29,250.50"), Ok(pence(2_925_050)));
        assert_eq!(read("1.5"), Ok(pence(150)));
        assert_eq!(read(".50"), Ok(pence(50)));
        assert_eq!(read("0"), Ok(gbp(0)));
        for text in ["-£750", "-750", "\u{2212}750"] {
            assert_eq!(read(text), Ok(gbp(-750)), "{text}");
        }
        for text in ["A$31,400", "$31,400", "AUD 31,400", "31400"] {
            assert_eq!(Money::parse(text, Currency::AUD), Ok(Money::new(3_140_000, Currency::AUD)), "{text}");
        }
    }

    #[test]
    fn decimals_follow_the_currency() {
        assert_eq!(Money::parse("¥1,500", Currency::JPY), Ok(Money::new(1_500, Currency::JPY)));
        assert_eq!(Money::parse("1.234", Currency::BHD), Ok(Money::new(1_234, Currency::BHD)));
        let told = |text, currency| Money::parse(text, currency).unwrap_err().to_string();
        assert_eq!(told("1.5", Currency::JPY), "Enter a whole amount: JPY has no decimals");
        assert_eq!(told("1.505", Currency::GBP), "Enter at most 2 decimals: GBP has no smaller unit");
    }

    #[test]
    fn another_currency_is_named() {
        for text in ["$100", "€100", "A$100", "USD 100", "100 EUR", "100€"] {
            assert_eq!(read(text), Err(MoneyError::OtherCurrency(Currency::GBP)), "{text}");
        }
        assert_eq!(Money::parse("£1", Currency::AUD), Err(MoneyError::OtherCurrency(Currency::AUD)));
    }

    #[test]
    fn the_rest_is_refused() {
        for text in [
            "NaN",
            "inf",
            "1e3",
            "1E3",
            "٢٩",
            "２９",
            "1,5",
            "1,50",
            "2,92,50",
            "29,2500",
            ",250",
            "29,250,",
            "1.",
            ".",
            "1.2.3",
            "1.234,50",
            "29'250",
            "1_000",
            "+5",
            "--5",
            "0x10",
            "ten",
            "£",
            "-",
            "£-5",
            "5-",
            "1,000 000",
            "1  000",
            "12 34",
            "5%",
            "5k",
            "GBP 5 GBP",
            "£5 GBP",
        ] {
            assert_eq!(read(text), Err(MoneyError::NotAnAmount), "{text}");
        }
        for text in ["", " \u{a0}"] {
            assert_eq!(read(text), Err(MoneyError::Empty));
        }
        for text in ["92233720368547758.08", "999999999999999999999999999999999999999"] {
            assert_eq!(read(text), Err(MoneyError::TooLarge), "{text}");
        }
        assert_eq!(read("92,233,720,368,547,758.07"), Ok(pence(i64::MAX)));
        assert_eq!(read("-92,233,720,368,547,758.08"), Ok(pence(i64::MIN)));
    }
}
