//! Before and after, side by side, as far as the reader may see each: dates, length, costs, cover, the promise to
//! come back, and what should be looked at before anybody agrees.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use sojourn_calendar::{Fte, Period, WorkingPattern, format};
use sojourn_kit::error::{Error, Result};
use sojourn_money::{CostLine, Money};
use utoipa::ToSchema;

use super::model::{ChangeKind, NewValues};
use super::rules::{chain, share};
use super::store::{self, Stay};
use crate::cx::Cx;
use crate::features::people;
use crate::features::proposals::actions::BASIS;
use crate::features::proposals::model::Proposal;
use crate::features::proposals::views::HostView;
use crate::features::secondments::{Kind, Party, Record, Secondment, Slice};
use crate::features::{placements, proposals};

/// A contract of full time, in ten-thousandths, until people have a share of their own on file.
const CONTRACT_BP: i64 = 10_000;
/// Above this many days in another country tax has to be checked (domain 7: the 183-day rule).
const TAX_DAYS: u64 = 183;

/// One thing before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Compared {
    /// What.
    pub what: String,
    /// As it stands.
    pub now: String,
    /// As it would stand.
    pub then: String,
}

/// Everything that the reader may compare.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Comparison {
    /// Before and after.
    pub rows: Vec<Compared>,
    /// What should be looked at before anybody agrees.
    pub warnings: Vec<String>,
}

impl Comparison {
    fn row(&mut self, what: &str, now: String, then: String) {
        self.rows.push(Compared { what: what.to_owned(), now, then });
    }

    fn if_other(&mut self, what: &str, now: String, then: String) {
        if now != then {
            self.row(what, now, then);
        }
    }
}

/// Before and after for this reader.
///
/// # Errors
/// When the database does not answer.
pub async fn compare(
    cx: &mut Cx,
    record: &Record,
    kind: ChangeKind,
    values: &NewValues,
) -> Result<Comparison> {
    let (s, next) = (&record.secondment, values.applied(&record.secondment));
    let mut seen = Comparison::default();
    let proposal = proposals::store::find(cx, record).await?.unwrap_or_default();
    days(&mut seen, s, &next);
    terms(cx, &mut seen, record, values, &next, &proposal).await?;
    costs(&mut seen, record, &next, &proposal)?;
    at_home(&mut seen, record, &next, &proposal, cx.today());
    warnings(&mut seen, kind, s, &next, cx.today());
    let is_home = record.standing.parties.iter().any(|party| !party.is_host());
    if is_home {
        let stays = store::stays_of(cx, record).await?;
        together(&mut seen, &next, &stays);
    }
    Ok(seen)
}

/// First to last day, if both are known.
#[must_use]
pub fn stay(s: &Secondment) -> Option<Period> {
    s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok())
}

fn days(seen: &mut Comparison, s: &Secondment, next: &Secondment) {
    let (Some(now), Some(then)) = (stay(s), stay(next)) else { return };
    let pattern = WorkingPattern::STANDARD;
    seen.row("Dates", format::range(now), format::range(then));
    if now != then {
        seen.row("Length", format::length(now, pattern), format::length(then, pattern));
        let count = |stay: Period| {
            format!("{} days, {} of them working days", stay.days(), pattern.working_days(stay))
        };
        seen.row("Days", count(now), count(then));
    }
}

async fn terms(
    cx: &mut Cx,
    seen: &mut Comparison,
    record: &Record,
    values: &NewValues,
    next: &Secondment,
    proposal: &Proposal,
) -> Result<()> {
    let s = &record.secondment;
    seen.if_other("Time at the host", share_words(s.fte_bp), share_words(next.fte_bp));
    seen.if_other("Place of work", s.place.clone(), next.place.clone());
    seen.if_other("Role", s.title.clone(), next.title.clone());
    for (what, new) in [("Contact", &values.contact), ("Cost code", &values.cost_code)] {
        if let Some(new) = new {
            seen.row(what, "As the agreement says".to_owned(), new.clone());
        }
    }
    if let Some(duties) = &values.duties {
        seen.if_other("Duties", proposal.duties.clone(), duties.clone());
    }
    if let Some(pay) = &values.pay {
        seen.row("Pay", "As the agreement says".to_owned(), pay.clone());
    }
    if let Some(recharge) = &values.recharge {
        seen.row("Recharge", "As the agreement says".to_owned(), recharge.clone());
    }
    for (what, now, then) in [
        ("Manager at home", s.home_manager, next.home_manager),
        ("Manager at the host", s.host_manager, next.host_manager),
    ] {
        if now != then {
            let mut names = Vec::new();
            for person in [now, then] {
                names.push(match person {
                    Some(person) => people::store::brief(cx, person).await?.name,
                    None => "Nobody".to_owned(),
                });
            }
            let then = names.pop().unwrap_or_default();
            seen.row(what, names.pop().unwrap_or_default(), then);
        }
    }
    Ok(())
}

/// A share of working time in words.
#[must_use]
pub fn share_words(bp: i64) -> String {
    let share = u16::try_from(bp).ok().and_then(|bp| Fte::try_new(bp).ok());
    share.map_or_else(String::new, Fte::in_days)
}

/// The costs as they would be for the new dates and share: pay lines grow with the time, what was typed stays.
///
/// # Errors
/// When amounts do not fit.
pub fn lines_for(s: &Secondment, next: &Secondment, lines: &[CostLine]) -> Result<Vec<CostLine>> {
    let (Some(now), Some(then)) = (weight(s)?, weight(next)?) else { return Ok(lines.to_vec()) };
    lines
        .iter()
        .map(|line| {
            if !proposals::model::is_worked_out(line.kind()) || now == 0 || now == then {
                return Ok(line.clone());
            }
            let minor = i128::from(line.amount().minor()) * i128::from(then);
            let half = i128::from(now) / 2;
            let minor = i64::try_from((minor + half) / i128::from(now)).map_err(Error::internal)?;
            let amount = Money::new(minor, line.amount().currency());
            CostLine::try_new(line.kind(), line.description(), amount, line.shares()).map_err(Error::internal)
        })
        .collect()
}

/// What a year of a fixed sum comes to over the stay: two of them say how much longer one is than the other.
fn weight(s: &Secondment) -> Result<Option<i64>> {
    let share = u16::try_from(s.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok()).unwrap_or(Fte::FULL);
    let year = sojourn_money::currency("GBP").map(|currency| Money::new(1_000_000_000, currency));
    let year = year.map_err(Error::internal)?;
    let weigh = |stay| BASIS.apportion(year, stay, share).map(Money::minor).map_err(Error::internal);
    stay(s).map(weigh).transpose()
}

fn costs(seen: &mut Comparison, record: &Record, next: &Secondment, proposal: &Proposal) -> Result<()> {
    let standing = &record.standing;
    let after = lines_for(&record.secondment, next, &proposal.lines)?;
    let (before, after) = (proposal.lines.as_slice(), after.as_slice());
    let sees_pay = |party: &Party| !party.is_host() && party.sees(Slice::HomePay);
    if standing.parties.iter().any(sees_pay) {
        let home = |lines| total(lines, |line| Ok(line.split().map_err(Error::internal)?.home));
        let host = |lines| total(lines, |line| Ok(line.split().map_err(Error::internal)?.host));
        seen.row("Cost at home", home(before)?, home(after)?);
        seen.row("What the host pays", host(before)?, host(after)?);
    } else if standing.sees(Slice::Recharge) {
        let words = |lines| -> Result<String> {
            let view = HostView::of(lines, record.secondment.recharged_at_cost)?;
            let mut words: Vec<String> = view.total.into_iter().map(|amount| amount.text).collect();
            if words.is_empty() {
                words.push("Nothing".to_owned());
            }
            if view.pay_comes_on_top {
                words.push("and a share of pay for the time".to_owned());
            }
            Ok(words.join(" "))
        };
        seen.row("What the host pays", words(before)?, words(after)?);
    }
    Ok(())
}

fn total(lines: &[CostLine], part: impl Fn(&CostLine) -> Result<Money>) -> Result<String> {
    let mut sums: Vec<Money> = Vec::new();
    for line in lines {
        let amount = part(line)?;
        match sums.iter_mut().find(|sum| sum.currency() == amount.currency()) {
            Some(sum) => *sum = sum.try_add(amount).map_err(Error::internal)?,
            None => sums.push(amount),
        }
    }
    sums.retain(|sum| !sum.is_zero());
    let words: Vec<String> = sums.iter().map(ToString::to_string).collect();
    Ok(if words.is_empty() { "Nothing".to_owned() } else { words.join(" and ") })
}

fn at_home(seen: &mut Comparison, record: &Record, next: &Secondment, proposal: &Proposal, today: NaiveDate) {
    let s = &record.secondment;
    if let (true, Some(plan), Some(end), Some(later)) =
        (record.standing.sees(Slice::Cover), proposal.cover_plan, s.ends_on, next.ends_on)
    {
        let until = format!("{}, arranged until {}", plan.label(), format::near(end, today));
        let gap = (later - end).num_days();
        let then = if gap > 0 {
            format!("Not arranged for the {gap} days after that")
        } else {
            "Arranged for all of it".to_owned()
        };
        seen.row("Cover at home", until, then);
    }
    if record.standing.sees(Slice::ReturnPlan) && next.ends_on > s.ends_on {
        let promise = placements::actions::promise_words(proposal).unwrap_or_else(|| "No promise".to_owned());
        seen.row("Promise to come back", promise, "Asked again of the home manager".to_owned());
    }
}

fn warnings(seen: &mut Comparison, kind: ChangeKind, s: &Secondment, next: &Secondment, today: NaiveDate) {
    let (Some(now), Some(then)) = (stay(s), stay(next)) else { return };
    if kind == ChangeKind::Extension {
        let days = (now.end() - today).num_days();
        seen.warnings.push(match days {
            0.. => format!(
                "Everybody must have signed the new version by {}, the last day that stands: {days} days from today.",
                format::long(now.end())
            ),
            _ => format!(
                "The last day was {}. Until everybody has signed, the days since then are unsigned.",
                format::long(now.end())
            ),
        });
    }
    if chain::is_long(then) && !chain::is_long(now) {
        seen.warnings.push(format!(
            "Longer than {} months away. Ask whether the person still belongs to the team at home.",
            chain::BELONGING_MONTHS
        ));
    }
    let passes = then.start().checked_add_days(Days::new(TAX_DAYS));
    let is_new = u64::from(then.days()) > TAX_DAYS && u64::from(now.days()) <= TAX_DAYS;
    if let (Kind::International, true, Some(day)) = (s.kind, is_new, passes) {
        seen.warnings.push(format!(
            "Passes {TAX_DAYS} days at the host on {}, so tax must be checked.",
            format::long(day)
        ));
    }
}

/// The other secondments of the same person: the chain they make, and the shares of time they take together.
fn together(seen: &mut Comparison, next: &Secondment, stays: &[Stay]) {
    let Some(then) = stay(next) else { return };
    let others: Vec<(String, Period)> = stays.iter().map(|one| (one.number.clone(), one.stay)).collect();
    let links = chain::links(then, &others);
    if !links.is_empty() {
        let numbers: Vec<&str> = links.iter().map(|(number, _)| number.as_str()).collect();
        let whole = chain::whole(then, &others);
        let long = if chain::is_long(whole) && !chain::is_long(then) {
            format!(" Together that is longer than {} months.", chain::BELONGING_MONTHS)
        } else {
            String::new()
        };
        seen.warnings.push(format!(
            "Follows without a break of more than {} days on {}: away {} in all.{long}",
            chain::CONTINUOUS_DAYS,
            numbers.join(", "),
            format::length(whole, WorkingPattern::STANDARD)
        ));
    }
    let mut shares: Vec<share::Share> =
        stays.iter().map(|one| share::Share { stay: one.stay, bp: one.fte_bp }).collect();
    shares.push(share::Share { stay: then, bp: next.fte_bp });
    if let Some((day, sum)) = share::first_over(&shares, CONTRACT_BP) {
        seen.warnings.push(format!(
            "On {} the secondments of this person come to {}% of their time.",
            format::long(day),
            sum / 100
        ));
    }
}
