//! The choice of a route.

use proptest::prelude::*;

use super::rules::{By, Facts, Rule, Rules, RulesInput, When, plan};

fn facts(days: i64, pounds: i64, is_external: bool, is_abroad: bool) -> Facts {
    Facts { days, home_pays_minor: pounds * 100, currency: "GBP".to_owned(), is_external, is_abroad }
}

fn asked(facts: &Facts) -> Vec<By> {
    plan(&Rules::of_product("GBP"), facts).into_iter().map(|step| step.by).collect()
}

#[test]
fn a_short_stay_at_home_needs_nobody_else() {
    assert_eq!(asked(&facts(31, 30_000, false, false)), []);
    assert_eq!(asked(&facts(32, 30_000, false, false)), [By::Hr]);
    assert_eq!(asked(&facts(5, 30_001, false, false)), [By::Finance]);
    assert_eq!(asked(&facts(5, 0, true, false)), [By::Legal], "outside, Legal looks at a week too");
    assert_eq!(asked(&facts(5, 0, false, true)), [By::Hr], "abroad, HR does");
    assert_eq!(
        asked(&facts(366, 40_000, true, true)),
        [By::UnitHead, By::Hr, By::Finance, By::Legal],
        "in the order of the rules, each once"
    );
}

#[test]
fn each_step_says_why_and_two_reasons_are_one_step() {
    let steps = plan(&Rules::of_product("GBP"), &facts(90, 30_000, false, true));
    assert_eq!(steps.len(), 1);
    assert_eq!(
        steps[0].reason,
        "It is longer than 31 days. It is abroad: tax, social security and the right to work."
    );
    assert_eq!((steps[0].days, steps[0].when), (10, When::Always));
    let cost = plan(&Rules::of_product("GBP"), &facts(5, 41_250, false, false));
    assert_eq!(cost[0].reason, "It costs home more than £30,000.", "the limit, never what is paid");
}

#[test]
fn a_limit_counts_whole_units_of_any_currency() {
    let rules = |above| Rules {
        short_days: 0,
        rules: vec![Rule {
            when: When::CostOver,
            above: Some(above),
            by: By::Finance,
            days: 5,
            even_if_short: false,
        }],
    };
    let yen = Facts { home_pays_minor: 100, currency: "JPY".to_owned(), ..facts(1, 0, false, false) };
    assert_eq!(plan(&rules(99), &yen).len(), 1);
    assert_eq!(plan(&rules(100), &yen).len(), 0);
    let pounds = facts(1, 100, false, false);
    assert_eq!(plan(&rules(99), &pounds).len(), 1);
    assert_eq!(plan(&rules(100), &pounds).len(), 0);
}

#[test]
fn wrong_rules_are_told_beside_their_row() {
    let rule = |when, above, days| Rule { when, above, by: By::Hr, days, even_if_short: false };
    let input = RulesInput {
        short_days: -1,
        rules: vec![
            rule(When::LongerThan, None, 5),
            rule(When::Always, Some(3), 0),
            rule(When::Abroad, None, 5),
        ],
        version: 0,
    };
    let errors = input.check().unwrap_err();
    let fields: Vec<&str> = errors.0.keys().map(String::as_str).collect();
    assert_eq!(fields, ["above-0", "above-1", "days-1", "short_days"]);
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let when = proptest::sample::select(When::ALL);
    let by = proptest::sample::select(By::ALL);
    (when, proptest::option::of(1_i64..800), by, 1_u16..60, any::<bool>())
        .prop_map(|(when, above, by, days, even_if_short)| Rule { when, above, by, days, even_if_short })
}

proptest! {
    #[test]
    fn nobody_is_asked_twice_and_a_longer_stay_asks_no_fewer(
        rules in proptest::collection::vec(any_rule(), 0..8),
        short_days in 0_i64..60,
        days in 1_i64..700,
        cost in 0_i64..900,
        is_external: bool,
        is_abroad: bool,
    ) {
        let rules = Rules { short_days, rules };
        let steps = plan(&rules, &facts(days, cost, is_external, is_abroad));
        for (index, step) in steps.iter().enumerate() {
            prop_assert!(steps[index + 1..].iter().all(|other| other.by != step.by));
            prop_assert!(step.reason.ends_with('.') && step.days >= 1);
        }
        let longer = plan(&rules, &facts(days + 60, cost, is_external, is_abroad));
        for step in &steps {
            prop_assert!(longer.iter().any(|other| other.by == step.by), "{:?} is not asked any more", step.by);
        }
    }
}
