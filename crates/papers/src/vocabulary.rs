//! Every fact that a parameter can be bound to, by name and type. Closed: a name that is not here is a fault of the
//! library, which a test finds.

use chrono::Months;

use crate::facts::{Conflicts, CostLine, Facts, IpOwner, PayBasis, ReturnGuarantee};
use crate::library::Kind;
use crate::text::{clean_line, clean_paragraphs};
use crate::value::{Value, lines, written};

type Read = fn(&Facts) -> Option<Value>;

/// Name, type, and how it is read.
#[rustfmt::skip]
const FACTS: &[(&str, Kind, Read)] = &[
    ("home.organisation", Kind::Text, |f| written(&f.home.organisation)),
    ("home.unit", Kind::Text, |f| written(&f.home.unit)),
    ("home.manager_name", Kind::Text, |f| written(&f.home.manager_name)),
    ("home.manager_title", Kind::Text, |f| written(&f.home.manager_title)),
    ("host.organisation", Kind::Text, |f| written(&f.host.organisation)),
    ("host.unit", Kind::Text, |f| written(&f.host.unit)),
    ("host.manager_name", Kind::Text, |f| written(&f.host.manager_name)),
    ("host.manager_title", Kind::Text, |f| written(&f.host.manager_title)),
    ("secondee.name", Kind::Text, |f| written(&f.secondee.name)),
    ("secondee.job_title", Kind::Text, |f| written(&f.secondee.job_title)),
    ("secondee.employee_number", Kind::Text, |f| written(f.secondee.employee_number.as_deref()?)),
    ("term.start", Kind::Date, |f| Some(Value::Date(f.term.start))),
    ("term.end", Kind::Date, |f| Some(Value::Date(f.term.end))),
    ("term.share", Kind::Percent, |f| Some(Value::Number(f.term.fte_basis_points))),
    ("term.until", Kind::Text, |f| written(&f.term.until)),
    ("term.working_pattern", Kind::Text, |f| written(&f.term.working_pattern)),
    ("term.place", Kind::Text, |f| written(&f.term.place)),
    ("work.purpose", Kind::Text, |f| written(&f.work.purpose)),
    ("work.role_title", Kind::Text, |f| written(&f.work.role_title)),
    ("work.duties", Kind::Paragraphs, |f| lines(&clean_paragraphs(&f.work.duties))),
    ("work.objectives", Kind::List, |f| lines(&f.work.objectives)),
    ("work.benefit_secondee", Kind::Text, |f| written(&f.work.benefit_secondee)),
    ("work.benefit_home", Kind::Text, |f| written(&f.work.benefit_home)),
    ("work.benefit_host", Kind::Text, |f| written(&f.work.benefit_host)),
    ("employment.employer_of_record", Kind::Text, |f| written(&f.employment.employer_of_record)),
    ("employment.home_duties", Kind::Text, |f| written(&f.employment.home_duties)),
    ("employment.conflicts", Kind::Choice, conflicts),
    ("employment.declared", Kind::List, declared),
    ("pay.basis", Kind::Choice, |f| choice(basis(f.pay.basis))),
    ("pay.note", Kind::Paragraphs, |f| lines(&clean_paragraphs(&f.pay.note))),
    ("pay.recharged_at_cost", Kind::Flag, |f| Some(Value::Flag(f.pay.recharged_at_cost))),
    ("pay.recharged_amount", Kind::Text, |f| written(f.pay.recharged_amount.as_deref()?)),
    ("benefits.kept", Kind::List, |f| lines(&f.benefits.kept)),
    ("costs.lines", Kind::List, cost_lines),
    ("costs.secondee_bears", Kind::Flag, |f| Some(Value::Flag(named(f).any(|l| !clean_line(&l.secondee_pays).is_empty())))),
    ("costs.invoicing", Kind::Text, |f| written(&f.costs.invoicing)),
    ("care.check_ins", Kind::Text, |f| written(&f.care.check_ins)),
    ("care.leave_approver", Kind::Text, |f| written(&f.care.leave_approver)),
    ("care.sickness_reporting", Kind::Text, |f| written(&f.care.sickness_reporting)),
    ("care.keep_in_touch", Kind::Text, |f| written(&f.care.keep_in_touch)),
    ("protection.confidentiality_months", Kind::Duration, |f| number(f.protection.confidentiality_months)),
    ("protection.confidentiality_note", Kind::Paragraphs, |f| lines(&clean_paragraphs(&f.protection.confidentiality_note))),
    ("protection.ip_owner", Kind::Choice, |f| choice(owner(f.protection.ip_owner))),
    ("protection.ip_note", Kind::Paragraphs, |f| lines(&clean_paragraphs(&f.protection.ip_note))),
    ("protection.non_solicitation_months", Kind::Duration, |f| number(f.protection.non_solicitation_months)),
    ("protection.non_solicitation_until", Kind::Date, until),
    ("protection.liability_note", Kind::Paragraphs, |f| lines(&clean_paragraphs(&f.protection.liability_note))),
    ("protection.insurance", Kind::Paragraphs, |f| lines(&clean_paragraphs(&f.protection.insurance))),
    ("ending.early_end.home_weeks", Kind::Duration, |f| number(f.ending.early_end.home_weeks)),
    ("ending.early_end.host_weeks", Kind::Duration, |f| number(f.ending.early_end.host_weeks)),
    ("ending.early_end.secondee_weeks", Kind::Duration, |f| number(f.ending.early_end.secondee_weeks)),
    ("ending.hand_back", Kind::List, |f| lines(&f.ending.hand_back)),
    ("ending.return_guarantee", Kind::Choice, |f| choice(promise(f.ending.return_guarantee?))),
    ("ending.return_post", Kind::Text, |f| written(&f.ending.return_post)),
    ("ending.return_date", Kind::Date, |f| f.ending.return_date.map(Value::Date)),
    ("governing_law", Kind::Text, |f| written(&f.governing_law)),
    ("abroad.home_country", Kind::Text, |f| written(&f.more.abroad.as_ref()?.home_country)),
    ("abroad.host_country", Kind::Text, |f| written(&f.more.abroad.as_ref()?.host_country)),
    ("abroad.local_entity", Kind::Text, |f| written(&f.more.abroad.as_ref()?.local_entity)),
    ("abroad.visa", Kind::Text, |f| written(&f.more.abroad.as_ref()?.visa)),
    ("abroad.visa_ends", Kind::Date, |f| f.more.abroad.as_ref()?.visa_ends.map(Value::Date)),
    ("abroad.certificate", Kind::Text, |f| written(&f.more.abroad.as_ref()?.certificate)),
    ("abroad.certificate_ends", Kind::Date, |f| f.more.abroad.as_ref()?.certificate_ends.map(Value::Date)),
];

/// The value of a fact, if it is known and not blank.
pub(crate) fn read(name: &str, facts: &Facts) -> Option<Value> {
    FACTS.iter().find(|(known, ..)| *known == name).and_then(|(_, _, read)| read(facts))
}

/// The type of a fact, if there is one of that name.
pub(crate) fn kind_of(name: &str) -> Option<Kind> {
    FACTS.iter().find(|(known, ..)| *known == name).map(|(_, kind, _)| *kind)
}

fn choice(word: &str) -> Option<Value> {
    Some(Value::Choice(word.to_owned()))
}

fn number(n: Option<u16>) -> Option<Value> {
    n.map(|n| Value::Number(n.into()))
}

fn basis(basis: PayBasis) -> &'static str {
    match basis {
        PayBasis::HomeUnchanged => "home_unchanged",
        PayBasis::HomeWithTopUp => "home_with_top_up",
        PayBasis::HostRate => "host_rate",
    }
}

fn owner(owner: IpOwner) -> &'static str {
    match owner {
        IpOwner::Home => "home",
        IpOwner::Host => "host",
        IpOwner::Joint => "joint",
    }
}

fn promise(promise: ReturnGuarantee) -> &'static str {
    match promise {
        ReturnGuarantee::SamePost => "same_post",
        ReturnGuarantee::SameOrEquivalent => "same_or_equivalent",
        ReturnGuarantee::SameBand => "same_band",
        ReturnGuarantee::BestEndeavours => "best_endeavours",
        ReturnGuarantee::None => "none",
    }
}

/// Asked and answered; interests that were declared in blank lines are none.
fn conflicts(facts: &Facts) -> Option<Value> {
    match facts.employment.conflicts {
        Conflicts::NotAsked => None,
        Conflicts::NoneDeclared => choice("none"),
        Conflicts::Declared(_) => choice(if declared(facts).is_some() { "declared" } else { "none" }),
    }
}

fn declared(facts: &Facts) -> Option<Value> {
    match &facts.employment.conflicts {
        Conflicts::Declared(all) => lines(all),
        Conflicts::NotAsked | Conflicts::NoneDeclared => None,
    }
}

/// The last day of the promise not to hire, when it lasts longer than the secondment.
fn until(facts: &Facts) -> Option<Value> {
    let months = facts.protection.non_solicitation_months.filter(|n| *n > 0)?;
    facts.term.end.checked_add_months(Months::new(months.into())).map(Value::Date)
}

fn named(facts: &Facts) -> impl Iterator<Item = &CostLine> {
    facts.costs.lines.iter().filter(|line| !clean_line(&line.description).is_empty())
}

fn cost_lines(facts: &Facts) -> Option<Value> {
    let lines: Vec<String> = named(facts).map(|line| cost_line(line, facts.pay.recharged_at_cost)).collect();
    (!lines.is_empty()).then_some(Value::Lines(lines))
}

/// One line of cost in words. Home's share of pay is not printed unless pay is recharged at cost: the host would
/// read from it what the secondee earns.
fn cost_line(line: &CostLine, at_cost: bool) -> String {
    let share = |amount: &str| {
        let amount = clean_line(amount);
        if amount.is_empty() { "nothing".to_owned() } else { amount }
    };
    let (what, host) = (clean_line(&line.description), share(&line.host_pays));
    let own = !clean_line(&line.secondee_pays).is_empty();
    let secondee = share(&line.secondee_pays);
    match (line.is_pay && !at_cost, own) {
        (true, false) => format!("{what}: met by home through its own payroll; the host pays {host}."),
        (true, true) => format!(
            "{what}: met by home through its own payroll; the host pays {host}; the secondee bears {secondee}."
        ),
        (false, false) => format!("{what}: home pays {}; the host pays {host}.", share(&line.home_pays)),
        (false, true) => format!(
            "{what}: home pays {}; the host pays {host}; the secondee pays {secondee}.",
            share(&line.home_pays)
        ),
    }
}
