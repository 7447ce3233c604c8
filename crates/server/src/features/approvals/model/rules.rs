//! From the facts of a secondment to the people who have to approve its release. The rules are data of an
//! organisation; as long as it has none, those of the product hold.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::FieldErrors;
use sojourn_money::{Money, currency};
use utoipa::ToSchema;

use crate::actor::Role;

crate::word_enum!(
    /// What makes a rule apply.
    When {
        /// Every release.
        Always => "always", "Every release";
        /// The host is another organisation.
        Outside => "outside", "The host is another organisation";
        /// The place of work is abroad.
        Abroad => "abroad", "It is abroad";
        /// Home pays more than an amount.
        CostOver => "cost_over", "Home pays more than";
        /// It lasts longer than a number of days.
        LongerThan => "longer_than", "It is longer than";
    }
);

crate::word_enum!(
    /// Who approves.
    #[schema(as = ApprovalBy)]
    By {
        /// The manager of the home manager.
        UnitHead => "unit_head", "The manager’s manager";
        /// Human resources at home.
        Hr => "hr", "HR";
        /// Finance at home.
        Finance => "finance", "Finance";
        /// Legal at home.
        Legal => "legal", "Legal";
        /// Whoever runs secondments at home.
        Mobility => "programme_admin", "Mobility manager";
    }
);

impl By {
    /// The role that approves; none for a person asked by name.
    #[must_use]
    pub fn role(self) -> Option<Role> {
        Role::parse(self.as_str())
    }
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What makes it apply.
    pub when: When,
    /// The days of `longer_than`, or the whole units of the home currency of `cost_over`.
    #[serde(default)]
    pub above: Option<i64>,
    /// Who approves then.
    pub by: By,
    /// How many working days they have.
    pub days: u16,
    /// Whether short stays need it too.
    #[serde(default)]
    pub even_if_short: bool,
}

/// The rules of an organisation, in the order of asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// A stay of so many days or fewer is short; 0 means that none is.
    pub short_days: i64,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// Other rules, and the version that was read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RulesInput {
    /// A stay of so many days or fewer is short; 0 means that none is.
    pub short_days: i64,
    /// The rules, in the order of asking.
    pub rules: Vec<Rule>,
    /// The version that was read; 0 while nobody changed them.
    pub version: i64,
}

/// What a route is chosen from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Facts {
    /// How many days it lasts, both ends counted in.
    pub days: i64,
    /// What home pays, in the smallest units of its currency.
    pub home_pays_minor: i64,
    /// The currency of home.
    pub currency: String,
    /// Whether the host is another organisation.
    pub is_external: bool,
    /// Whether the place of work is abroad.
    pub is_abroad: bool,
}

/// A step to be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PlannedStep)]
pub struct Planned {
    /// The rule that asks for it first.
    pub when: When,
    /// Who approves.
    pub by: By,
    /// Why, in words.
    pub reason: String,
    /// How many working days they have.
    pub days: u16,
}

impl Rules {
    /// The rules of the product: nobody beside the manager for a short stay at home; HR for a longer one; Finance above
    /// a limit; Legal outside; HR for what working abroad needs; the manager’s manager above a year.
    #[must_use]
    pub fn of_product(home_currency: &str) -> Self {
        let rule = |when, above, by, days, even_if_short| Rule { when, above, by, days, even_if_short };
        Self {
            short_days: 31,
            rules: vec![
                rule(When::LongerThan, Some(365), By::UnitHead, 5, false),
                rule(When::Always, None, By::Hr, 5, false),
                rule(When::Abroad, None, By::Hr, 10, true),
                rule(When::CostOver, Some(limit(home_currency)), By::Finance, 5, true),
                rule(When::Outside, None, By::Legal, 5, true),
            ],
        }
    }
}

/// About £30,000 in the money of home.
fn limit(home_currency: &str) -> i64 {
    match home_currency {
        "SEK" | "NOK" | "DKK" | "CZK" => 400_000,
        "JPY" => 6_000_000,
        "INR" => 3_000_000,
        "PLN" => 150_000,
        _ => 30_000,
    }
}

impl Facts {
    fn is_short(&self, rules: &Rules) -> bool {
        self.days <= rules.short_days
    }
}

impl Rule {
    fn applies(&self, facts: &Facts) -> bool {
        match self.when {
            When::Always => true,
            When::Outside => facts.is_external,
            When::Abroad => facts.is_abroad,
            When::CostOver => {
                self.limit(facts).is_some_and(|limit| i128::from(facts.home_pays_minor) > limit)
            }
            When::LongerThan => self.above.is_some_and(|days| facts.days > days),
        }
    }

    /// The limit of the cost in the smallest units.
    fn limit(&self, facts: &Facts) -> Option<i128> {
        let unit = currency(&facts.currency).map_or(2, sojourn_money::decimals);
        self.above.map(|whole| i128::from(whole) * 10_i128.pow(unit))
    }

    /// Why the rule applies, in words that name no amount but its own.
    fn reason(&self, facts: &Facts, rules: &Rules) -> String {
        let above = self.above.unwrap_or_default();
        match self.when {
            When::Always if self.even_if_short || rules.short_days == 0 => {
                "Every release needs it".to_owned()
            }
            When::Always => format!("It is longer than {} days", rules.short_days),
            When::Outside => "The host is another organisation".to_owned(),
            When::Abroad => "It is abroad: tax, social security and the right to work".to_owned(),
            When::LongerThan if above == 365 => "It is longer than a year".to_owned(),
            When::LongerThan => format!("It is longer than {above} days"),
            When::CostOver => {
                match (self.limit(facts).and_then(|n| i64::try_from(n).ok()), currency(&facts.currency)) {
                    (Some(limit), Ok(unit)) => format!("It costs home more than {}", Money::new(limit, unit)),
                    _ => "It costs home more than the limit".to_owned(),
                }
            }
        }
    }
}

/// Who has to approve, in order. Whoever is asked for two reasons is asked once, with both, and has the longer time.
#[must_use]
pub fn plan(rules: &Rules, facts: &Facts) -> Vec<Planned> {
    let is_short = facts.is_short(rules);
    let mut steps: Vec<Planned> = Vec::new();
    for rule in rules.rules.iter().filter(|rule| rule.applies(facts) && (rule.even_if_short || !is_short)) {
        let reason = rule.reason(facts, rules);
        match steps.iter_mut().find(|step| step.by == rule.by) {
            Some(step) => {
                step.reason = format!("{} {reason}.", step.reason);
                step.days = step.days.max(rule.days);
            }
            None => steps.push(Planned {
                when: rule.when,
                by: rule.by,
                reason: format!("{reason}."),
                days: rule.days,
            }),
        }
    }
    steps
}

/// The most rules of an organisation.
const MOST: usize = 12;

impl RulesInput {
    /// The rules, if they will do.
    ///
    /// # Errors
    /// Sentences by field; `rule-0` is the first rule.
    pub fn check(&self) -> Result<Rules, FieldErrors> {
        let mut errors = FieldErrors::default();
        if !(0..=366).contains(&self.short_days) {
            errors.add("short_days", "Write a number of days from 0 to 366");
        }
        if self.rules.len() > MOST {
            errors.add("rules", format!("Keep to {MOST} rules"));
        }
        for (index, rule) in self.rules.iter().enumerate() {
            check(index, rule, &mut errors);
        }
        if errors.is_empty() {
            return Ok(Rules { short_days: self.short_days, rules: self.rules.clone() });
        }
        Err(errors)
    }
}

fn check(index: usize, rule: &Rule, errors: &mut FieldErrors) {
    let needs = matches!(rule.when, When::CostOver | When::LongerThan);
    match rule.above {
        None if needs => errors.add(format!("above-{index}"), "Write from where on it applies"),
        Some(above) if needs && !(1..=1_000_000_000).contains(&above) => {
            errors.add(format!("above-{index}"), "Write a whole number above 0");
        }
        Some(_) if !needs => errors.add(format!("above-{index}"), "Leave this empty: the rule has no limit"),
        _ => {}
    }
    if !(1..=60).contains(&rule.days) {
        errors.add(format!("days-{index}"), "Write a number of working days from 1 to 60");
    }
}
