//! What holds for all amounts, tried on many.

use chrono::{Datelike, Days, NaiveDate};
use iso_currency::Currency;
use proptest::prelude::*;
use sojourn_calendar::{Fte, Period};

use crate::{CostKind, CostLine, Estimate, Money, Proration, Shares};

fn any_currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec![
        Currency::GBP,
        Currency::AUD,
        Currency::EUR,
        Currency::JPY,
        Currency::BHD,
        Currency::SEK,
        Currency::CHF,
        Currency::USD,
        Currency::CLF,
    ])
}

fn money() -> impl Strategy<Value = Money> {
    (prop_oneof![any::<i64>(), -500_000..500_000_i64], any_currency()).prop_map(|(m, c)| Money::new(m, c))
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..60_000).prop_map(|n| NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(n))
}

fn basis() -> impl Strategy<Value = Proration> {
    prop::sample::select(Proration::ALL.to_vec())
}

fn shares() -> impl Strategy<Value = Shares> {
    (0..=10_000_u16, 0..=10_000_u16)
        .prop_map(|(a, b)| Shares::try_new(a.min(b), a.abs_diff(b), 10_000 - a.max(b)).unwrap())
}

proptest! {
    #[test]
    fn shown_amounts_read_back(money in money()) {
        for text in [money.to_string(), money.ledger(), money.entry()] {
            prop_assert_eq!(Money::parse(&text, money.currency()), Ok(money), "{}", text);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,50}", near in "[-£$]{0,2}[0-9., ]{0,25}[A-Z%]{0,3}", c in any_currency()) {
        for text in [text, near] {
            if let Ok(money) = Money::parse(&text, c) {
                prop_assert_eq!(Money::parse(&money.to_string(), c), Ok(money));
            }
        }
    }

    #[test]
    fn parts_add_up(money in money(), weights in prop::collection::vec(0_u32..20_000, 1..12)) {
        if let Ok(parts) = money.allocate(&weights) {
            let total: i128 = weights.iter().map(|w| i128::from(*w)).sum();
            prop_assert_eq!(parts.iter().map(|p| i128::from(p.minor())).sum::<i128>(), i128::from(money.minor()));
            for (part, weight) in parts.iter().zip(&weights) {
                let off = i128::from(part.minor()) * total - i128::from(money.minor()) * i128::from(*weight);
                prop_assert!(off.abs() < total, "less than one unit from the exact share");
            }
        } else {
            prop_assert!(weights.iter().all(|w| *w == 0));
        }
    }

    #[test]
    fn adjacent_periods_add_up(
        annual in 0_i64..100_000_000, start in day(), first in 0_u64..800, second in 1_u64..800,
        basis in basis(), bp in 1..=10_000_u16,
    ) {
        let annual = Money::new(annual, Currency::GBP);
        let middle = start + Days::new(first);
        let end = middle + Days::new(second);
        let paid = |from, to| {
            let period = Period::try_new(from, to).unwrap();
            basis.apportion(annual, period, Fte::try_new(bp).unwrap()).unwrap().minor()
        };
        let off = paid(start, middle) + paid(middle + Days::new(1), end) - paid(start, end);
        prop_assert!(off.abs() <= 1, "off by {off}");
    }

    #[test]
    fn a_whole_year_costs_the_annual_amount(annual in -1_000_000_000_000_i64..1_000_000_000_000, start in day()) {
        let annual = Money::new(annual, Currency::GBP);
        let year = Period::of_months(start, 12).unwrap();
        let twelve = Proration::MonthlyTwelfths.apportion(annual, year, Fte::FULL).unwrap();
        // A part of a common February and the other part of a leap one do not fill a month.
        if start.month() != 2 || start.day() == 1 {
            prop_assert_eq!(twelve, annual);
        }
    }

    #[test]
    fn estimates_add_up(amounts in prop::collection::vec((0_i64..10_000_000_000, shares()), 0..20)) {
        let lines: Vec<CostLine> = amounts
            .iter()
            .map(|(m, s)| CostLine::try_new(CostKind::Cover, "Cover", Money::new(*m, Currency::GBP), *s).unwrap())
            .collect();
        let sums = Estimate::of(&lines).unwrap().totals_in(Currency::GBP);
        let sides = Money::total(Currency::GBP, [sums.home, sums.host, sums.secondee]);
        prop_assert_eq!(sides, Ok(sums.total));
        prop_assert_eq!(sums.total.minor(), amounts.iter().map(|(m, _)| m).sum::<i64>());
    }
}
