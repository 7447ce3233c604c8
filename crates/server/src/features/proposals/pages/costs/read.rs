//! From typed words to costs.

use sojourn_kit::error::{FieldErrors, Result};
use sojourn_money::{CostKind, CostLine, Currency, Money, Percent, Shares};

use super::super::super::model::{Costs, CoverPlan, Line, PayShares, Step};
use super::super::answers;
use crate::typed;

/// The form fields as answers.
///
/// # Errors
/// Sentences by field.
pub fn read(typed: &typed::Form, currency: Currency) -> Result<Costs> {
    let mut errors = FieldErrors::default();
    let answers = answers::read(typed, Step::Costs, &mut errors);
    let pay = pay_shares(typed, &mut errors);
    let lines = lines(typed, currency, &mut errors).iter().map(line).collect();
    errors.check()?;
    Ok(Costs {
        pay,
        lines,
        recharged_at_cost: typed.get("recharged_at_cost") == "yes",
        cover_plan: CoverPlan::parse(typed.get("cover_plan")),
        cover_note: typed.text("cover_note"),
        answers,
    })
}

fn line(line: &CostLine) -> Line {
    Line {
        kind: line.kind(),
        description: line.description().to_owned(),
        amount_minor: line.amount().minor(),
        currency: Some(line.amount().currency().code().to_owned()),
        home_bp: line.shares().home_bp(),
        host_bp: line.shares().host_bp(),
        secondee_bp: line.shares().secondee_bp(),
    }
}

/// Who pays salary: home and host, all of it.
pub fn pay_shares(typed: &typed::Form, errors: &mut FieldErrors) -> Option<PayShares> {
    let shares = shares(typed, "pay", errors)?;
    if shares.secondee_bp() > 0 {
        errors.add("pay-home", "Home and host pay all of the salary between them: make it 100% together");
        return None;
    }
    Some(PayShares { home_bp: shares.home_bp(), host_bp: shares.host_bp(), secondee_bp: 0 })
}

/// The rows that have an amount; what cannot be read is left out and noted in `errors`.
pub fn lines(typed: &typed::Form, currency: Currency, errors: &mut FieldErrors) -> Vec<CostLine> {
    let present = |index: &usize| typed.has(&format!("line-{index}-kind"));
    (0..).take_while(present).filter_map(|index| one(typed, index, currency, errors)).collect()
}

fn one(typed: &typed::Form, index: usize, currency: Currency, errors: &mut FieldErrors) -> Option<CostLine> {
    let field = format!("line-{index}-amount");
    let words = typed.get(&field);
    if words.is_empty() {
        return None;
    }
    let read = || -> Result<(CostKind, Money), sojourn_money::MoneyError> {
        Ok((typed.get(&format!("line-{index}-kind")).parse()?, amount(words, currency)?))
    };
    let (kind, amount) = match read() {
        Ok(read) => read,
        Err(error) => {
            errors.add(field, error.to_string());
            return None;
        }
    };
    let shares = shares(typed, &format!("line-{index}"), errors)?;
    let what = typed.text(&format!("line-{index}-what"));
    let what = if what.is_empty() { kind.label() } else { &what };
    match CostLine::try_new(kind, what, amount, shares) {
        Ok(line) => Some(line),
        Err(error) => {
            errors.add(field, error.to_string());
            None
        }
    }
}

/// An amount of the home currency, or of the one that the words name by its code: `GBP 4,500`.
fn amount(words: &str, home: Currency) -> Result<Money, sojourn_money::MoneyError> {
    Money::parse(words, named(words).unwrap_or(home))
}

/// The currency that an amount names by its three letters.
pub fn named(words: &str) -> Option<Currency> {
    words.split(|c: char| !c.is_alphabetic()).find_map(|word| sojourn_money::currency(word).ok())
}

/// Home's and the host's share; the secondee pays what is left of the whole.
fn shares(typed: &typed::Form, prefix: &str, errors: &mut FieldErrors) -> Option<Shares> {
    let mut share = |side: &str| {
        let field = format!("{prefix}-{side}");
        match typed.get(&field).parse::<Percent>() {
            Ok(percent) => Some(percent.basis_points()),
            Err(error) => {
                errors.add(field, error.to_string());
                None
            }
        }
    };
    let (home, host) = (share("home")?, share("host")?);
    let left = 10_000_u16.checked_sub(home.saturating_add(host));
    let shares = left.and_then(|left| Shares::try_new(home, host, left).ok());
    if shares.is_none() {
        errors.add(format!("{prefix}-host"), "Together these are more than 100%. Lower one of them");
    }
    shares
}
