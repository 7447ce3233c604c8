//! The estimate beside the form: what each side pays, line by line. Only those who see pay lines get it.

use sojourn_calendar::{Period, format};
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use sojourn_money::{CostKind, CostLine, Currency, Estimate as Sums, Money, Totals};

use super::super::actions::{self, Draft};
use super::super::model::CoverPlan;
use super::super::store;
use super::{costs, destination};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Parties, Record, Scope, Secondment};
use crate::shell::{Estimate, EstimateLine, SplitBar, Tag, Tone};
use crate::typed;

/// The names of the two sides that pay.
#[derive(Debug, Clone)]
pub struct Payers {
    /// Home.
    pub home: String,
    /// Host.
    pub host: String,
}

impl Payers {
    /// Departments within one organisation, otherwise organisations.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(cx: &mut Cx, record: &Record) -> Result<Self> {
        let parties = Parties::of(cx, record).await?;
        let home = match record.secondment.scope {
            Scope::Internal => parties.home_name().to_owned(),
            Scope::External => parties.home.organisation_name.clone(),
        };
        let chosen = record.secondment.host_unit.is_some() || record.secondment.scope == Scope::External;
        let host = parties.host_name().filter(|_| chosen).unwrap_or("The host").to_owned();
        Ok(Self { home, host })
    }
}

/// The estimate for a draft with what stands in the form on top; what cannot be read is left out. There is none for
/// a writer at the host, who sees neither pay nor what home pays.
///
/// # Errors
/// When the database does not answer.
pub async fn of_form(cx: &mut Cx, draft: &Draft, typed: &typed::Form) -> Result<Option<Estimate>> {
    if draft.record.standing.is_only_host() {
        return Ok(None);
    }
    let payers = Payers::of(cx, &draft.record).await?;
    let mut s = draft.record.secondment.clone();
    let own = store::pay_on_file(cx, &s).await?;
    let mut ignored = FieldErrors::default();
    if typed.has("starts_on") {
        let days = destination::days(typed, cx.today(), &mut ignored);
        (s.starts_on, s.ends_on, s.fte_bp) = (days.starts_on, days.ends_on, i64::from(days.share_bp));
    }
    let mut shares = draft.proposal.pay_shares().unwrap_or_else(|| actions::usual_shares(s.scope));
    let mut lines: Vec<CostLine> = draft.proposal.typed_lines().cloned().collect();
    let mut cover = draft.proposal.cover_plan;
    if typed.has("line-0-kind") {
        shares = costs::pay_shares(typed, &mut ignored).unwrap_or(shares);
        lines = costs::lines(typed, draft.currency, &mut ignored);
        cover = CoverPlan::parse(typed.get("cover_plan"));
    }
    let lines = actions::estimate_lines(&s, own, shares, lines, draft.currency)?;
    draw(&s, &payers, &lines, cover, draft.currency).map(Some)
}

/// `POST /secondments/{number}/propose/estimate`: the estimate for what stands in the form, saving nothing.
pub async fn fragment(
    door: Door,
    Route(number): Route<String>,
    Fields(typed): Fields<typed::Form>,
) -> Result<Reply> {
    let mut cx = door.read().await?;
    let draft = Draft::open(&mut cx, &number, None).await?;
    let estimate = of_form(&mut cx, &draft, &typed).await?.ok_or(Error::NotFound)?;
    Ok(Reply::html(estimate.to_string()))
}

/// Draws an estimate.
///
/// # Errors
/// When amounts do not fit.
pub fn draw(
    s: &Secondment,
    payers: &Payers,
    lines: &[CostLine],
    cover: Option<CoverPlan>,
    currency: Currency,
) -> Result<Estimate> {
    let sums = Sums::of(lines).map_err(Error::internal)?;
    let dates = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    let when = dates.map_or_else(|| "dates not known yet".to_owned(), format::range);
    let secondee = joined(&sums, currency, |totals| totals.secondee);
    let yours = if sums.totals.iter().any(|totals| !totals.secondee.is_zero()) {
        format!(". The secondee pays {secondee}")
    } else {
        String::new()
    };
    let all = joined(&sums, currency, |totals| totals.total);
    let host = joined(&sums, currency, |totals| totals.host);
    let home = joined(&sums, currency, |totals| totals.home);
    let mut rows = lines.iter().map(|line| row(line, cover)).collect::<Result<Vec<_>>>()?;
    if cover.is_none() && !lines.iter().any(|line| line.kind() == CostKind::Cover) {
        rows.push(unknown("Cover", Some(Tag::new("Not chosen", Tone::Warn))));
    }
    let rest = if sums.totals.iter().all(|totals| totals.total.is_zero()) {
        "Add dates and costs, and it is worked out here".to_owned()
    } else {
        format!("of {all} in all. {} pays {host}{yours}", payers.host)
    };
    Ok(Estimate {
        heading: format!("Cost to {}, {when}", payers.home),
        home_pays: if rest.starts_with("of") { home.clone() } else { "Not known yet".to_owned() },
        rest,
        split: SplitBar { home_percent: home_percent(&sums.totals_in(currency)) },
        lines: rows,
        home_total: home,
        host_total: host,
        limit: None,
        working: Some(format!("/secondments/{}/propose/costs#working", s.number)),
    })
}

/// One sum per currency; they are never added together.
fn joined(sums: &Sums, currency: Currency, pick: fn(&Totals) -> Money) -> String {
    if sums.totals.is_empty() {
        return Money::zero(currency).to_string();
    }
    sums.totals.iter().map(|totals| pick(totals).to_string()).collect::<Vec<_>>().join(" and ")
}

fn row(line: &CostLine, cover: Option<CoverPlan>) -> Result<EstimateLine> {
    if line.kind() == CostKind::Salary && line.amount().is_zero() {
        return Ok(unknown("Salary and employer costs", None));
    }
    let split = line.split().map_err(Error::internal)?;
    let tag = (line.kind() == CostKind::Cover && cover.is_none()).then(|| Tag::new("Not chosen", Tone::Warn));
    Ok(EstimateLine {
        label: line.description().to_owned(),
        tag,
        home: split.home.to_string(),
        host: split.host.to_string(),
    })
}

fn unknown(label: &str, tag: Option<Tag>) -> EstimateLine {
    let words = "Not known yet";
    EstimateLine { label: label.to_owned(), tag, home: words.to_owned(), host: words.to_owned() }
}

fn home_percent(totals: &Totals) -> u8 {
    let (home, both) =
        (i128::from(totals.home.minor()), i128::from(totals.home.minor()) + i128::from(totals.host.minor()));
    if both == 0 { 100 } else { u8::try_from(home * 100 / both).unwrap_or(100) }
}
