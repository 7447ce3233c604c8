//! From the record and the answers of its proposal to the facts an agreement is drafted from.

use sojourn_calendar::WorkingPattern;
use sojourn_kit::error::{Error, Result};
use sojourn_money::{CostLine, Money, Percent, Shares, Split};
use sojourn_papers as papers;
use sojourn_papers::{Facts, Structure};

use super::wording::country;
use crate::features::organisations::Organisation;
use crate::features::people::Brief;
use crate::features::proposals::model::{Conflicts, Proposal, ReturnGuarantee};
use crate::features::secondments::{Kind, Scope, Secondment};

/// A secondment of up to this many days has short notice and few check-ins.
const SHORT_DAYS: i64 = 35;
/// How long an outside host does not offer the secondee a job, unless somebody writes otherwise.
const NO_POACHING_MONTHS: u16 = 6;

/// Everything that the facts are read from. Nothing here is asked a second time.
#[derive(Debug)]
pub struct Sources<'a> {
    /// The record.
    pub secondment: &'a Secondment,
    /// The answers.
    pub proposal: &'a Proposal,
    /// The person who goes.
    pub secondee: &'a Brief,
    /// Their manager.
    pub home_manager: Option<&'a Brief>,
    /// The manager or contact at the host.
    pub host_manager: Option<&'a Brief>,
    /// The employer.
    pub home: &'a Organisation,
    /// The host organisation; for an internal secondment the same.
    pub host: &'a Organisation,
    /// Name of the unit at home.
    pub home_unit: &'a str,
    /// Name of the unit at the host.
    pub host_unit: &'a str,
    /// Who signs, in order.
    pub signatories: Vec<papers::Signatory>,
}

/// The facts. What nobody has answered stays empty and becomes a visible gap in the draft.
///
/// # Errors
/// A refusal when the dates are missing; a fault when amounts cannot be divided.
pub fn facts(sources: &Sources<'_>) -> Result<Facts> {
    let (s, proposal) = (sources.secondment, sources.proposal);
    let structure = if s.scope == Scope::Internal { Structure::Internal } else { Structure::External };
    Ok(Facts {
        structure,
        home: party(sources.home, sources.home_unit, sources.home_manager),
        host: party(sources.host, sources.host_unit, sources.host_manager),
        secondee: papers::Secondee {
            name: sources.secondee.name.clone(),
            job_title: sources.secondee.job_title.clone(),
            employee_number: None,
        },
        term: term(s)?,
        work: work(s, proposal),
        employment: papers::Employment {
            employer_of_record: sources.home.legal_name.clone(),
            home_duties: String::new(),
            conflicts: conflicts(&proposal.conflicts),
        },
        pay: pay(s, proposal)?,
        benefits: papers::Benefits::default(),
        costs: costs(s, proposal)?,
        care: care(sources),
        protection: protection(structure),
        ending: ending(s, proposal),
        governing_law: law(&sources.home.country).to_owned(),
        signatories: sources.signatories.clone(),
        more: papers::More { abroad: abroad(sources), ..papers::More::default() },
    })
}

/// Present when a border is crossed: the type of secondment says so, or two organisations are in two countries. The
/// record does not tell in which country a unit of one organisation is, so that stays a gap.
fn abroad(sources: &Sources<'_>) -> Option<papers::Abroad> {
    let (s, home, host) = (sources.secondment, &sources.home.country, &sources.host.country);
    let is_known = s.scope == Scope::External && home != host;
    (is_known || s.kind == Kind::International).then(|| papers::Abroad {
        home_country: if is_known { country(home).to_owned() } else { String::new() },
        host_country: if is_known { country(host).to_owned() } else { String::new() },
        ..papers::Abroad::default()
    })
}

fn party(organisation: &Organisation, unit: &str, manager: Option<&Brief>) -> papers::Party {
    papers::Party {
        organisation: organisation.legal_name.clone(),
        unit: unit.to_owned(),
        manager_name: manager.map(|m| m.name.clone()).unwrap_or_default(),
        manager_title: manager.map(|m| m.job_title.clone()).unwrap_or_default(),
    }
}

fn term(s: &Secondment) -> Result<papers::Term> {
    let dates = s.starts_on.zip(s.ends_on);
    let (start, end) =
        dates.ok_or_else(|| Error::refused("no_dates", "The agreement needs a first and a last day."))?;
    let share = u16::try_from(s.fte_bp).ok().and_then(|bp| sojourn_calendar::Fte::try_new(bp).ok());
    let pattern = match share {
        Some(fte) if fte.basis_points() < 10_000 => format!("{}, as the two managers agree", fte.in_days()),
        _ => "the secondee’s usual hours, Monday to Friday".to_owned(),
    };
    Ok(papers::Term {
        start,
        end,
        until: s.ends_with.clone(),
        fte_basis_points: u32::try_from(s.fte_bp).unwrap_or(10_000),
        working_pattern: pattern,
        place: s.place.clone(),
    })
}

fn work(s: &Secondment, proposal: &Proposal) -> papers::Work {
    let objective = |title: &str, measure: &str| {
        let (title, measure) = (title.trim().trim_end_matches('.'), measure.trim());
        if measure.is_empty() { title.to_owned() } else { format!("{title} (we know by: {measure})") }
    };
    papers::Work {
        purpose: s.purpose.clone(),
        role_title: s.title.clone(),
        duties: proposal.duties.clone(),
        objectives: proposal.objectives.iter().map(|o| objective(&o.title, &o.measure)).collect(),
        benefit_secondee: proposal.benefit_secondee.clone(),
        benefit_home: proposal.benefit_home.clone(),
        benefit_host: proposal.benefit_host.clone(),
    }
}

fn conflicts(conflicts: &Conflicts) -> papers::Conflicts {
    match conflicts {
        Conflicts::NotAsked => papers::Conflicts::NotAsked,
        Conflicts::NoneDeclared => papers::Conflicts::NoneDeclared,
        Conflicts::Declared(words) => papers::Conflicts::Declared(words.lines().map(str::to_owned).collect()),
    }
}

/// The figure is in the paper only when the host refunds actual pay and may therefore see it.
fn pay(s: &Secondment, proposal: &Proposal) -> Result<papers::Pay> {
    let recharged_amount = if s.recharged_at_cost {
        total(proposal.lines.iter().filter(|line| line.kind().is_pay()).map(CostLine::amount))?
    } else {
        None
    };
    Ok(papers::Pay {
        basis: papers::PayBasis::HomeUnchanged,
        note: String::new(),
        recharged_at_cost: s.recharged_at_cost,
        recharged_amount: recharged_amount.map(|money| money.to_string()),
    })
}

/// Cost lines with their shares. Lines of pay become one line, so that neither a part of it nor what somebody
/// wrote beside it tells what the secondee earns; home's share of it is not even in the data.
fn costs(s: &Secondment, proposal: &Proposal) -> Result<papers::Costs> {
    let (pay, other): (Vec<&CostLine>, Vec<&CostLine>) =
        proposal.lines.iter().partition(|line| line.kind().is_pay());
    let mut lines = Vec::new();
    if !pay.is_empty() {
        let Parts { home, host, secondee } = shares(&pay)?;
        let at_cost = s.recharged_at_cost;
        lines.push(papers::CostLine {
            description: "Pay and employer costs".to_owned(),
            home_pays: if at_cost { home } else { String::new() },
            host_pays: if at_cost { host } else { part_of_pay(&pay, Shares::host_bp) },
            secondee_pays: if at_cost { secondee } else { part_of_pay(&pay, Shares::secondee_bp) },
            is_pay: true,
        });
    }
    for line in other {
        let Parts { home, host, secondee } = shares(&[line])?;
        lines.push(papers::CostLine {
            description: line.description().to_owned(),
            home_pays: home,
            host_pays: host,
            secondee_pays: secondee,
            is_pay: false,
        });
    }
    let host_pays = lines.iter().any(|line| !line.host_pays.is_empty());
    let invoicing = if host_pays { "monthly in arrears, payable within 30 days" } else { "" };
    Ok(papers::Costs { lines, invoicing: invoicing.to_owned() })
}

/// One side's part of pay without its amount: from amount and share anybody works out what the secondee earns.
fn part_of_pay(pay: &[&CostLine], side: fn(Shares) -> u16) -> String {
    let mut shares = pay.iter().map(|line| side(line.shares()));
    let first = shares.next().unwrap_or_default();
    if shares.any(|share| share != first) {
        return "an agreed part of it".to_owned();
    }
    match (first, Percent::try_new(first)) {
        (0, _) => String::new(),
        (_, Ok(percent)) => format!("{percent} of it"),
        (_, Err(_)) => "an agreed part of it".to_owned(),
    }
}

/// What each pays, written out; nothing for nought.
struct Parts {
    home: String,
    host: String,
    secondee: String,
}

/// What home, host and secondee pay of these lines together.
fn shares(lines: &[&CostLine]) -> Result<Parts> {
    let splits: Vec<_> =
        lines.iter().map(|line| line.split()).collect::<Result<_, _>>().map_err(Error::internal)?;
    let written = |pick: fn(&Split) -> Money| -> Result<String> {
        let amount = total(splits.iter().map(pick))?.filter(|money| !money.is_zero());
        Ok(amount.map(|money| money.to_string()).unwrap_or_default())
    };
    Ok(Parts {
        home: written(|split| split.home)?,
        host: written(|split| split.host)?,
        secondee: written(|split| split.secondee)?,
    })
}

fn total(amounts: impl IntoIterator<Item = Money>) -> Result<Option<Money>> {
    let mut amounts = amounts.into_iter();
    let Some(first) = amounts.next() else { return Ok(None) };
    amounts.try_fold(first, Money::try_add).map(Some).map_err(Error::internal)
}

fn care(sources: &Sources<'_>) -> papers::Care {
    let name = |who: Option<&Brief>| who.map(|brief| brief.name.clone());
    let (home, host) = (name(sources.home_manager), name(sources.host_manager));
    let check_ins = if is_short(sources.secondment) {
        "at the half-way point and in the last week"
    } else {
        "weekly in the first month and monthly afterwards"
    };
    let both = home.clone().zip(host.clone());
    papers::Care {
        check_ins: check_ins.to_owned(),
        leave_approver: both.map(|(home, host)| format!("{home}, who tells {host}")).unwrap_or_default(),
        sickness_reporting: home
            .clone()
            .zip(host)
            .map(|(home, host)| format!("{host} and {home} before work starts on the first day of absence"))
            .unwrap_or_default(),
        keep_in_touch: home
            .map(|home| format!("{home} and the secondee talk every second week"))
            .unwrap_or_default(),
    }
}

fn is_short(s: &Secondment) -> bool {
    let length = s.starts_on.zip(s.ends_on).map(|(start, end)| (end - start).num_days());
    length.is_some_and(|days| days <= SHORT_DAYS)
}

fn protection(structure: Structure) -> papers::Protection {
    let external = structure == Structure::External;
    let insurance = if external {
        "The home organisation keeps its employer’s liability cover in force for the secondee. The host keeps public \
         liability cover in force for the place of work."
    } else {
        ""
    };
    papers::Protection {
        non_solicitation_months: Some(if external { NO_POACHING_MONTHS } else { 0 }),
        insurance: insurance.to_owned(),
        ..papers::Protection::default()
    }
}

fn ending(s: &Secondment, proposal: &Proposal) -> papers::Ending {
    let weeks = Some(if is_short(s) { 1 } else { 4 });
    let early_end = papers::EarlyEnd { home_weeks: weeks, host_weeks: weeks, secondee_weeks: weeks };
    papers::Ending {
        early_end,
        hand_back: Vec::new(),
        return_guarantee: proposal.return_guarantee.map(promise),
        return_post: proposal.return_post.clone(),
        return_date: s.ends_on.and_then(|last| WorkingPattern::STANDARD.after(last, 1).ok()),
    }
}

fn promise(guarantee: ReturnGuarantee) -> papers::ReturnGuarantee {
    match guarantee {
        ReturnGuarantee::SamePost => papers::ReturnGuarantee::SamePost,
        ReturnGuarantee::SameOrEquivalent => papers::ReturnGuarantee::SameOrEquivalent,
        ReturnGuarantee::SameBand => papers::ReturnGuarantee::SameBand,
        ReturnGuarantee::BestEndeavours => papers::ReturnGuarantee::BestEndeavours,
        ReturnGuarantee::None => papers::ReturnGuarantee::None,
    }
}

/// The law of the employer's country in words; unknown countries leave a gap that somebody fills.
fn law(country: &str) -> &'static str {
    match country {
        "GB" => "England and Wales",
        "AU" => "New South Wales",
        "IE" => "Ireland",
        "SE" => "Sweden",
        "DE" => "Germany",
        "FR" => "France",
        "NL" => "the Netherlands",
        _ => "",
    }
}
